#include "cli/comparisontable.h"

#include "cli/console.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace cli {

using namespace Qt::StringLiterals;
using bench::Figure;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

using Row = std::array<QString, 7>;

QString label(Figure figure) {
    switch (figure) {
    case Figure::PerMinute:
        return Words::tr("requests/min");
    case Figure::P50:
        return Words::tr("p50, ms");
    case Figure::P95:
        return Words::tr("p95, ms");
    case Figure::P99:
        return Words::tr("p99, ms");
    case Figure::ErrorShare:
        break;
    }
    return Words::tr("failed, %");
}

QString shown(std::optional<double> value, Figure figure) {
    if (!value)
        return u"–"_s;
    if (figure == Figure::ErrorShare)
        return QLocale().toString(100 * *value, 'f', 2);
    return QLocale().toString(*value, 'f', figure == Figure::PerMinute ? 0 : 2);
}

// Of 100, with its sign.
QString change(double share, Figure figure) {
    const QString text = QLocale().toString(100 * share, 'f', figure == Figure::ErrorShare ? 2 : 1);
    return share > 0 ? QString(u'+' % text) : text;
}

QString between(const std::optional<bench::Interval>& interval, Figure figure) {
    return interval ? QString(change(interval->low, figure) % u" … " % change(interval->high, figure)) : u"–"_s;
}

// The error share's difference is one of shares: percentage points.
QString change(std::optional<double> share, Figure figure) {
    if (!share)
        return u"–"_s;
    return figure == Figure::ErrorShare ? Words::tr("%1 points", "of percent").arg(change(*share, figure))
                                        : Words::tr("%1 %", "a difference").arg(change(*share, figure));
}

void print(const QList<Row>& rows, Console& console) {
    std::array<qsizetype, 7> widths{};
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    for (const Row& row : rows) {
        QString line = row[0].leftJustified(widths[0]);
        for (std::size_t column = 1; column + 1 < row.size(); ++column)
            line += QString("  "_L1 % row[column].rightJustified(widths[column]));
        console.line(QString(line % "  "_L1 % row.back()).trimmed());
    }
}

} // namespace

void printComparison(const QList<bench::Compared>& all, Console& console) {
    QList<Row> rows{{Words::tr("median"), u"A"_s, u"B"_s, Words::tr("B beside A"), Words::tr("95 % interval"),
                     Words::tr("A against A"), Words::tr("B is", "then: faster, slower …")}};
    for (const bench::Compared& compared : all) {
        const Figure figure = compared.figure;
        rows.append({label(figure), shown(compared.a, figure), shown(compared.b, figure),
                     change(compared.difference, figure), between(compared.interval, figure),
                     between(compared.noiseInterval, figure), bench::findingWords(compared.finding)});
    }
    print(rows, console);
}

} // namespace cli
