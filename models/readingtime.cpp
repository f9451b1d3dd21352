#include "models/readingtime.h"

#include <QCoreApplication>
#include <QDate>
#include <QLocale>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

constexpr int wordsPerMinute = 230;

} // namespace

QString publishedDate(const QString& iso) {
    const QDate date = QDate::fromString(iso.left(10), Qt::ISODate);
    //: a date as QLocale writes it: d day, MMMM month, yyyy year
    return date.isValid() ? QLocale().toString(date, Words::tr("d MMMM yyyy")) : iso;
}

int readingMinutes(int words) {
    return words <= 0 ? 0 : qMax(1, (words + wordsPerMinute / 2) / wordsPerMinute);
}

QString readingTime(int words) {
    const int minutes = readingMinutes(words);
    return minutes == 0 ? QString() : Words::tr("%1 min", "reading time").arg(QLocale().toString(minutes));
}

} // namespace models
