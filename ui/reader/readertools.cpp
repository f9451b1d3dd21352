#include "ui/reader/readertools.h"

#include "ui/reader/articlechoice.h"
#include "ui/widgets/iconbutton.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace ui {

namespace {

QKeySequence ctrl(Qt::Key key) {
    return {Qt::CTRL | key};
}

} // namespace

ReaderTools::ReaderTools(QWidget* parent)
    : QWidget(parent)
    , back(add("backAction", tr("Back"), {Qt::ALT | Qt::Key_Left}))
    , forward(add("forwardAction", tr("Forward"), {Qt::ALT | Qt::Key_Right}))
    , contents(add("contentsAction", tr("Contents"), {Qt::CTRL | Qt::SHIFT | Qt::Key_O}, true))
    , star(add("starPageAction", tr("Star"), {}, true))
    , read(add("readPageAction", tr("Read"), {}, true))
    , tags(add("tagsAction", tr("Tags"), Qt::Key_T, true))
    , note(add("noteAction", tr("Note"), Qt::Key_N, true))
    , find(add("findAction", tr("Find in page"), QKeySequence::Find))
    , findNext(add("findNextAction", tr("Find next"), Qt::Key_F3))
    , findPrevious(add("findPreviousAction", tr("Find previous"), {Qt::SHIFT | Qt::Key_F3}))
    , openOriginal(add("openOriginalAction", tr("Open the original in the browser"), Qt::Key_O))
    , copyLink(add("copyLinkAction", tr("Copy the link"), {Qt::CTRL | Qt::SHIFT | Qt::Key_C}))
    , captureAgain(add("captureAgainPageAction", tr("Capture again")))
    , article(add("articleAction", tr("Article"), {}, true))
    , source(add("sourceAction", tr("Received source"), ctrl(Qt::Key_U), true))
    , captures(add("capturesAction", tr("All captures"), {}, true))
    , showMore(add("showMoreAction", tr("Show more"), Qt::Key_Plus))
    , showLess(add("showLessAction", tr("Show less"), Qt::Key_Minus))
    , wholePage(add("wholePageAction", tr("Show the whole page as text"), Qt::Key_W, true))
    , wrongPart(add("wrongPartAction", tr("This part is wrong…"), Qt::Key_P))
    , ownChoice(add("ownChoiceAction", tr("Back to what Tidemark chose"), Qt::Key_B))
    , remember(add("rememberChoiceAction", tr("Remember for this site"), {}, true))
    , remove(add("removePageAction", tr("Move to the bin")))
    , restore(add("restorePageAction", tr("Bring back from the bin")))
    , m_row(new QHBoxLayout(this)) {
    setObjectName(QStringLiteral("readerTools"));
    back->setIcon(icon(Icon::Previous));
    forward->setIcon(icon(Icon::Next));
    contents->setIcon(icon(Icon::Contents));
    star->setIcon(icon(Icon::Star));
    read->setIcon(icon(Icon::Check));
    tags->setIcon(icon(Icon::Tag));
    note->setIcon(icon(Icon::Note));
    find->setIcon(icon(Icon::Search));
    openOriginal->setIcon(icon(Icon::External));
    copyLink->setIcon(icon(Icon::Copy));
    captureAgain->setIcon(icon(Icon::Retry));
    remove->setIcon(icon(Icon::Trash));
    restore->setIcon(icon(Icon::Undo));
    auto* views = new QActionGroup(this);
    for (QAction* view : {article, source, captures})
        views->addAction(view);
    article->setChecked(true);

    m_row->setContentsMargins(12, 6, 12, 2);
    m_row->setSpacing(2);
    for (QAction* action : {back, forward, contents})
        button(action);
    m_row->addStretch(1);
    for (QAction* action : {star, read, tags, note, find})
        button(action);
    QToolButton* style = iconButton("readerStyleButton", Icon::Text, tr("Text: size, width, colours"), this);
    style->setPopupMode(QToolButton::InstantPopup);
    style->setMenu(styleMenu());
    m_row->addWidget(style);
    button(openOriginal);
    QToolButton* more = iconButton("readerMoreButton", Icon::More, tr("More"), this);
    more->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(more);
    menu->setObjectName(QStringLiteral("readerMoreMenu"));
    menu->addActions({article, source, captures});
    menu->addSeparator();
    menu->addActions({showMore, showLess, wholePage, wrongPart, ownChoice, remember});
    menu->addSeparator();
    menu->addActions({openOriginal, copyLink, captureAgain});
    menu->addSeparator();
    menu->addActions({remove, restore});
    more->setMenu(menu);
    m_row->addWidget(more);
}

