#include "ui/reader/articleview.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace ui {

namespace {

constexpr int edge = 32; // pixels beside and above the column at least
constexpr qreal codePadding = 10;

bool isCode(const QTextBlock& block) {
    return block.isValid() && block.blockFormat().boolProperty(codeBlockProperty);
}

int quoteLevel(const QTextBlock& block) {
    return block.isValid() ? block.blockFormat().intProperty(quoteLevelProperty) : 0;
}

} // namespace

ArticleView::ArticleView(QWidget* parent)
    : QTextBrowser(parent) {
    setObjectName(QStringLiteral("articleView"));
    setAccessibleName(tr("Article"));
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // coming and going it would lay everything out again
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    connect(this, &QTextBrowser::anchorClicked, this, &ArticleView::linkClicked);
    connect(this, &QTextBrowser::highlighted, this,
            [this](const QUrl& link) { Q_EMIT linkHovered(link.toDisplayString()); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ArticleView::scrolled);
    showNothing();
}

ArticleView::~ArticleView() {
    setDocument(nullptr); // the article is not the base class's to delete
}

void ArticleView::setColours(const ReaderColours& colours) {
    m_colours = colours;
    QPalette shades = palette();
    shades.setColor(QPalette::Base, colours.background);
    shades.setColor(QPalette::Window, colours.background); // the margins beside the column
    shades.setColor(QPalette::Text, colours.text);
    shades.setColor(QPalette::Link, colours.link);
    setPalette(shades);
    setAutoFillBackground(true);
    viewport()->update();
}

void ArticleView::setColumn(int pixels) {
    m_column = pixels;
    placeColumn();
}

int ArticleView::columnWidth() const {
    const int room = contentsRect().width() - verticalScrollBar()->sizeHint().width() - 2 * edge;
    return qBound(200, room, m_column);
}

void ArticleView::placeColumn() {
    const int before = m_placed;
    m_placed = columnWidth();
    const int room = contentsRect().width() - verticalScrollBar()->sizeHint().width();
    const int side = qMax(8, (room - columnWidth()) / 2);
    setViewportMargins(side, edge / 2, side, 0);
    if (m_placed != before)
        Q_EMIT columnChanged();
}

void ArticleView::showDocument(std::shared_ptr<ArticleDocument> document, Selection selection) {
    const int anchor = textCursor().anchor();
    const int position = textCursor().position();
    search({});
    setDocument(document.get());
    document->setLayoutEnabled(true);
    m_article = std::move(document);
    if (selection == Selection::Keep) {
        const int end = m_article->characterCount() - 1;
        QTextCursor same(m_article.get());
        same.setPosition(qMin(anchor, end));
        same.setPosition(qMin(position, end), QTextCursor::KeepAnchor);
        setTextCursor(same);
    }
    verticalScrollBar()->setValue(0);
    viewport()->update();
}

void ArticleView::showNothing() {
    auto empty = std::make_shared<ArticleDocument>();
    showDocument(std::move(empty));
}

QVariant ArticleView::loadResource(int, const QUrl&) {
    return QByteArray(" "); // the document has its own; nothing is ever loaded through the view
}

double ArticleView::position() const {
    const int characters = document()->characterCount();
    if (characters <= 1)
        return 0;
    if (atEnd() && verticalScrollBar()->maximum() > 0)
        return 1;
    return verticalScrollBar()->value() == 0 ? 0 : static_cast<double>(firstShown()) / characters;
}

// A point between two paragraphs is taken for one in whatever is not laid out yet, far below: one of these is in a
// line.
int ArticleView::firstShown() const {
    int first = document()->characterCount();
    for (const int y : {2, 10, 18, 26, 34})
        first = qMin(first, cursorForPosition(QPoint(0, y)).position());
    return first;
}

void ArticleView::setPosition(double position) {
    const int characters = document()->characterCount();
    QTextCursor cursor(document());
    cursor.setPosition(qBound(0, static_cast<int>(position * characters), characters - 1));
    const int y = cursorRect(cursor).top() + verticalScrollBar()->value();
    verticalScrollBar()->setValue(position <= 0 ? 0 : y);
}

bool ArticleView::atEnd() const {
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 4;
}

void ArticleView::scrollTo(const QString& anchor) {
    scrollToAnchor(anchor);
}

bool ArticleView::hasAnchor(const QString& name) const {
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.charFormat().anchorNames().contains(name))
            return true;
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            if (at.fragment().charFormat().anchorNames().contains(name))
                return true;
        }
    }
    return false;
}

