#include "bench/server/prose.h"
#include "bench/server/serve.h"
#include "bench/server/server.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace bench::server;

namespace {

// "port 80 status 503:1 status 404:0" as the command line gives it.
base::Result<Options> asked(const char* text) {
    const QStringList words = QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QHash<QString, QStringList> given;
    for (qsizetype i = 0; i + 1 < words.size(); i += 2)
        given[words[i]] << words[i + 1];
    return optionsOf(given);
}

// The other process: ignores a signal from the beginning, or none, serves, sends itself this one or SIGHUP, then
// SIGTERM, and ends with the one that it heard.
int serveAndBeSignalled(int ignored) {
    if (ignored != 0)
        std::signal(ignored, SIG_IGN);
    const auto heard = serve(Options{}, [ignored](const QString&) {
        ::kill(::getpid(), ignored != 0 ? ignored : SIGHUP);
        ::kill(::getpid(), SIGTERM);
    });
    return heard ? *heard : -1;
}

} // namespace

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
        const auto options = asked("port 8080 body-size 3 delay 0:2 seed 9");
        QVERIFY(options);
        QCOMPARE(options->port, quint16(8080));
        QCOMPARE(options->address, std::string("127.0.0.1"));
        QCOMPARE(options->content.body.value_or("").size(), 3U);
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
        row("a share that is none", "reset often");
        row("a share above one", "truncate 1.5");
        row("a share below none", "reset -0.1");
        row("no number", "reset nan");
        row("a status without a share", "status 503");
        row("a status that is none", "status 99:0.5");
        row("a status with half a share", "status 503:");
        row("shares above one together", "status 503:0.6 reset 0.5");
        row("statuses above one together", "status 503:0.6 status 404:0.6");
        row("a standstill that is none", "stall 1");
        row("a standstill longer than its time", "stall 2:1");
        row("a standstill of no time", "stall 0:5");
    }
    void wrongUsageIsSaid() {
        QFETCH(QStringList, given);
        const auto options = asked(given.join(QLatin1Char(' ')).toUtf8().constData());
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
        QVERIFY(served.error().message.contains(QString::number(first.port())));
    }

    void aHangUpThatItsParentIgnoresDoesNotEndIt() {
        const QString program = QCoreApplication::applicationFilePath();
        QCOMPARE(QProcess::execute(program, {u"--serve"_s}), SIGHUP); // of both, the lower number
        QCOMPARE(QProcess::execute(program, {u"--serve"_s, QString::number(SIGHUP)}), SIGTERM);
        QCOMPARE(QProcess::execute(program, {u"--serve"_s, QString::number(SIGINT)}), SIGINT); // a shell's background
    }

    void faultsAreReadAsGiven() {
        const auto options = asked("status 503:0.01 status 404:0.5 reset 0.25 truncate 0.125");
        QVERIFY(options);
        const Faults& faults = options->content.faults;
        QCOMPARE(faults.statuses.size(), 2U);
        QCOMPARE(faults.statuses[1].code, 404);
        QCOMPARE(faults.statuses[0].share, 0.01);
        QCOMPARE(faults.reset, 0.25);
        QCOMPARE(faults.truncate, 0.125);
        QVERIFY(asked("status 503:1"));
        QVERIFY(asked("status 503:0.7 reset 0.2 truncate 0.1"));
    }

    void standstillsAreInOneUnit() {
        const auto seconds = asked("stall 1:10");
        QVERIFY(seconds && seconds->standstill);
        QVERIFY(seconds->standstill->length == 1s && seconds->standstill->every == 10s);
        const auto fine = asked("stall 50:1000ms");
        QVERIFY(fine && fine->standstill);
        QVERIFY(fine->standstill->length == 50ms && fine->standstill->every == 1s);
    }

    void onlyLoopbackUnlessToldOtherwise() {
        QCOMPARE(asked("")->address, std::string("127.0.0.1"));
        QCOMPARE(asked("address 0.0.0.0")->address, std::string("0.0.0.0"));
    }

    void thePageIsOfTheArticlesSizeUnlessAnotherIsAskedFor() {
        QCOMPARE(asked("delay 0:3")->content.body.value_or("").size(), 450'000U);
        QCOMPARE(asked("")->content.body.value_or("").size(), 450'000U);
        QCOMPARE(asked("body-size 1024")->content.body.value_or("").size(), 1'024U);
        QCOMPARE(asked("body-size 0")->content.body.value_or("none"), std::string());
        QVERIFY(!asked("root /")->content.body);
    }

    void theListOfBehavioursGivesWayToALoad() {
        QVERIFY(asked("")->content.list);
        QVERIFY(asked("root /")->content.list);
        for (const char* load : {"body-size 5", "delay 0:1", "reset 0.1", "status 503:0.1"})
            QVERIFY2(!asked(load)->content.list, load);
    }

    void flagsAreFlags() {
        const auto options = optionsOf({{QStringLiteral("close"), {QString()}},
                                        {QStringLiteral("drip"), {QString()}},
                                        {QStringLiteral("access-log"), {QString()}}});
        QVERIFY(options && options->closeAfterEach && options->content.drip && options->accessLog == 2);
        QVERIFY(!asked("")->closeAfterEach && !asked("")->content.drip && asked("")->accessLog < 0);
    }

    void madeUpPagesAreOfTheirSizeToTheByteAndWhole() {
        for (const std::size_t size : {0U, 1U, 100U, 200U, 1'024U, 450'000U, 3'000'000U}) {
            const std::string page = madeUpPage(size);
            QCOMPARE(page.size(), size);
            QVERIFY(page == madeUpPage(size));
        }
        const std::string page = madeUpPage(450'000);
        QVERIFY(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
        const auto count = [&page](std::string_view part) {
            int times = 0;
            for (std::size_t at = page.find(part); at != std::string::npos; at = page.find(part, at + 1))
                ++times;
            return times;
        };
        QVERIFY(count("<p>") > 500);
        QCOMPARE(count("<p>"), count("</p>"));
        QCOMPARE(count("<a "), count("</a>"));
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--serve"_L1)
        return serveAndBeSignalled(arguments.value(2).toInt());
    ServeTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_serve.moc"
