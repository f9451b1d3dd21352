#include "archive/limits.h"
#include "article/limits.h"
#include "bench/direct/limits.h"
#include "bench/limits.h"
#include "bench/server/limits.h"
#include "formats/limits.h"
#include "library/limits.h"
#include "net/limits.h"
#include "secrets/limits.h"

#include "base/file.h"
#include "base/limits.h"

#include <QLocale>
#include <QTest>

#include <cstdio>
#include <span>

namespace {

// 33,554,432 bytes as "32 MiB", 120,000 ms as "120 s": the largest unit that leaves a whole number.
QString amount(qint64 value, const QString& unit) {
    struct Step {
        const char* from;
        qint64 factor;
        const char* to;
    };
    static constexpr Step steps[]{{"bytes", 1024 * 1024, "MiB"}, {"bytes", 1024, "KiB"}, {"ms", 1000, "s"}};
    for (const Step& step : steps) {
        if (unit == QLatin1String(step.from) && value != 0 && value % step.factor == 0)
            return QLocale::c().toString(value / step.factor) + QLatin1Char(' ') + QLatin1String(step.to);
    }
    return QString(QLocale::c().toString(value) + QLatin1Char(' ') + unit).trimmed();
}

QString row(const base::Limit& limit) {
    const QString unit = QString::fromUtf8(limit.unit);
    QString least = amount(limit.minimum, unit);
    const QString most = amount(limit.maximum, unit);
    if (least.section(QLatin1Char(' '), 1) == most.section(QLatin1Char(' '), 1))
        least = least.section(QLatin1Char(' '), 0, 0);
    const QString range = limit.minimum < limit.maximum ? QString(least + u" – " + most) : QString();
    return QStringLiteral("| %1%2 | %3 | %4 | %5 |\n")
        .arg(QString::fromUtf8(limit.name), limit.settable ? QStringLiteral(" \\*") : QString(),
             amount(limit.standard, unit), range, QString::fromUtf8(limit.reason));
}

QString table() {
    QString rows = QStringLiteral("| limit | standard | range | why |\n|---|---|---|---|\n");
    const std::span<const base::Limit> modules[]{
        base::limits,    archive::limits, net::limits::list(), article::limits,       library::limits,
        formats::limits, secrets::limits, bench::limits,       bench::server::limits, bench::direct::limits};
    for (const auto& module : modules) {
        for (const base::Limit& limit : module)
            rows += row(limit);
    }
    return rows;
}

QString readme() {
    const auto text = base::readFile(QStringLiteral(TIDEMARK_SOURCE_DIR "/README.md"), 1'000'000);
    return text ? QString::fromUtf8(*text) : QString();
}

} // namespace

class LimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // When it fails: put what it prints between the two marks in README.md.
    void readmeShowsEveryLimit() {
        const QString begin = QStringLiteral("<!-- limits -->\n");
        const QString text = readme();
        const qsizetype from = text.indexOf(begin) + begin.size();
        const qsizetype to = text.indexOf(QStringLiteral("<!-- /limits -->"));
        QVERIFY(from > begin.size() && to >= from);
        const bool same = text.mid(from, to - from) == table();
        if (!same)
            std::fputs(qPrintable(table()), stderr);
        QVERIFY(same);
    }

    void standardsLieInTheirRanges() {
        for (const base::Limit& limit : archive::limits) {
            QVERIFY2(limit.minimum <= limit.standard && limit.standard <= limit.maximum, limit.name);
            QVERIFY2(limit.settable == (limit.minimum < limit.maximum), limit.name);
        }
    }
};

QTEST_GUILESS_MAIN(LimitsTest)
#include "tst_limits.moc"
