#include "ui/widgets/detailtext.h"

#include <QEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextDocumentFragment>

namespace ui {

DetailText::DetailText(const char* objectName, const QString& accessibleName, QWidget* parent)
    : QPlainTextEdit(parent) {
    setObjectName(QString::fromLatin1(objectName));
    setAccessibleName(accessibleName);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    hide();
}

void DetailText::setText(const QString& text) {
    if (text != toPlainText()) // what is selected stays selected
        setPlainText(text);
    fit();
    setHidden(text.isEmpty());
}

void DetailText::fit() {
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < mostLines; block = block.next()) {
        blockBoundingRect(block); // lays it out
        lines += qMax(1, block.layout()->lineCount());
    }
    // Not by itself: laid out for another width it would come and go.
    setVerticalScrollBarPolicy(lines < mostLines ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    const int line = fontMetrics().lineSpacing();
    const int around = 2 * qRound(document()->documentMargin()) + 2 * frameWidth();
    setFixedHeight(qBound(1, lines, mostLines) * line + around);
}

void DetailText::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fit();
}

QMimeData* DetailText::createMimeDataFromSelection() const {
    QString selected = textCursor().selection().toPlainText();
    selected.removeIf([](QChar c) { return c >= QChar(0x2066) && c <= QChar(0x2069); });
    auto* copied = new QMimeData;
    copied->setText(selected);
    return copied;
}

void DetailText::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

} // namespace ui
