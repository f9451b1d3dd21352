#include "ui/library/snippet.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

namespace ui {

namespace {

constexpr QChar matchStart(0xE000);
constexpr QChar matchEnd(0xE001);

QList<QTextLayout::FormatRange> formatsOf(const Snippet& snippet, const QColor& matchBackground) {
    QList<QTextLayout::FormatRange> formats;
    for (const Snippet::Match& match : snippet.matches) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(match.start);
        range.length = static_cast<int>(match.length);
        range.format.setBackground(matchBackground);
        range.format.setFontWeight(QFont::DemiBold);
        formats.append(range);
    }
    return formats;
}

} // namespace

Snippet Snippet::parse(const QString& marked) {
    Snippet snippet;
    qsizetype start = -1;
    for (const QChar c : marked) {
        if (c == matchStart) {
            start = snippet.text.size();
        } else if (c == matchEnd) {
            if (start >= 0 && snippet.text.size() > start)
                snippet.matches.append({start, snippet.text.size() - start});
            start = -1;
        } else {
            snippet.text += c.isSpace() ? QLatin1Char(' ') : c;
        }
    }
    return snippet;
}

void paintText(QPainter& painter, const QRectF& box, const Snippet& snippet, int lines, const QFont& font,
               const QColor& text, const QColor& matchBackground, Qt::LayoutDirection direction) {
    if (snippet.text.isEmpty())
        return;
    const QFontMetricsF metrics(font);
    QTextOption option;
    option.setTextDirection(snippet.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment((direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextLayout layout(snippet.text, font);
    layout.setTextOption(option);
    layout.setFormats(formatsOf(snippet, matchBackground));
    layout.beginLayout();
    qreal y = 0;
    qsizetype last = 0;
    for (int count = 0; count < lines; ++count) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        line.setPosition({0, y});
        y += metrics.lineSpacing();
        last = line.textStart();
    }
    const bool more = layout.createLine().isValid();
    layout.endLayout();
    painter.setPen(text);
    if (!more) {
        layout.draw(&painter, box.topLeft(), {}, box);
        return;
    }
    // The last line ends in an ellipsis: its rest is elided and the whole laid out again.
    Snippet cut{QString(snippet.text.left(last) %
                        metrics.elidedText(snippet.text.mid(last, 400), Qt::ElideRight, box.width() * 0.97)),
                {}};
    for (const Snippet::Match& match : snippet.matches) {
        if (match.start + match.length < cut.text.size())
            cut.matches.append(match);
    }
    QTextLayout shorter(cut.text, font);
    shorter.setTextOption(option);
    shorter.setFormats(formatsOf(cut, matchBackground));
    shorter.beginLayout();
    y = 0;
    for (int count = 0; count < lines; ++count) {
        QTextLine line = shorter.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        line.setPosition({0, y});
        y += metrics.lineSpacing();
    }
    shorter.endLayout();
    shorter.draw(&painter, box.topLeft(), {}, box);
}

} // namespace ui
