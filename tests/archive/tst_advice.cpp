#include "archive/advice.h"
#include "archive/errors.h"
#include "net/exchange.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

struct Told {
    QByteArray name;
    QString happened;
    QString advice;
    QString all; // as a person reads it
};

Told toldOf(const QByteArray& kind, int status, const QString& happened) {
    return {kind + (status > 0 ? ' ' + QByteArray::number(status) : QByteArray()), happened,
            archive::adviceFor(kind, status), archive::failureText(kind, status, happened)};
}

// Every way a capture can fail, as the pipeline words it: with the host, the reason or the status that belongs to it.
QList<Told> everythingTold() {
    QList<Told> all;
    for (int kind = int(net::ErrorKind::BadScheme); kind <= int(net::ErrorKind::Unknown); ++kind) {
        const auto error = net::ErrorKind(kind);
        if (error == net::ErrorKind::HttpStatus || error == net::ErrorKind::Cancelled)
            continue;
        const QString detail = error == net::ErrorKind::Tls
                                   ? QStringLiteral("The certificate has expired, The host name did not match")
                                   : QStringLiteral("www.example.org");
        all << toldOf(net::errorName(error), 0, net::errorSentence(error))
            << toldOf(net::errorName(error), 0, net::errorSentence(error, detail));
    }
    for (int status = 300; status < 600; ++status)
        all << toldOf("http-status", status, net::statusSentence(status));
    for (const char* kind : {archive::emptyBody, archive::waitTooLong, archive::notStored})
        all << toldOf(kind, 0, {});
    return all;
}

QStringList partsOf(const QString& text) {
    static const QRegularExpression end(QStringLiteral("[.:;,]\\s+|[.]$"));
    return text.toLower().split(end, Qt::SkipEmptyParts);
}

} // namespace

class AdviceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFailureSaysWhatHappenedAndWhatToDo() {
        for (const Told& told : everythingTold()) {
            QVERIFY2(!told.advice.isEmpty() && told.all.endsWith(told.advice), told.name.constData());
            QVERIFY2(told.all.size() > told.advice.size() + 10, told.name.constData());
            QVERIFY2(!told.all.contains(QLatin1String("  ")) && !told.all.contains(QLatin1String("..")),
                     told.name.constData());
        }
        for (const int status : {0, 404})
            QVERIFY(archive::failureText("http-status", status, {}).endsWith(u'.'));
    }

    void noFailureSaysAnythingTwice() {
        for (const Told& told : everythingTold()) {
            const QStringList parts = partsOf(told.all);
            QVERIFY2(QSet<QString>(parts.begin(), parts.end()).size() == parts.size(), qPrintable(told.all));
            for (const char* word : {"settings", "browser", "network connection", "typing", "proxy in", "site may"}) {
                const qsizetype times = told.all.count(QLatin1String(word), Qt::CaseInsensitive);
                QVERIFY2(times <= 1, qPrintable(told.all));
            }
        }
    }

    // Whoever joins both can then not say it twice.
    void whatHappenedGivesNoAdvice() {
        static const QRegularExpression advice(
            QStringLiteral("\\b(retry|check|settings|try|lower|wait|later|allow more)\\b"),
            QRegularExpression::CaseInsensitiveOption);
        for (const Told& told : everythingTold())
            QVERIFY2(!told.happened.contains(advice), qPrintable(told.happened));
    }

    void statusIsSaidWithWhatItMeans() {
        QCOMPARE(net::statusSentence(404), QStringLiteral("404 Not Found: the site has no such page."));
        QCOMPARE(net::statusSentence(599), QStringLiteral("599: the site has a problem of its own."));
        QCOMPARE(archive::failureText("http-status", 503, {}),
                 QStringLiteral("503 Service Unavailable: the site has a problem of its own. Retry later."));
    }

    void adviceStoredByAnOlderVersionIsNotRepeated() {
        const QString stored = QStringLiteral("The server went away. Retry in a moment.");
        QCOMPARE(archive::failureText("reset", 0, stored), stored);
    }

    void unknownKindIsSaidAsItIs() {
        QCOMPARE(archive::failureText("made-up", 0, {}), QStringLiteral("made-up"));
        QCOMPARE(archive::failureText("made-up", 0, QStringLiteral("It did not.")), QStringLiteral("It did not."));
    }
};

QTEST_GUILESS_MAIN(AdviceTest)
#include "tst_advice.moc"
