#include "ui/library/filterbar.h"

#include "models/format.h"
#include "models/tagcountmodel.h"
#include "ui/library/chip.h"
#include "ui/library/choicepopup.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTimer>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int typingPause = 60; // ms: keys that follow at once make one query

bool isIdeograph(QChar c) {
    const QChar::Script script = c.script();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana ||
           script == QChar::Script_Hangul;
}

} // namespace

FilterBar::FilterBar(models::TagCountModel* sites, models::TagCountModel* tags, QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_typing(new QTimer(this))
    , m_shelves(new QButtonGroup(this))
    , m_siteChip(new Chip(QStringLiteral("siteChip"), {}, Chip::Kind::Choice, this))
    , m_tagChip(new Chip(QStringLiteral("tagChip"), {}, Chip::Kind::Choice, this))
    , m_sortChip(new Chip(QStringLiteral("sortChip"), {}, Chip::Kind::Choice, this))
    , m_sitePopup(new ChoicePopup(QStringLiteral("sitePopup"), sites, tr("Which site?"), this))
    , m_tagPopup(new ChoicePopup(QStringLiteral("tagPopup"), tags, tr("Which tag?"), this))
    , m_sortMenu(buildSortMenu()) {
    setObjectName(QStringLiteral("filterBar"));
    m_search->setObjectName(QStringLiteral("librarySearchEdit"));
    m_search->setPlaceholderText(tr("Search all pages (Ctrl+K)"));
    m_search->setAccessibleName(tr("Search all pages"));
    m_search->setToolTip(
        tr("All words are wanted; “words in quotes” stand together; -word must not be there; word* is a beginning."));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(Icon::Search), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_sitePopup->setEmptyText(tr("No page is kept yet, so there is no site to choose."));
    m_tagPopup->setEmptyText(tr("No page has a tag yet. Press T while you read a page to give it one."));
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    auto* chips = new FlowLayout(6);
    for (Chip* chip : {addShelf(library::PageShelf::Kept, "shelfAllChip", tr("All")),
                       addShelf(library::PageShelf::Unread, "shelfUnreadChip", tr("Unread")),
                       addShelf(library::PageShelf::Starred, "shelfStarredChip", tr("Starred")),
                       addShelf(library::PageShelf::Failed, "shelfFailedChip", tr("Failed")),
                       addShelf(library::PageShelf::Bin, "shelfBinChip", tr("Bin")),
                       addShelf(library::PageShelf::Flagged, "shelfFlaggedChip", tr("Needs a browser")), m_siteChip,
                       m_tagChip, m_sortChip})
        chips->addWidget(chip);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 8);
    column->setSpacing(8);
    column->addWidget(m_search);
    column->addLayout(chips);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, [this] {
        describe();
        Q_EMIT queryChanged();
    });
    connect(m_shelves, &QButtonGroup::idClicked, this, &FilterBar::queryChanged);
    connect(m_siteChip, &Chip::clicked, this,
            [this] { m_site.isEmpty() ? m_sitePopup->openBelow(m_siteChip) : setSite({}); });
    connect(m_tagChip, &Chip::clicked, this,
            [this] { m_tag.isEmpty() ? m_tagPopup->openBelow(m_tagChip) : setTag({}); });
    connect(m_sortChip, &Chip::clicked, this,
            [this] { m_sortMenu->popup(m_sortChip->mapToGlobal(QPoint(0, m_sortChip->height() + 2))); });
    connect(m_sitePopup, &ChoicePopup::chosen, this, &FilterBar::setSite);
    connect(m_tagPopup, &ChoicePopup::chosen, this, &FilterBar::setTag);
    m_shelves->button(static_cast<int>(library::PageShelf::Kept))->setChecked(true);
    m_shelves->button(static_cast<int>(library::PageShelf::Failed))->setToolTip(tr("Pages whose last capture failed"));
    m_shelves->button(static_cast<int>(library::PageShelf::Flagged))
        ->setToolTip(tr("A sign-in, a check of the browser or an empty frame was received in their place"));
    m_shelves->button(static_cast<int>(library::PageShelf::Bin))
        ->setToolTip(tr("Deleted pages; Ctrl+B opens the bin and leaves it"));
    describe();
}

Chip* FilterBar::addShelf(library::PageShelf shelf, const char* name, const QString& text) {
    auto* chip = new Chip(QString::fromLatin1(name), text, Chip::Kind::Toggle, this);
    m_shelves->addButton(chip, static_cast<int>(shelf));
    return chip;
}

