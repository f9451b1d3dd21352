// An article that a person chose, as a step that can be taken back: the library keeps what was there before.
#include "ui/library/pagecommands.h"

#include <QDateTime>

namespace ui {

namespace {

constexpr int oneByOne = 50; // articles put back or forgotten at a time

// What the step needs for its way back; used in the library's writing thread alone.
struct Step {
    ChosenArticle chosen;
    QDateTime now;
    library::ExtractionId extraction = 0;
    QByteArray rememberedBefore;
};

base::Result<void> remember(library::Stores& stores, const Step& step, const QByteArray& json) {
    if (!json.isEmpty())
        return stores.choices.remember(step.chosen.site, json, step.now);
    const auto forgotten = stores.choices.forget(step.chosen.site);
    return forgotten ? base::Result<void>() : forgotten.error();
}

base::Result<void> make(library::Stores& stores, Step& step) {
    const auto begun = stores.extractions.begin(library::ExtractionKind::Choice, step.now);
    if (!begun)
        return begun.error();
    step.extraction = *begun;
    const auto made = stores.extractions.replace(step.extraction, step.chosen.snapshot, step.chosen.article);
    if (!made)
        return made.error();
    if (step.chosen.remembered) {
        const auto before = stores.choices.ofSite(step.chosen.site);
        if (!before)
            return before.error();
        step.rememberedBefore = *before;
        if (const auto put = remember(stores, step, *step.chosen.remembered); !put)
            return put;
    }
    const auto forgotten = stores.extractions.forgetOld(oneByOne);
    return forgotten ? base::Result<void>() : forgotten.error();
}

base::Result<void> takeBack(library::Stores& stores, const Step& step) {
    for (int left = 1; left > 0;) {
        const auto back = stores.extractions.undo(step.extraction, oneByOne);
        if (!back)
            return back.error();
        left = back->restored + back->left;
    }
    return step.chosen.remembered ? remember(stores, step, step.rememberedBefore) : base::Result<void>();
}

} // namespace

void PageCommands::choose(const ChosenArticle& chosen) {
    auto step = std::make_shared<Step>(Step{chosen, QDateTime::currentDateTimeUtc(), 0, {}});
    auto change = std::make_shared<Undoable>();
    change->text = chosen.text;
    change->redo = [step](library::Stores& stores) { return make(stores, *step); };
    change->undo = [step](library::Stores& stores) { return takeBack(stores, *step); };
    m_library.write(this, change->redo, [this, change](const base::Result<void>& result) {
        if (result)
            push(change);
        else
            Q_EMIT failed(result.error().message);
    });
}

} // namespace ui
