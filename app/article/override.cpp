#include "article/override.h"

#include "article/elementpath.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace article {
namespace {

constexpr QLatin1String leaningName("leaning");
constexpr QLatin1String wholeName("whole_page");
constexpr QLatin1String partName("part");

} // namespace

QByteArray overrideToJson(const Override& choice) {
    if (choice.isEmpty())
        return {};
    QJsonObject object;
    if (choice.leaning != 0.0)
        object[leaningName] = choice.leaning;
    if (choice.wholePage)
        object[wholeName] = true;
    if (!choice.part.isEmpty())
        object[partName] = QString::fromUtf8(choice.part);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Override overrideFromJson(const QByteArray& json) {
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    Override choice;
    const double leaning = object[leaningName].toDouble();
    choice.leaning = std::isfinite(leaning) ? std::clamp(leaning, -leaningMost, leaningMost) : 0;
    choice.wholePage = object[wholeName].toBool();
    choice.part = object[partName].toString().toUtf8();
    if (choice.part.size() > elementPathLimit)
        choice.part.clear();
    return choice;
}

} // namespace article
