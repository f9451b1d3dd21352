#pragma once

#include <QStringList>

class QAbstractItemModel;

namespace ui {

// What was typed, cut at commas, as library::tagName() keeps it: none empty, none too long, none twice or in `given`
// (whatever the case). A tag that `known` (its Qt::EditRole) has already is spelled as there.
QStringList tagsIn(const QString& typed, const QAbstractItemModel* known, const QStringList& given = {});

// A sentence for where one of them is longer than a tag may be and is cut; else empty.
QString whatIsCutOff(const QString& typed);

} // namespace ui