QAction* ReaderTools::add(const char* name, const QString& text, const QKeySequence& key, bool checkable) {
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(key);
    action->setCheckable(checkable);
    action->setToolTip(key.isEmpty() ? text : tr("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    m_all.append(action);
    return action;
}

QToolButton* ReaderTools::button(QAction* action) {
    auto* made = new QToolButton(this);
    made->setDefaultAction(action);
    made->setObjectName(QString(action->objectName().chopped(6) + QStringLiteral("Button")));
    made->setAccessibleName(action->text());
    made->setAutoRaise(true);
    made->setIconSize({20, 20});
    m_row->addWidget(made);
    return made;
}

QMenu* ReaderTools::styleMenu() {
    m_styleMenu = new QMenu(this);
    m_styleMenu->setObjectName(QStringLiteral("readerStyleMenu"));
    const auto item = [this](const char* name, const QString& text, const QKeySequence& key, auto change) {
        QAction* action = add(name, text, key);
        m_styleMenu->addAction(action);
        connect(action, &QAction::triggered, this, [this, change] {
            ReaderStyle style = m_style;
            change(style);
            choose(style);
        });
        return action;
    };
    const auto radio = [&](QActionGroup* group, const char* name, const QString& text, auto change) {
        QAction* action = item(name, text, {}, change);
        action->setCheckable(true);
        group->addAction(action);
    };
    item("largerTextAction", tr("Larger text"), QKeySequence::ZoomIn, [](ReaderStyle& style) { ++style.fontSize; });
    item("smallerTextAction", tr("Smaller text"), QKeySequence::ZoomOut, [](ReaderStyle& style) { --style.fontSize; });
    item("standardTextAction", tr("Standard text size"), ctrl(Qt::Key_0),
         [](ReaderStyle& style) { style.fontSize = ReaderStyle().fontSize; });
    m_styleMenu->addSection(tr("Column"));
    auto* widths = new QActionGroup(this);
    radio(widths, "narrowColumnAction", tr("Narrow"),
          [](ReaderStyle& style) { style.characters = ReaderStyle::narrowest; });
    radio(widths, "middleColumnAction", tr("Middle"),
          [](ReaderStyle& style) { style.characters = ReaderStyle().characters; });
    radio(widths, "wideColumnAction", tr("Wide"), [](ReaderStyle& style) { style.characters = ReaderStyle::widest; });
    m_styleMenu->addSection(tr("Colours"));
    auto* themes = new QActionGroup(this);
    using Theme = ReaderStyle::Theme;
    radio(themes, "automaticThemeAction", tr("As the window"),
          [](ReaderStyle& style) { style.theme = Theme::Automatic; });
    radio(themes, "lightThemeAction", tr("Light"), [](ReaderStyle& style) { style.theme = Theme::Light; });
    radio(themes, "sepiaThemeAction", tr("Sepia"), [](ReaderStyle& style) { style.theme = Theme::Sepia; });
    radio(themes, "darkThemeAction", tr("Dark"), [](ReaderStyle& style) { style.theme = Theme::Dark; });
    m_styleMenu->addSection(tr("Typeface"));
    auto* faces = new QActionGroup(this);
    using Typeface = ReaderStyle::Typeface;
    radio(faces, "platformTypefaceAction", tr("As the window"),
          [](ReaderStyle& style) { style.typeface = Typeface::Platform; });
    radio(faces, "serifTypefaceAction", tr("With serifs"),
          [](ReaderStyle& style) { style.typeface = Typeface::Serif; });
    return m_styleMenu;
}

void ReaderTools::choose(const ReaderStyle& chosen) {
    ReaderStyle style = chosen;
    style.fontSize = qBound(ReaderStyle::smallestFont, style.fontSize, ReaderStyle::largestFont);
    setStyle(style);
    Q_EMIT styleChosen(style);
}

void ReaderTools::setStyle(const ReaderStyle& style) {
    m_style = style;
    const auto tick = [this](const char* name, bool on) {
        if (auto* action = findChild<QAction*>(QString::fromLatin1(name)))
            action->setChecked(on);
    };
    tick("narrowColumnAction", style.characters == ReaderStyle::narrowest);
    tick("middleColumnAction", style.characters == ReaderStyle().characters);
    tick("wideColumnAction", style.characters == ReaderStyle::widest);
    tick("automaticThemeAction", style.theme == ReaderStyle::Theme::Automatic);
    tick("lightThemeAction", style.theme == ReaderStyle::Theme::Light);
    tick("sepiaThemeAction", style.theme == ReaderStyle::Theme::Sepia);
    tick("darkThemeAction", style.theme == ReaderStyle::Theme::Dark);
    tick("platformTypefaceAction", style.typeface == ReaderStyle::Typeface::Platform);
    tick("serifTypefaceAction", style.typeface == ReaderStyle::Typeface::Serif);
}

void ReaderTools::setChoice(const ArticleChoice& choice) const {
    showMore->setEnabled(choice.canShowMore());
    showLess->setEnabled(choice.canShowLess());
    wholePage->setEnabled(choice.isPossible());
    wholePage->setChecked(choice.wanted().wholePage);
    wrongPart->setEnabled(choice.isPossible());
    ownChoice->setEnabled(choice.isPossible() && !choice.wanted().isEmpty());
    remember->setEnabled(ownChoice->isEnabled());
    remember->setChecked(remember->isEnabled() && choice.isRemembered());
}

void ReaderTools::setPage(const library::Page& page) {
    const bool any = page.id != 0;
    const bool kept = any && page.currentSnapshot != 0;
    for (QAction* action : {star, read, tags, note, openOriginal, copyLink, captureAgain, captures})
        action->setEnabled(any);
    for (QAction* action : {find, findNext, findPrevious, article, source})
        action->setEnabled(kept);
    star->setChecked(page.starred);
    star->setIcon(icon(page.starred ? Icon::StarFilled : Icon::Star));
    star->setToolTip(page.starred ? tr("Take the star away (S)") : tr("Star (S)"));
    read->setChecked(page.readAt.has_value());
    read->setIcon(icon(page.readAt ? Icon::Check : Icon::Circle));
    read->setToolTip(page.readAt ? tr("Mark as unread (M)") : tr("Mark as read (M)"));
    remove->setVisible(any && !page.deletedAt);
    restore->setVisible(any && page.deletedAt.has_value());
}

} // namespace ui
