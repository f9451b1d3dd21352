#pragma once

#include <QString>

class QAbstractItemModel;

namespace support {

// A model as text, to compare it at a glance: one line a row, cells between bars, children indented by two spaces.
// `role` is what is printed of each cell; lists are joined with commas.
QString printed(const QAbstractItemModel& model, int role = Qt::DisplayRole);
QString printedHeader(const QAbstractItemModel& model);

} // namespace support
