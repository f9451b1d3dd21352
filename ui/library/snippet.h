#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QRectF>
#include <QString>

class QPainter;

namespace ui {

// A snippet of the search, taken apart: plain text and where its matches are.
struct Snippet {
    struct Match {
        qsizetype start = 0;
        qsizetype length = 0;

        bool operator==(const Match&) const = default;
    };
    QString text;
    QList<Match> matches;

    static Snippet parse(const QString& marked); // matches stand between U+E000 and U+E001
};

// Paints plain text over at most `lines` lines of `box`, the last one elided, matches with `matchBackground`.
// Every line begins at the leading edge of `direction`, whichever way its own words run.
void paintText(QPainter& painter, const QRectF& box, const Snippet& snippet, int lines, const QFont& font,
               const QColor& text, const QColor& matchBackground, Qt::LayoutDirection direction);

} // namespace ui
