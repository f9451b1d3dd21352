#include "ui/library/tagnames.h"

#include <QAbstractItemModel>

namespace ui {

namespace {

QString spelled(const QString& tag, const QAbstractItemModel* known) {
    QString other;
    for (int row = 0; known && row < known->rowCount(); ++row) {
        const QString name = known->index(row, 0).data(Qt::EditRole).toString();
        if (name == tag)
            return tag;
        if (other.isEmpty() && name.compare(tag, Qt::CaseInsensitive) == 0)
            other = name;
    }
    return other.isEmpty() ? tag : other;
}

} // namespace

QStringList tagsIn(const QString& typed, const QAbstractItemModel* known, const QStringList& given) {
    QStringList tags;
    for (const QString& part : typed.split(QLatin1Char(','))) {
        const QString tag = part.simplified().left(longestTag).trimmed();
        if (!tag.isEmpty() && !tags.contains(tag, Qt::CaseInsensitive) && !given.contains(tag, Qt::CaseInsensitive))
            tags.append(spelled(tag, known));
    }
    return tags;
}

} // namespace ui