QMenu* FilterBar::buildSortMenu() {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("sortMenu"));
    auto* orders = new QActionGroup(menu);
    const auto add = [&](const char* name, const QString& text, auto choose) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        action->setCheckable(true);
        orders->addAction(action);
        connect(action, &QAction::triggered, this, choose);
        return action;
    };
    using Sort = library::PageSort;
    add("sortRankAction", tr("Best match"), [this] {
        m_rank = true;
        describe();
        Q_EMIT queryChanged();
    });
    const auto order = [&](const char* name, const QString& text, Sort sort, bool descending) {
        add(name, text, [this, sort, descending] {
            setSort(sort, descending);
        })->setData(static_cast<int>(sort) * 2 + (descending ? 1 : 0));
    };
    order("sortNewestAction", tr("Newest first"), Sort::Added, true);
    order("sortOldestAction", tr("Oldest first"), Sort::Added, false);
    order("sortCapturedAction", tr("Captured last"), Sort::Captured, true);
    order("sortPublishedAction", tr("Published last"), Sort::Published, true);
    order("sortTitleAction", tr("Title"), Sort::Title, false);
    order("sortSiteAction", tr("Site"), Sort::Site, false);
    order("sortShortAction", tr("Shortest first"), Sort::Length, false);
    order("sortLongAction", tr("Longest first"), Sort::Length, true);
    return menu;
}

QString searchAsTyped(const QString& text) {
    const QString trimmed = text.trimmed();
    const bool open = trimmed.count(QLatin1Char('"')) % 2 == 1;
    const QChar last = trimmed.isEmpty() ? QChar() : trimmed.back();
    return last.isLetterOrNumber() && !isIdeograph(last) && !open ? QString(trimmed % QLatin1Char('*')) : trimmed;
}

library::PageQuery FilterBar::query() const {
    library::PageQuery query;
    query.shelf = static_cast<library::PageShelf>(m_shelves->checkedId());
    query.site = m_site;
    query.tag = m_tag;
    query.search = searchAsTyped(m_search->text());
    query.sort = m_sort;
    query.descending = m_descending;
    return query;
}

bool FilterBar::byRank() const {
    return m_rank && !m_search->text().trimmed().isEmpty();
}

bool FilterBar::narrows() const {
    return !m_site.isEmpty() || !m_tag.isEmpty() || !m_search->text().trimmed().isEmpty();
}

void FilterBar::setShelf(library::PageShelf shelf) {
    m_shelves->button(static_cast<int>(shelf))->setChecked(true);
    Q_EMIT queryChanged();
}

void FilterBar::setSite(const QString& site) {
    m_site = site;
    describe();
    Q_EMIT queryChanged();
}

void FilterBar::setTag(const QString& tag) {
    m_tag = tag;
    describe();
    Q_EMIT queryChanged();
}

void FilterBar::setSort(library::PageSort sort, bool descending) {
    m_sort = sort;
    m_descending = descending;
    m_rank = false;
    describe();
    Q_EMIT queryChanged();
}

void FilterBar::clearAll() {
    m_site.clear();
    m_tag.clear();
    m_search->clear();
    m_typing->stop();
    m_shelves->button(static_cast<int>(library::PageShelf::Kept))->setChecked(true);
    describe();
    Q_EMIT queryChanged();
}

void FilterBar::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

// What is chosen stands on the chip itself; a click takes it away.
void FilterBar::describe() {
    const auto choice = [](Chip* chip, const QString& chosen, const QString& none, const QString& name) {
        chip->setCheckable(!chosen.isEmpty());
        chip->setChecked(!chosen.isEmpty());
        chip->setText(chosen.isEmpty() ? none : QString(chosen % QStringLiteral("  ✕")));
        chip->setAccessibleName(
            chosen.isEmpty() ? name : tr("%1: %2, press to take it away").arg(name, models::isolated(chosen)));
        chip->updateGeometry();
    };
    choice(m_siteChip, m_site, tr("Site"), tr("Site"));
    choice(m_tagChip, m_tag, tr("Tag"), tr("Tag"));
    const bool searching = !m_search->text().trimmed().isEmpty();
    const int wanted = static_cast<int>(m_sort) * 2 + (m_descending ? 1 : 0);
    for (QAction* action : m_sortMenu->actions()) {
        const bool rank = !action->data().isValid();
        if (rank)
            action->setEnabled(searching);
        const bool on = byRank() ? rank : !rank && action->data().toInt() == wanted;
        action->setChecked(on);
        if (on)
            m_sortChip->setText(action->text());
    }
    m_sortChip->setAccessibleName(tr("Order: %1").arg(m_sortChip->text()));
    m_sortChip->updateGeometry();
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (m_typing->isActive()) {
                m_typing->stop();
                describe();
                Q_EMIT queryChanged();
            }
            Q_EMIT listWanted();
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
