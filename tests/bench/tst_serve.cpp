#include "bench/server/serve.h"
#include "bench/server/server.h"

#include <QRegularExpression>
#include <QTest>

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

    void whatWasGivenIsServed() {
        const auto options = optionsOf({{QStringLiteral("port"), QStringLiteral("8080")},
                                        {QStringLiteral("body-size"), QStringLiteral("3")},
                                        {QStringLiteral("delay"), QStringLiteral("0:2")},
                                        {QStringLiteral("seed"), QStringLiteral("9")}});
        QVERIFY(options);
        QCOMPARE(options->port, quint16(8080));
        QCOMPARE(options->address, std::string("127.0.0.1"));
        QCOMPARE(options->content.body.value_or(""), std::string("xxx"));
        QCOMPARE(options->content.seed, std::uint64_t(9));
        QVERIFY(options->content.delay && options->content.delay->maximum == 2s);
        QVERIFY(!options->keepLog);
    }

    void wrongUsageIsSaid_data() {
        QTest::addColumn<QStringList>("given");
        const auto row = [](const char* name, const char* given) {
            QTest::newRow(name) << QString::fromLatin1(given).split(QLatin1Char(' '));
        };
        row("a port that is none", "port 70000");
        row("a folder that is none", "root /nowhere/at/all");
        row("a file that is none", "body /nowhere/at/all");
        row("two bodies", "body /dev/null body-size 3");
        row("a size that is none", "body-size many");
        row("a delay that is none", "delay 3");
        row("a seed that is none", "seed x");
    }
    void wrongUsageIsSaid() {
        QFETCH(QStringList, given);
        QHash<QString, QString> values;
        for (qsizetype i = 0; i + 1 < given.size(); i += 2)
            values.insert(given[i], given[i + 1]);
        const auto options = optionsOf(values);
        QVERIFY(!options);
        QCOMPARE(options.error().kind, QByteArray(wrongUsage));
        QVERIFY(!options.error().message.isEmpty());
    }

    void portThatIsTakenIsSaid() {
        Server first(Options{});
        QCOMPARE(first.start(), std::string());
        Options options;
        options.port = first.port();
        const auto served = serve(options, [](const QString&) { QFAIL("it listens"); });
        QVERIFY(!served);
        QCOMPARE(served.error().kind, QByteArray("listen"));
    }
};

QTEST_GUILESS_MAIN(ServeTest)
#include "tst_serve.moc"
