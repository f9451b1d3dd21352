#include "tests/support/printedmodel.h"

#include <QAbstractItemModel>
#include <QStringList>

namespace support {

namespace {

QString cell(const QVariant& value) {
    if (value.typeId() == QMetaType::QStringList)
        return value.toStringList().join(QLatin1Char(','));
    return value.toString();
}

void print(const QAbstractItemModel& model, int role, const QModelIndex& parent, int depth, QString& text) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            cells << cell(model.index(row, column, parent).data(role));
        text += QString(QString(depth * 2, QLatin1Char(' ')) + cells.join(QStringLiteral(" | ")) + QLatin1Char('\n'));
        print(model, role, model.index(row, 0, parent), depth + 1, text);
    }
}

} // namespace

QString printed(const QAbstractItemModel& model, int role) {
    QString text;
    print(model, role, {}, 0, text);
    return text;
}

QString printedHeader(const QAbstractItemModel& model) {
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << cell(model.headerData(column, Qt::Horizontal));
    return cells.join(QStringLiteral(" | "));
}

} // namespace support