// The margins first: in the new size with the old margins the column would be laid out for a moment too, in vain.
bool ArticleView::event(QEvent* event) {
    if (event->type() == QEvent::Resize)
        placeColumn();
    return QTextBrowser::event(event);
}

void ArticleView::resizeEvent(QResizeEvent* event) {
    const bool another = event->oldSize().width() != event->size().width();
    const double before = another ? position() : 0;
    QTextBrowser::resizeEvent(event);
    if (before > 0)
        setPosition(before);
}

void ArticleView::keyPressEvent(QKeyEvent* event) {
    const bool down = event->matches(QKeySequence::MoveToNextPage) ||
                      (event->key() == Qt::Key_Space && !event->modifiers().testFlag(Qt::ShiftModifier));
    const bool up = event->matches(QKeySequence::MoveToPreviousPage) ||
                    (event->key() == Qt::Key_Space && event->modifiers().testFlag(Qt::ShiftModifier));
    if (down && atEnd())
        Q_EMIT nextPartWanted();
    else if (up && verticalScrollBar()->value() == 0)
        Q_EMIT previousPartWanted();
    else
        QTextBrowser::keyPressEvent(event);
}

void ArticleView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers().testFlag(Qt::ControlModifier)) { // the font size is a setting, not a zoom of this document
        event->ignore();
        return;
    }
    QTextBrowser::wheelEvent(event);
}

void ArticleView::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("articleMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QUrl link(anchorAt(event->pos()));
    if (!link.isEmpty()) {
        Q_EMIT linkMenuWanted(link, menu);
        menu->addSeparator();
    }
    QAction* copy = menu->addAction(tr("&Copy"), this, &QTextEdit::copy);
    copy->setObjectName(QStringLiteral("copyTextAction"));
    copy->setEnabled(textCursor().hasSelection());
    menu->addAction(tr("&Select all"), this, &QTextEdit::selectAll);
    menu->popup(event->globalPos());
}

QRectF ArticleView::blockRect(const QTextBlock& block) const {
    const QPointF scroll(horizontalScrollBar()->value(), verticalScrollBar()->value());
    return document()->documentLayout()->blockBoundingRect(block).translated(-scroll);
}

// Behind the text: one rounded area for each piece of code, one bar for each quotation.
void ArticleView::paintBehind(QPainter& painter) {
    QTextBlock block = document()->findBlock(firstShown());
    while (block.previous().isValid() && (isCode(block) || quoteLevel(block) > 0) && blockRect(block).bottom() > -50)
        block = block.previous();
    const qreal width = document()->textWidth();
    const qreal em = document()->defaultFont().pixelSize();
    const bool rtl = document()->defaultTextOption().textDirection() == Qt::RightToLeft;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (; block.isValid(); block = block.next()) {
        QRectF rect = blockRect(block);
        if (rect.top() > viewport()->height())
            break;
        const int level = qMin(quoteLevel(block), 6);
        if (level > 0) {
            const qreal bottom = quoteLevel(block.next()) > 0 ? blockRect(block.next()).top() : rect.bottom();
            for (int bar = 0; bar < level; ++bar) {
                const qreal x = (rtl ? width - bar * em * 1.2 - 3 : bar * em * 1.2) - horizontalScrollBar()->value();
                painter.fillRect(QRectF(x, rect.top(), 3, bottom - rect.top()), m_colours.line);
            }
        }
        if (!isCode(block))
            continue;
        while (isCode(block.next()) && blockRect(block).top() < viewport()->height() + 50) {
            block = block.next();
            rect = rect.united(blockRect(block));
        }
        const qreal left = level * em * 1.2 - horizontalScrollBar()->value();
        const QRectF area(left, rect.top() - codePadding, qMax(width - level * em * 1.2, rect.width()),
                          rect.height() + 2 * codePadding);
        painter.setBrush(m_colours.code);
        painter.drawRoundedRect(area, 6, 6);
    }
}

void ArticleView::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(viewport());
        paintBehind(painter);
    }
    QTextBrowser::paintEvent(event);
}

} // namespace ui
