#pragma once

#include <QStringList>

class QAbstractItemModel;

namespace ui {

constexpr int longestTag = 100; // characters

// What was typed, cut at commas: trimmed, none empty, none longer than longestTag, none twice or in `given` (whatever
// the case). A tag that `known` (its Qt::EditRole) has already is spelled as there.
QStringList tagsIn(const QString& typed, const QAbstractItemModel* known, const QStringList& given = {});

} // namespace ui
