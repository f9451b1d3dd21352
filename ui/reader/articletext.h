#pragma once

#include <QString>

namespace ui {

// Every place where `wanted` stands in `text`, none overlapping the one before, without regard to case. A space also
// finds one at which no line may break. Both the article's documents and the text of those parts that are not shown
// are counted by this, so that the numbers agree.
template<typename Found>
void forEachFound(QString text, QString wanted, Found found) {
    text.replace(QChar::Nbsp, QLatin1Char(' '));
    wanted.replace(QChar::Nbsp, QLatin1Char(' '));
    if (wanted.isEmpty())
        return;
    for (qsizetype at = 0; (at = text.indexOf(wanted, at, Qt::CaseInsensitive)) >= 0; at += wanted.size())
        found(at);
}

inline qsizetype countFound(const QString& text, const QString& wanted) {
    qsizetype count = 0;
    forEachFound(text, wanted, [&count](qsizetype) { ++count; });
    return count;
}

} // namespace ui
