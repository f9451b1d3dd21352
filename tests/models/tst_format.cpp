#include "models/format.h"

#include <QLocale>
#include <QTest>

using namespace std::chrono_literals;

class FormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void sizesHaveUnits() {
        QCOMPARE(models::sizeText(0), QStringLiteral("0 bytes"));
        QCOMPARE(models::sizeText(412'000), QStringLiteral("412 kB"));
        QCOMPARE(models::sizeText(5'300'000), QStringLiteral("5.3 MB"));
        QCOMPARE(models::sizeText(-1), QString());
    }

    void whatIsQuotedKeepsItsDirectionToItself() {
        const QString sentence = QString(models::isolated(QStringLiteral("ميناء")) + QStringLiteral(" is kept."));
        QVERIFY(!sentence.isRightToLeft()); // the quoted name does not decide it
        QCOMPARE(models::isolated(QString()), QString());
        // A name cannot bring an end of its own isolation along.
        QCOMPARE(models::isolated(models::oneLine(QStringLiteral("a\u2069b"))), QStringLiteral("\u2068ab\u2069"));
    }

    void durationsHaveUnits() {
        QCOMPARE(models::durationText(84ms), QStringLiteral("84 ms"));
        QCOMPARE(models::durationText(1'240ms), QStringLiteral("1.2 s"));
        QCOMPARE(models::durationText(185s), QStringLiteral("3 min 5 s"));
        QCOMPARE(models::durationText(3h + 61s), QStringLiteral("3 h 1 min"));
    }

    void onlyWhatIsRoundedIsSaidToBeAbout() {
        QCOMPARE(models::timeLeftText(49s), QStringLiteral("less than a minute"));
        QVERIFY(models::timeLeftText(12min).startsWith(QStringLiteral("about 12 minute")));
        QVERIFY(models::timeLeftText(5h).startsWith(QStringLiteral("about 5 hour")));
        QVERIFY(models::timeLeftText(72h).startsWith(QStringLiteral("about 3 day")));
    }

    void hundredPercentIsSaidOnlyAtTheEnd() {
        QCOMPARE(models::percentText(0.9999), QStringLiteral("99 %"));
        QCOMPARE(models::percentText(1), QStringLiteral("100 %"));
        QCOMPARE(models::percentText(0.649), QStringLiteral("64 %"));
    }

    void relativeTimesEndInADate() {
        const QDateTime now(QDate(2026, 3, 9), QTime(12, 0), Qt::UTC);
        QCOMPARE(models::relativeTime(now.addSecs(-5), now), QStringLiteral("just now"));
        QVERIFY(models::relativeTime(now.addSecs(-600), now).startsWith(QStringLiteral("10 minute")));
        QVERIFY(models::relativeTime(now.addDays(-30), now).contains(QStringLiteral("2/7/26")));
        QVERIFY(models::relativeTime(now.addDays(1), now).contains(QStringLiteral("3/10/26"))); // a clock set back
    }

    void hostileTitlesStayOnOneLineInOneDirection() {
        QCOMPARE(models::oneLine(QStringLiteral("a\n b\u202Egpj.exe\u2066\u0007")), QStringLiteral("a bgpj.exe"));
        QCOMPARE(models::oneLine(QString(100'000, u'x')).size(), 500);
    }

    void toolTipsShowMarkupAsItIs() {
        const QString tip = models::plainToolTip(QStringLiteral("<img src=\"http://192.0.2.1/x\">"));
        QVERIFY(tip.contains(QStringLiteral("&lt;img")));
        QVERIFY(!tip.contains(QStringLiteral("<img")));
        QVERIFY(models::plainToolTip({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_format.moc"
