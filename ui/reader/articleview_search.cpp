// Find in page, as far as one document goes.
#include "ui/reader/articletext.h"
#include "ui/reader/articleview.h"

#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace ui {

namespace {

constexpr int mostMarks = 500; // painted at once, those about the selected one: each costs with every painting
constexpr int room = 32;       // pixels above and below what is selected

} // namespace

void ArticleView::search(const QString& text) {
    m_wanted = text;
    m_found.clear();
    for (QTextBlock block = document()->begin(); !text.isEmpty() && block.isValid(); block = block.next()) {
        forEachFound(block.text(), text,
                     [&](qsizetype at) { m_found.append(block.position() + static_cast<int>(at)); });
    }
    paintMarks();
}

int ArticleView::foundAt() const {
    const QTextCursor selected = textCursor();
    const auto at = std::lower_bound(m_found.begin(), m_found.end(), selected.selectionStart());
    const bool same = at != m_found.end() && *at == selected.selectionStart() &&
                      selected.selectionEnd() - *at == static_cast<int>(m_wanted.size());
    return same ? static_cast<int>(at - m_found.begin()) : -1;
}

int ArticleView::foundBeside(bool backwards) const {
    const int start = textCursor().selectionStart();
    const int end = foundAt() >= 0 ? start + 1 : start;
    const auto at = std::lower_bound(m_found.begin(), m_found.end(), backwards ? start : end);
    const auto which = static_cast<int>(at - m_found.begin()) - (backwards ? 1 : 0);
    return which < found() ? which : -1;
}

QTextCursor ArticleView::foundCursor(int which) const {
    QTextCursor cursor(document());
    cursor.setPosition(m_found.at(which));
    cursor.setPosition(m_found.at(which) + static_cast<int>(m_wanted.size()), QTextCursor::KeepAnchor);
    return cursor;
}

void ArticleView::selectFound(int which) {
    const QTextCursor cursor = foundCursor(which);
    setTextCursor(cursor);
    paintMarks();
    const QRect place = cursorRect(cursor);
    if (place.bottom() > viewport()->height() - room || place.top() < room)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + place.top() - viewport()->height() / 3);
}

void ArticleView::startSearchHere() {
    QTextCursor start = textCursor();
    start.setPosition(start.selectionStart());
    if (!viewport()->rect().intersects(cursorRect(start)))
        start.setPosition(firstShown());
    setTextCursor(start);
}

// The one that is selected stands out from the others, also while the find bar has the focus.
void ArticleView::paintMarks() {
    const int selected = foundAt();
    const int middle = selected >= 0 ? selected : 0;
    const int first = qBound(0, middle - mostMarks / 2, qMax(0, found() - mostMarks));
    QList<ExtraSelection> marks;
    for (int which = first; which < qMin(found(), first + mostMarks); ++which) {
        ExtraSelection mark;
        mark.cursor = foundCursor(which);
        mark.format.setBackground(which == selected ? m_colours.currentMatch : m_colours.match);
        mark.format.setForeground(m_colours.text);
        marks.append(mark);
    }
    setExtraSelections(marks);
}

} // namespace ui
