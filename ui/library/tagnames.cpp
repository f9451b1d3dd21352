#include "ui/library/tagnames.h"

#include "library/limits.h"
#include "library/tagname.h"

#include <QAbstractItemModel>
#include <QCoreApplication>

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui)
};

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
        const QString tag = library::tagName(part);
        if (!tag.isEmpty() && !tags.contains(tag, Qt::CaseInsensitive) && !given.contains(tag, Qt::CaseInsensitive))
            tags.append(spelled(tag, known));
    }
    return tags;
}

QString whatIsCutOff(const QString& typed) {
    for (const QString& part : typed.split(QLatin1Char(','))) {
        if (library::isTagTooLong(part))
            return Words::tr("A tag has %Ln character(s) at most: the rest is cut off.", nullptr,
                             int(library::tagLength.standard));
    }
    return {};
}

} // namespace ui
