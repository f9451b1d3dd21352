#include "article/dates.h"
#include "article/months.h"
#include "tests/article/madepages.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

QString dateOf(const QByteArray& head, const QByteArray& top, const QByteArray& end = {},
               const QString& link = QStringLiteral("https://www.site.example/page.html")) {
    return made::articlePage(head, top, end, link).publishedAt;
}

QByteArray blogPosting(const QByteArray& rest) {
    return made::jsonLd("{\"@type\":\"BlogPosting\"," + rest + "}");
}

} // namespace

class DatesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void datesAreRead_data() {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* said, const char* expected) {
            QTest::newRow(said) << text(said) << text(expected);
        };
        row("2024-05-03T10:15:30.5+0200", "2024-05-03T10:15:30+02:00");
        row("2024-05-03 10:15", "2024-05-03T10:15:00");
        row("20240503", "2024-05-03");
        row("Fri, 03 May 2024 10:15:30 GMT", "2024-05-03");
        row("Published on May 3rd, 2024 by someone", "2024-05-03");
        row("3. Mai 2024", "2024-05-03");
        row("le 3 août 2024", "2024-08-03");
        row("4 juillet 2024", "2024-07-04");
        row("3 de mayo de 2024", "2024-05-03");
        row("3 maggio 2024", "2024-05-03");
        row("3 juni 2024", "2024-06-03");
        row("3 maja 2024", "2024-05-03");
        row("3 července 2024", "2024-07-03");
        row("3 мая 2024", "2024-05-03");
        row("3 Mayıs 2024", "2024-05-03");
        row("3 Μαΐου 2024", "2024-05-03");
        row("3 مايو 2024", "2024-05-03");
        row("3 במאי 2024", "2024-05-03");
        row("3 מאי 2024", "2024-05-03");
        row("3 मई 2024", "2024-05-03");
        row("3 जनवरी 2024", "2024-01-03");
        row("3. lokakuuta 2024", "2024-10-03");
        row("2024年5月3日", "2024-05-03");
        row("2024년 5월 3일", "2024-05-03");
        row("31/02/2024", "");
        row("version 1.2.3", "");
        row("call 555 123 4567", "");
        row("", "");
    }
    void datesAreRead() {
        QFETCH(QString, said);
        QFETCH(QString, expected);
        QCOMPARE(findDate(said), expected);
    }

    void orderOfNumbersIsMinded() {
        QCOMPARE(findDate(u"5/3/2024", DayOrder::MonthFirst), QStringLiteral("2024-05-03"));
        QCOMPARE(findDate(u"5/3/2024", DayOrder::DayFirst), QStringLiteral("2024-03-05"));
        QCOMPARE(findDate(u"5/3/2024", DayOrder::Unknown), QString());
        QCOMPARE(findDate(u"15/3/2024", DayOrder::Unknown), QStringLiteral("2024-03-15"));
        QCOMPARE(findDate(u"5.3.2024", DayOrder::MonthFirst), QStringLiteral("2024-03-05"));
    }

    void otherDatesShowTheOrder() {
        QCOMPARE(orderShownBy("seen on 25/12/2023 at noon"), DayOrder::DayFirst);
        QCOMPARE(orderShownBy("12/25/2023"), DayOrder::MonthFirst);
        QCOMPARE(orderShownBy("03/04/2023"), DayOrder::Unknown);
        QCOMPARE(orderShownBy("1/2 of 25/12"), DayOrder::Unknown);
        QCOMPARE(orderShownBy("2023/12/25"), DayOrder::Unknown);
        QCOMPARE(orderShownBy("99/99/2023"), DayOrder::Unknown);
        QCOMPARE(orderShownBy(""), DayOrder::Unknown);
    }

    void countryAndLanguageKnowTheOrder() {
        QCOMPARE(orderOf(u"en", u"site.example"), DayOrder::MonthFirst);
        QCOMPARE(orderOf(u"en", u"www.site.co.uk"), DayOrder::DayFirst);
        QCOMPARE(orderOf(u"en-gb", u"site.example"), DayOrder::DayFirst);
        QCOMPARE(orderOf(u"de", u"site.example"), DayOrder::DayFirst);
    }

    void longestStemNamesTheMonth() {
        QCOMPARE(monthOf(u"juillet"), 7);
        QCOMPARE(monthOf(u"juin"), 6);
        QCOMPARE(monthOf(u"July"), 7);
        QCOMPARE(monthOf(u"červen"), 6);
        QCOMPARE(monthOf(u"červenec"), 7);
        QCOMPARE(monthOf(u"marraskuuta"), 11);
        QCOMPARE(monthOf(u"maaliskuuta"), 3);
        QCOMPARE(monthOf(u"river"), 0);
        QCOMPARE(monthOf(u""), 0);
    }

    void pageIsDatedByItsOtherDates() {
        QCOMPARE(dateOf({}, "<p>03/04/2024</p>"), QStringLiteral("2024-03-04"));
        QCOMPARE(dateOf({}, "<p>03/04/2024</p>", "<p>Also read: 25/12/2023</p>"), QStringLiteral("2024-04-03"));
    }

    void dayOfTheBuildGivesWayToTheVisibleDate() {
        const QByteArray built = blogPosting("\"datePublished\":\"Nov 5, 2025\",\"dateModified\":\"Nov 5, 2025\"");
        QCOMPARE(dateOf(built, "<div>January 31, 2024</div>"), QStringLiteral("2024-01-31"));
        QCOMPARE(dateOf(built, "<div>Updated January 31, 2024</div>"), QStringLiteral("2025-11-05"));
        QCOMPARE(dateOf(built, {}), QStringLiteral("2025-11-05"));
        const QByteArray said = blogPosting("\"datePublished\":\"2025-11-01\",\"dateModified\":\"2025-11-05\"");
        QCOMPARE(dateOf(said, "<div>January 31, 2024</div>"), QStringLiteral("2025-11-01"));
    }

    void changeIsDatedOnlyWhereNothingElseIs() {
        QCOMPARE(dateOf({}, "<div>Updated May 9, 2024</div><div>Published May 3, 2024</div>"),
                 QStringLiteral("2024-05-03"));
        QCOMPARE(dateOf({}, "<div><time class=updated datetime=2024-05-09>May 9</time> <time class=published "
                            "datetime=2024-05-03>May 3</time></div>"),
                 QStringLiteral("2024-05-03"));
        QCOMPARE(dateOf({}, "<div>Last updated</div><div>May 9, 2024</div>"), QStringLiteral("2024-05-09"));
    }

    void othersDatesAreNotThePages() {
        const QByteArray comments = QByteArray("<div><p>" + made::words(40) + "</p></div>").repeated(60) +
                                    "<div class=comment><time datetime=2024-06-01>June 1</time></div>";
        QCOMPARE(dateOf({}, {}, comments), QString());
    }

    void labelledDateIsFoundBelowTheText() {
        QCOMPARE(dateOf({}, {},
                        QByteArray("<p>" + made::words(40) + "</p>").repeated(60) + "<p>Posted on April 13, 2023</p>"),
                 QStringLiteral("2023-04-13"));
    }

    void addressDatesThePage() {
        QCOMPARE(dateOf({}, {}, {}, QStringLiteral("https://site.example/2021/03/04/rivers/")),
                 QStringLiteral("2021-03-04"));
        QCOMPARE(dateOf({}, {}, {}, QStringLiteral("https://site.example/2021/13/04/rivers/")), QString());
        QCOMPARE(dateOf({}, "<p>May 3, 2020</p>", {}, QStringLiteral("https://site.example/2021/03/04/rivers/")),
                 QStringLiteral("2020-05-03"));
    }

    void addressKeepsTheDayWhereMetadataSayTheHourInGreenwich() {
        const QString link = QStringLiteral("https://site.example/2021/03/04/rivers/");
        const auto dated = [&](const QByteArray& date) {
            return dateOf("<meta property=article:published_time content=" + date + ">", {}, {}, link);
        };
        QCOMPARE(dated("2021-03-05T02:41:00+00:00"), QStringLiteral("2021-03-04"));
        QCOMPARE(dated("2021-03-03T23:00:00Z"), QStringLiteral("2021-03-04"));
        QCOMPARE(dated("2021-03-05T02:41:00+02:00"), QStringLiteral("2021-03-05T02:41:00+02:00"));
        QCOMPARE(dated("2021-03-07T02:41:00+00:00"), QStringLiteral("2021-03-07T02:41:00+00:00"));
    }

    void futureIsNoDateOfPublication() {
        QCOMPARE(dateOf("<meta name=date content=2099-01-01>", "<p>Join us on May 3, 2098</p>"), QString());
    }

    void floodOfDatesCostsLittle() {
        QElapsedTimer timer;
        timer.start();
        dateOf(QByteArray("<meta name=date content='1/2/x'>").repeated(50'000),
               QByteArray("<time>1/2/3/4</time><p>1/2/1</p>").repeated(50'000));
        QVERIFY2(timer.elapsed() < 20'000, "a page full of dates is read again and again");
    }
};

QTEST_GUILESS_MAIN(DatesTest)
#include "tst_dates.moc"
