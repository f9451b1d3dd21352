#include "ui/reader/articlechoice.h"

#include "library/errors.h"

#include <algorithm>

namespace ui {

ArticleChoice::ArticleChoice(library::Library& library, Worker& worker, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_worker(worker) {}

void ArticleChoice::setSnapshot(const library::SnapshotRow& snapshot, const QString& site,
                                const QByteArray& siteChoice) {
    const bool another = snapshot.id != m_snapshot.id;
    const bool awaits = !another && m_awaited &&
                        (m_awaited->json != snapshot.choice.json || m_awaited->ofSite != snapshot.choice.ofSite);
    const bool same = !another && snapshot.choice == m_snapshot.choice;
    const bool sameForSite = m_siteChoice == siteChoice;
    m_siteChoice = siteChoice;
    m_snapshot = snapshot;
    m_site = site;
    if (same && !sameForSite && !m_awaited)
        giveUp();       // forgotten in Settings, or another page of the site was chosen
    if (awaits || same) // built anew, or an earlier key's: what was wanted last is still to come
        return;
    if (another)
        m_page.reset();
    forgetTurns();
    giveUp();
}

void ArticleChoice::giveUp() {
    m_awaited.reset();
    m_wanted = article::overrideFromJson(m_snapshot.choice.json);
    m_remembers = m_wanted.isEmpty() || (m_snapshot.choice.ofSite && m_siteChoice == m_snapshot.choice.json);
}

void ArticleChoice::forgetTurns() {
    for (quint64& turn : m_turns)
        ++turn;
}

bool ArticleChoice::isPossible() const {
    const bool html = m_snapshot.mediaType == "text/html" || m_snapshot.mediaType == "application/xhtml+xml";
    return m_snapshot.id != 0 && html && !m_snapshot.bodyBlob.isEmpty() && m_snapshot.frontMatter.isEmpty() &&
           !m_library.readOnly();
}

bool ArticleChoice::canShowMore() const {
    return isPossible() && !m_wanted.wholePage && m_wanted.leaning < article::leaningMost;
}

bool ArticleChoice::canShowLess() const {
    return isPossible() && (m_wanted.wholePage || m_wanted.leaning > -article::leaningMost);
}

QString ArticleChoice::sentence() const {
    if (!m_snapshot.choice.met)
        return tr("The part that was chosen for this site is not on this page. Tidemark chose.");
    if (m_wanted.wholePage)
        return tr("Showing the whole page as text.");
    if (!m_wanted.part.isEmpty())
        return tr("Showing only the part that was chosen.");
    if (m_wanted.leaning > 0)
        return tr("Showing more than Tidemark chose.");
    return m_wanted.leaning < 0 ? tr("Showing less than Tidemark chose.") : QString();
}

void ArticleChoice::showMore() {
    if (canShowMore())
        choose({std::min(m_wanted.leaning + 1, article::leaningMost), false, {}}, tr("Show more of the page"));
}

void ArticleChoice::showLess() {
    if (!canShowLess())
        return;
    const double leaning = m_wanted.wholePage ? article::leaningMost : m_wanted.leaning - 1;
    choose({std::max(leaning, -article::leaningMost), false, {}}, tr("Show less of the page"));
}

void ArticleChoice::showWholePage(bool whole) {
    if (!whole)
        showOwnChoice();
    else if (isPossible())
        choose({0, true, {}}, tr("Show the whole page as text"));
}

void ArticleChoice::showPart(const QByteArray& path) {
    if (isPossible())
        choose({0, false, path}, tr("Show another part of the page"));
}

void ArticleChoice::showOwnChoice() {
    if (isPossible() && !m_wanted.isEmpty())
        choose({}, tr("Back to what Tidemark chose"));
}

void ArticleChoice::setRemembered(bool remembered) {
    if (m_remembers == remembered || m_wanted.isEmpty())
        return;
    m_remembers = remembered;
    choose(m_wanted, remembered ? tr("Remember for %1").arg(m_site) : tr("Do not remember for %1").arg(m_site));
}

// What was remembered before stays where this page is its own; taken back, it is forgotten with the page's.
void ArticleChoice::choose(const article::Override& wanted, const QString& text) {
    const library::Choice choice{article::overrideToJson(wanted), m_remembers && !wanted.isEmpty(), true};
    const bool wasOfSite = m_snapshot.choice.ofSite;
    std::optional<QByteArray> remembered;
    if (m_remembers && !wanted.isEmpty())
        remembered = choice.json;
    else if (wasOfSite)
        remembered = QByteArray();
    m_awaited = choice;
    m_wanted = wanted; // the next key goes on from here, before this is written
    ++m_turns[Looking];
    withPage(Choosing, [this, choice, remembered, text](const Page& page, quint64 number) {
        auto made = std::make_shared<library::NewArticle>();
        m_worker.run(
            this, [page, choice, made](const Stop&) { *made = archive::readAgain(*page, choice); },
            [this, number, made, remembered, text] {
                if (number == m_turns[Choosing])
                    Q_EMIT chosen({m_snapshot.id, *made, m_site, remembered, text});
            });
    });
}

void ArticleChoice::listParts() {
    if (!isPossible())
        return;
    withPage(Looking, [this](const Page& page, quint64 number) {
        auto parts = std::make_shared<std::vector<article::Part>>();
        m_worker.run(
            this,
            [page, parts](const Stop&) {
                *parts = article::partsOf(page->body, archive::extractOptions(page->snapshot));
            },
            [this, number, parts] {
                if (number == m_turns[Looking])
                    Q_EMIT partsListed(*parts);
            });
    });
}

void ArticleChoice::preview(const QByteArray& path) {
    withPage(Looking, [this, path](const Page& page, quint64 number) {
        auto html = std::make_shared<QByteArray>();
        m_worker.run(
            this,
            [page, path, html](const Stop&) {
                article::ExtractOptions options = archive::extractOptions(page->snapshot);
                options.choice.part = path;
                *html = article::extract(page->body, options).html;
            },
            [this, number, html] {
                if (number == m_turns[Looking])
                    Q_EMIT previewed(*html);
            });
    });
}

void ArticleChoice::withPage(Turn turn, const std::function<void(const Page&, quint64 number)>& then) {
    const quint64 number = ++m_turns[turn];
    if (m_page) {
        then(m_page, number);
        return;
    }
    m_library.read(
        library::ReadLane::Reader, this,
        [id = m_snapshot.id](library::Stores& stores) { return archive::keptPage(stores, id); },
        [this, turn, number, then](base::Result<archive::KeptPage> page) {
            if (number != m_turns[turn])
                return;
            if (page) {
                m_page = std::make_shared<const archive::KeptPage>(*std::move(page));
                then(m_page, number);
            } else if (page.error().kind == library::interrupted) { // by the article on its way
                withPage(turn, then);
            } else {
                giveUp();
                Q_EMIT failed(page.error().message);
            }
        });
}

} // namespace ui
