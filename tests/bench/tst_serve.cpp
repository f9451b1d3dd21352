#include "bench/server/serve.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

using namespace std::chrono_literals;
using namespace bench::server;

class ServeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void delaysAreSecondsOrMilliseconds() {
        const auto seconds = delayFromText(QStringLiteral("0:3"));
        QVERIFY(seconds);
        QVERIFY(seconds->minimum == 0ms && seconds->maximum == 3s && seconds->step == 1s);
        const auto fine = delayFromText(QStringLiteral("10:3000ms"));
        QVERIFY(fine);
        QVERIFY(fine->minimum == 10ms && fine->maximum == 3s && fine->step == 1ms);
    }

    void whatIsNoDelayIsRefused() {
        for (const char* text : {"", "3", "3:0", "-1:2", "0:3h", "0:3 ms", "0:9999", "0:99999999999", "a:b", "0:1:2"}) {
            const auto delay = delayFromText(QString::fromLatin1(text));
            QVERIFY2(!delay, text);
            QCOMPARE(delay.error().kind, QByteArray(wrongUsage));
        }
    }

    void wrongUsageIsSaidAndServesNothing_data() {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char* name, const char* arguments) {
            QTest::newRow(name) << QString::fromLatin1(arguments).split(QLatin1Char(' '));
        };
        row("no such option", "--colour");
        row("a port that is none", "--port 70000");
        row("a folder that is none", "--root /nowhere/at/all");
        row("a file that is none", "--body /nowhere/at/all");
        row("two bodies", "--body /dev/null --body-size 3");
        row("a size that is none", "--body-size many");
        row("a delay that is none", "--delay 3");
        row("a seed that is none", "--seed x");
        row("something else", "here");
    }

    void wrongUsageIsSaidAndServesNothing() {
        QFETCH(QStringList, arguments);
        QString printed;
        QString complaint;
        QTextStream out(&printed);
        QTextStream err(&complaint);
        QCOMPARE(runServe(arguments, out, err), 2);
        QVERIFY(printed.isEmpty());
        QVERIFY(!complaint.isEmpty());
    }

    void helpNamesEveryOption() {
        QString printed;
        QTextStream out(&printed);
        QCOMPARE(runServe({QStringLiteral("--help")}, out, out), 0);
        for (const char* option : {"--port", "--root", "--body", "--body-size", "--delay", "--seed"})
            QVERIFY(printed.contains(QLatin1String(option)));
    }
};

QTEST_GUILESS_MAIN(ServeTest)
#include "tst_serve.moc"
