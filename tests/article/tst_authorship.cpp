#include "article/names.h"
#include "tests/article/madepages.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

QString bylineOf(const QByteArray& head, const QByteArray& top, const QByteArray& end = {}) {
    return made::articlePage(head, top, end, QStringLiteral("https://www.site.example/blog/page.html")).byline;
}

} // namespace

class AuthorshipTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void statedNamesAreCleaned_data() {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* said, const char* expected) {
            QTest::newRow(said) << text(said) << text(expected);
        };
        row("Ann Poe", "Ann Poe");
        row("By Ann Poe", "Ann Poe");
        row("Written by: Ann Poe", "Ann Poe");
        row("Ann Poe, MD", "Ann Poe, MD");
        row("ann.poe", "ann.poe");
        row("river94fan", "river94fan");
        row("ann@site.example (Ann Poe)", "Ann Poe");
        row("Ann Poe <ann@site.example>", "Ann Poe");
        row("ann@site.example", "");
        row("https://social.example/ann", "");
        row("@annpoe", "");
        row("admin", "");
        row("{{ page.author }}", "");
        row("Von Stein", "Von Stein");
        row("&#8220;Ann&#8221; Poe", "Ann” Poe");
        row("1234", "");
    }
    void statedNamesAreCleaned() {
        QFETCH(QString, said);
        QFETCH(QString, expected);
        QCOMPARE(statedName(said), expected);
    }

    void visibleNamesEndWhereTheyEnd_data() {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* said, const char* expected) {
            QTest::newRow(said) << text(said) << text(expected);
        };
        row("By Ann Poe | Updated May 3, 2024", "Ann Poe");
        row("By Ann Poe, Staff Writer", "Ann Poe");
        row("By Ann Poe, PhD, and Bo Ray on May 3", "Ann Poe, PhD, and Bo Ray");
        row("Ann Poe Senior Editor", "Ann Poe");
        row("Ann Poe May 3, 2024", "Ann Poe");
        row("Von Anne Fluß • 3. Mai 2024", "Anne Fluß");
        row("Von Stein", "Von Stein");
        row("Par Anne Rivière", "Anne Rivière");
        row("Escrito por Ana Río", "Ana Río");
        row("Автор: Анна Речная", "Анна Речная");
        row("作者：王小明", "王小明");
        row("الكاتب: سمير نهر", "سمير نهر");
        row("Thread starter river94fan", "river94fan");
        row("by river_fan » Tue Aug 27, 2019 1:47 am", "river_fan");
        row("ByAnn Poe", "Ann Poe");
        row("Ann PoeFounder at the Mill", "Ann Poe");
        row("Bo McRay", "Bo McRay");
        row("Contributors: Ann Poe", "Ann Poe");
        row("Contributors to the Mill", "Contributors to the Mill");
        row("Written by", "");
        row("3 min read", "");
        row("ann@site.example", "");
    }
    void visibleNamesEndWhereTheyEnd() {
        QFETCH(QString, said);
        QFETCH(QString, expected);
        QCOMPARE(visibleName(said), expected);
    }

    void signatureBelowTheTextIsABylineWhenItIsTheOnlyOne() {
        const auto signedBy = [](const QByteArray& lines) {
            return bylineOf("<meta property=og:type content=article>", {},
                            QByteArray("<p>A line.</p>").repeated(40) + lines);
        };
        QCOMPARE(signedBy("<p>Written by Ann Poe</p>"), QStringLiteral("Ann Poe"));
        QCOMPARE(signedBy("<h2>Article by</h2><div>Ann Poe</div>"), QStringLiteral("Ann Poe"));
        QCOMPARE(signedBy("<p>Geschrieben von Anne Fluß</p>"), QStringLiteral("Anne Fluß"));
        QCOMPARE(signedBy("<p>Written by Ann Poe</p><p>Written by Bo Ray</p>"), QString());
        QCOMPARE(signedBy("<p>Written by hand</p>"), QString());
        QCOMPARE(signedBy("<p>Posted by Ann Poe</p>"), QString());
        QCOMPARE(signedBy("<p>Veröffentlicht von Anne Fluß</p>"), QString());
    }

    void nameIsFoundBesideADateInItsLine() {
        QCOMPARE(bylineOf({}, "<div class=publish-date-author>May 3, 2024 &middot; Ann Poe</div>"),
                 QStringLiteral("Ann Poe"));
        QCOMPARE(bylineOf("<meta property=og:type content=article>",
                          "<h1>Rivers</h1><p>Ann Poe | Boat Builder | May 3, 2024</p>"),
                 QStringLiteral("Ann Poe"));
        QCOMPARE(bylineOf("<meta property=og:type content=article>", "<h1>Rivers</h1><p>Ann Poe | Boat Builder</p>"),
                 QString());
    }

    void classOfAnAuthorIsReadByItsWords() {
        QCOMPARE(bylineOf({}, "<div class=jobsite-hero__author>Ann Poe</div>"), QStringLiteral("Ann Poe"));
        QCOMPARE(bylineOf({}, "<div class=author-job>Boat Builder</div>"), QString());
    }

    void namesAreJoinedInThePagesLanguage() {
        const QStringList three{QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C")};
        QCOMPARE(joinedNames(three, QStringLiteral("en-gb")), QStringLiteral("A, B, and C"));
        QCOMPARE(joinedNames(three.mid(1), {}), QStringLiteral("B and C"));
        QCOMPARE(joinedNames(three, QStringLiteral("de")), QStringLiteral("A, B, C"));
        QCOMPARE(joinedNames({}, {}), QString());
    }

    void personGoesBeforeOrganisation() {
        const QByteArray site =
            made::jsonLd("{\"@type\":\"Article\",\"author\":{\"@type\":\"Organization\",\"name\":\"The "
                         "Site\"}}");
        QCOMPARE(bylineOf(site, "<div class=byline>By Ann Poe</div>"), QStringLiteral("Ann Poe"));
        QCOMPARE(bylineOf(site, {}), QStringLiteral("The Site"));
    }

    void accountGoesBehindTheVisibleName() {
        QCOMPARE(bylineOf("<meta name=author content=ann.poe>", "<div class=post-author>Ann Poe</div>"),
                 QStringLiteral("Ann Poe"));
        QCOMPARE(bylineOf("<meta name=author content=ann.poe>", {}), QStringLiteral("ann.poe"));
    }

    void statedNameGoesBeforeTheVisibleOne() {
        QCOMPARE(bylineOf("<meta name=author content='Ann Poe'>", "<div class=byline>By Bo Ray</div>"),
                 QStringLiteral("Ann Poe"));
    }

    void lineWithMoreNamesCompletesTheStatedOne() {
        QCOMPARE(bylineOf("<meta name=author content='Ann Poe'>", "<div class=byline>By Ann Poe, Bo Ray</div>"),
                 QStringLiteral("Ann Poe, Bo Ray"));
    }

    void cardForSocialNetworksNamesTheAuthor() {
        QCOMPARE(
            bylineOf("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Poe'>", {}),
            QStringLiteral("Ann Poe"));
        QCOMPARE(
            bylineOf("<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 content='3 min'>", {}),
            QString());
    }

    void bibliographicNamesAreTurned() {
        QCOMPARE(
            bylineOf("<meta name=citation_author content='Poe, Ann E.'><meta name=citation_author content='Ray, Bo'>",
                     {}),
            QStringLiteral("Ann E. Poe and Bo Ray"));
    }

    void visibleBylinesAreFound_data() {
        QTest::addColumn<QByteArray>("top");
        const auto row = [](const char* name, const char* top) { QTest::newRow(name) << QByteArray(top); };
        row("rel", "<p><a rel=author href=/a>Ann Poe</a></p>");
        row("microdata", "<div itemprop=author itemscope><span itemprop=name>Ann Poe</span></div>");
        row("link", "<p><a href=/author/ann-poe/>Ann Poe</a> <time>May 3, 2024</time></p>");
        row("label of its own", "<div>Written by</div><div>Ann Poe</div>");
        row("around roles", "<div class=post-author><div>Ann Poe</div><div>Rivers and lakes</div></div>");
        row("beside the date", "<div>Ann Poe</div><div>May 3, 2024</div>");
        row("photo first", "<div class=author-image>Photo</div><div class=author-name>Ann Poe</div>");
    }
    void visibleBylinesAreFound() {
        QFETCH(QByteArray, top);
        QCOMPARE(bylineOf({}, top), QStringLiteral("Ann Poe"));
    }

    void othersAreNoAuthors_data() {
        QTest::addColumn<QByteArray>("top");
        const auto row = [](const char* name, const char* top) { QTest::newRow(name) << QByteArray(top); };
        row("sentence", "<p>By following these steps you are done</p>");
        row("social network", "<p><a href=https://www.youtube.com/user/site>Video</a></p>");
        row("authority", "<p class=local-authority>River Council</p>");
        row("rubric", "<div>Slow Water</div>");
        row("avatar", "<div class=author-avatar>Portrait of Somebody</div>");
    }
    void othersAreNoAuthors() {
        QFETCH(QByteArray, top);
        QCOMPARE(bylineOf({}, top), QString());
    }

    void threadBelongsToItsFirstWriter() {
        const QByteArray post = "<div><a href=/members/%1.%2/>%1</a><p>" + made::words(30) + "</p></div>";
        QByteArray first = post, second = post;
        first.replace("%1", "riverfan").replace("%2", "12");
        second.replace("%1", "lakefan").replace("%2", "13");
        QCOMPARE(bylineOf({}, first + second), QStringLiteral("riverfan"));
    }

    void floodOfMarksCostsLittle() {
        QElapsedTimer timer;
        timer.start();
        bylineOf(QByteArray("<meta name=author content='Ann Poe'>").repeated(50'000),
                 QByteArray("<a rel=author class=author href=/author/x>By Ann Poe, Bo Ray, </a>").repeated(50'000));
        QVERIFY2(timer.elapsed() < 20'000, "a page full of bylines is read again and again");
    }
};

QTEST_GUILESS_MAIN(AuthorshipTest)
#include "tst_authorship.moc"
