#include "base/file.h"
#include "tests/support/commandstage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using support::CommandStage;
using support::Finished;

// `bench --find-capacity` as a program, against the built-in server.
class FindCapacityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void init() { m_stage = std::make_unique<CommandStage>(); }
    void cleanup() { m_stage.reset(); }

    // Twenty places and answers after 20 ms: a thousand a second at most, whatever this computer can do.
    void whatTheServerKeepsUpWithIsFound() {
        const QString file = m_stage->path(u"found.json"_s);
        const QString chart = m_stage->path(u"found.svg"_s);
        const Finished finished = find({u"--rate"_s, u"4000"_s, u"--concurrency"_s, u"20"_s, u"--max-p99"_s, u"400"_s,
                                        u"--duration"_s, u"0.2"_s, u"--json"_s, file, u"--chart"_s, chart});
        QVERIFY2(finished.exitCode == 0, finished.err.constData());
        const auto written = base::readFile(file, 1'000'000);
        QVERIFY(written);
        const QJsonObject json = QJsonDocument::fromJson(*written).object();
        const double highest = json[u"highest_rate_per_s"_s].toDouble();
        QVERIFY2(highest > 100 && highest < 4'000, finished.out.constData());
        QVERIFY(json[u"complete"_s].toBool());
        const QJsonArray curve = json[u"curve"_s].toArray();
        QVERIFY(!curve.first().toObject()[u"held"_s].toBool());
        bool isHighest = false;
        for (const auto& each : curve) {
            const QJsonObject step = each.toObject();
            isHighest |= step[u"held"_s].toBool() && step[u"rate_per_s"_s].toDouble() == highest;
            QVERIFY(!step[u"held"_s].toBool() || step[u"rate_per_s"_s].toDouble() <= highest);
        }
        QVERIFY(isHighest);
        const auto picture = base::readFile(chart, 1'000'000);
        QVERIFY(picture && picture->contains("<svg") && picture->contains("p99 at most 400 ms"));
        QVERIFY2(finished.out.contains("The highest rate that held: "), finished.out.constData());
        QCOMPARE(finished.out.count('\n'), curve.size() + 2);
    }

    void whatHasNoMeaningIsRefused() {
        for (const QStringList& options : {QStringList{u"--requests"_s, u"5"_s},
                                           {u"--stage"_s, u"5:1"_s},
                                           {u"--save"_s, u"x"_s},
                                           {u"--engine"_s, u"qt"_s},
                                           {u"--json"_s, u"/nonexistent/x"_s},
                                           {u"--chart"_s, u"/nonexistent/x"_s},
                                           {u"--max-p99"_s, u"soon"_s}})
            QVERIFY2(find(options).exitCode != 0, qPrintable(options.join(u' ')));
        QCOMPARE(m_stage->run(QStringList{u"bench"_s, u"--chart"_s, m_stage->path(u"x.svg"_s)} + s_server).exitCode, 2);
    }

    void anInterruptTellsWhatHeldSoFar() {
        const auto process = m_stage->start(QStringList{u"bench"_s, u"--find-capacity"_s} + s_server +
                                            QStringList{u"--rate"_s, u"1000"_s, u"--duration"_s, u"0.2"_s});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process->readAllStandardOutput()).count('\n') > 1, 60'000);
        QVERIFY(support::ProgramRunner::signal(*process, SIGINT));
        const Finished finished = CommandStage::finishedOf(*process);
        QCOMPARE(finished.exitCode, 130);
        QVERIFY2(finished.out.contains("The search was ended."), finished.out.constData());
    }

private:
    inline static const QStringList s_server{u"--serve-delay"_s, u"20:20ms"_s, u"--serve-body-size"_s, u"10"_s};

    Finished find(const QStringList& options) const {
        return m_stage->run(QStringList{u"bench"_s, u"--find-capacity"_s} + s_server + options);
    }

    std::unique_ptr<CommandStage> m_stage;
};

QTEST_GUILESS_MAIN(FindCapacityTest)
#include "tst_findcapacity.moc"
