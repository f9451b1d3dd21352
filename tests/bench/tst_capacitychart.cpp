#include "bench/capacitychart.h"

#include <QTest>
#include <QXmlStreamReader>

using bench::CapacityEnd;
using bench::CapacityStep;

namespace {

CapacityStep step(double rate, double p99Ms, CapacityEnd end = CapacityEnd::Held) {
    CapacityStep made;
    made.rate = rate;
    made.reached = rate;
    made.p50Ms = p99Ms / 4;
    made.p99Ms = p99Ms;
    made.judgedP99Ms = p99Ms;
    made.end = end;
    return made;
}

struct Drawn {
    bool isWell = false;
    int full = 0;
    int empty = 0;
    QStringList texts;
    QList<double> heights; // of the points
};

Drawn drawn(const QByteArray& svg) {
    Drawn found;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::Characters)
            found.texts << xml.text().toString();
        if (!xml.isStartElement() || xml.name() != QLatin1String("circle"))
            continue;
        const QString style = xml.attributes().value(QStringLiteral("class")).toString();
        found.full += style.endsWith(QLatin1String("full")) ? 1 : 0;
        found.empty += style.endsWith(QLatin1String("empty")) ? 1 : 0;
        found.heights << xml.attributes().value(QStringLiteral("cy")).toDouble();
    }
    found.isWell = !xml.hasError();
    return found;
}

} // namespace

class CapacityChartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRateIsAPointOfEachLine() {
        const QList<CapacityStep> steps{step(100, 10), step(400, 900, CapacityEnd::P99), step(200, 20)};
        const Drawn found = drawn(bench::capacityChart(steps, {}, 200));
        QVERIFY(found.isWell);
        QCOMPARE(found.full, 4);
        QCOMPARE(found.empty, 2);
        QVERIFY(found.texts.join(QLatin1Char('|')).contains(QLatin1String("held: 200/s")));
        QCOMPARE(found.heights.size(), 6);
        QVERIFY(found.heights.at(0) > found.heights.at(2)); // p50 of 100/s is below p50 of 400/s
        QVERIFY(found.heights.at(0) > found.heights.at(3)); // … and below its own p99
    }

    void theLastTryOfARateIsDrawn() {
        const Drawn found = drawn(bench::capacityChart({step(100, 900, CapacityEnd::P99), step(100, 9)}, {}, 100));
        QCOMPARE(found.full, 2);
        QCOMPARE(found.empty, 0);
    }

    void oddCurvesAreDrawnAllTheSame() {
        QVERIFY(drawn(bench::capacityChart({}, {}, {})).isWell);
        const Drawn nothing = drawn(bench::capacityChart({step(1, 0, CapacityEnd::Errors)}, {}, {}));
        QVERIFY(nothing.isWell);
        QCOMPARE(nothing.empty, 0);
        const QByteArray wide = bench::capacityChart({step(1, 0.004), step(1'000'000, 600'000)}, {}, 1);
        QVERIFY(drawn(wide).isWell && !wide.contains("nan") && !wide.contains("inf"));
    }
};

QTEST_GUILESS_MAIN(CapacityChartTest)
#include "tst_capacitychart.moc"
