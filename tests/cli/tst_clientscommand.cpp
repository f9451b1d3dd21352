#include "tests/support/programrunner.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using support::Finished;
using support::ProgramRunner;
using namespace Qt::StringLiterals;

class ClientsCommandTest : public QObject {
    Q_OBJECT

    ProgramRunner m_runner;

    Finished run(const QStringList& options) const {
        return m_runner.run(u"tidemark-cli"_s, QStringList{u"clients"_s} + options);
    }

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_runner.environment().insert(u"PATH"_s, m_runner.folder()); // only what a test puts there
    }

    void jsonIsAnObjectForEach() {
        const Finished finished = run({u"--only"_s, u"direct,wrk"_s, u"--seconds"_s, u"1"_s, u"--json"_s});
        QCOMPARE(finished.exitCode, 0);
        const QByteArrayList lines = finished.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        const QJsonObject direct = QJsonDocument::fromJson(lines.at(0)).object();
        QCOMPARE(direct[u"client"_s].toString(), u"direct"_s);
        QCOMPARE(direct[u"state"_s].toString(), u"measured"_s);
        QVERIFY(direct[u"requests_per_minute"_s].toDouble() > 600);
        QVERIFY(direct[u"cpu_ms_per_1000"_s].toDouble() > 0);
        QVERIFY(direct[u"peak_rss_bytes"_s].toDouble() > 0);
        const QJsonObject wrk = QJsonDocument::fromJson(lines.at(1)).object();
        QCOMPARE(wrk[u"state"_s].toString(), u"not installed"_s);
        QVERIFY(wrk[u"why"_s].toString().contains("apt install wrk"_L1));
    }

    void theTableBeginsWithTheFastestAndFailuresAreTheStatus() {
        QFile fake(m_runner.path(u"hey"_s));
        QVERIFY(fake.open(QIODevice::WriteOnly));
        fake.write("#!/bin/sh\nexit 9\n");
        fake.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        fake.close();
        const Finished finished = run({u"--only"_s, u"hey,sequential"_s, u"--seconds"_s, u"1"_s});
        QVERIFY(fake.remove());
        QCOMPARE(finished.exitCode, 1);
        const QByteArrayList lines = finished.out.split('\n');
        QVERIFY(lines.at(0).startsWith("client"));
        QVERIFY2(lines.at(1).startsWith("sequential"), finished.out.constData());
        QVERIFY(lines.at(2).startsWith("hey") && lines.at(2).contains("status 9"));
    }

    void wrongValuesAreRefusedBeforeAnythingRuns() {
        for (const QStringList& options : {QStringList{u"--only"_s, u"curl"_s},
                                           {u"--only"_s, u","_s},
                                           {u"--seconds"_s, u"0"_s},
                                           {u"--concurrency"_s, u"501"_s},
                                           {u"--threads"_s, u"none"_s},
                                           {u"--body-size"_s, u"-1"_s}})
            QCOMPARE(run(options).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(ClientsCommandTest)
#include "tst_clientscommand.moc"
