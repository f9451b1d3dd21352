#pragma once

class QTableView;

namespace ui {

// Words of the header stand above those of the cells, both a little away from the lines. For a table whose cells are
// drawn by a delegate of its own, the header alone.
void giveCellsRoom(QTableView& table);
void giveHeaderRoom(QTableView& table);

} // namespace ui
