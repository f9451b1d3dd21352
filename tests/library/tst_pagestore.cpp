#include "withlibrary.h"

#include "library/database.h"
#include "library/errors.h"
#include "library/links.h"
#include "library/pagefilter.h"
#include "library/query.h"
#include "library/standin.h"

using namespace library;

class PageStoreTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    PageStore& pages() { return stores().pages; }
    PageId keep(const char* link, const char* title = "T", const char* published = "", qint64 seconds = 0) {
        NewSnapshot values = fixture::snapshot(QString::fromUtf8(title), QString::fromUtf8(title), seconds);
        values.publishedAt = QString::fromUtf8(published);
        return fixture::archive(stores(), QString::fromUtf8(link), values, seconds).page;
    }
    NewSnapshot flagged(const char* flag) {
        NewSnapshot values = fixture::snapshot(QStringLiteral("T"), QStringLiteral("T"));
        values.flag = flag;
        return values;
    }
    PageId keepFlagged(const char* link, const char* flag) {
        return fixture::archive(stores(), QString::fromUtf8(link), flagged(flag)).page;
    }
    QList<PageId> ids(PageQuery query) {
        const auto found = pages().ids(query);
        return found ? *found : QList<PageId>{-1};
    }
    qint64 rows(const char* table) {
        return oneInteger(stores().database, QByteArray("SELECT count(*) FROM " + QByteArray(table)).constData(), -1)
            .valueOr(-1);
    }

    void everyOrderIsOffered() {
        const PageId b = keep("http://b.org/1", "Éclair", "2020-01-01", 30);
        const PageId c = keep("http://www.a.org/1", "\"apple\" and more words", "", 20);
        const PageId a = keep("http://c.org/1", "Zoo", "2019-01-01", 10);
        QCOMPARE(ids({}), (QList<PageId>{a, c, b}));
        const auto ascending = [this](PageSort sort) {
            PageQuery query;
            query.sort = sort;
            query.descending = false;
            return ids(query);
        };
        const auto descending = [this](PageSort sort) {
            PageQuery query;
            query.sort = sort;
            return ids(query);
        };
        QCOMPARE(ascending(PageSort::Added), (QList<PageId>{b, c, a}));
        QCOMPARE(ascending(PageSort::Captured), (QList<PageId>{a, c, b}));
        QCOMPARE(ascending(PageSort::Title), (QList<PageId>{c, b, a}));
        QCOMPARE(descending(PageSort::Title), (QList<PageId>{a, b, c}));
        QCOMPARE(ascending(PageSort::Site), (QList<PageId>{c, b, a}));
        QCOMPARE(descending(PageSort::Length), (QList<PageId>{c, b, a}));
        QCOMPARE(ascending(PageSort::Published), (QList<PageId>{a, b, c}));
        QCOMPARE(descending(PageSort::Published), (QList<PageId>{b, a, c}));
    }

    void everyShelfAndFilterInEveryOrder() {
        const PageId read = keep("http://a.org/1");
        const PageId starred = keep("http://a.org/2");
        const PageId failed = fixture::fail(stores(), QStringLiteral("http://a.org/3"), "refused").page;
        const PageId binned = keep("http://a.org/4");
        const PageId plain = keep("http://b.org/5");
        const PageId port = keep("http://b.org:8080/5");
        const PageId scripts = keepFlagged("http://c.org/1", "needs-browser");
        const PageId good = keepFlagged("http://c.org/2", "truncated");
        fixture::archive(stores(), QStringLiteral("http://c.org/2"), flagged("login")); // hides nothing
        QVERIFY(pages().setRead({read}, fixture::at(5)));
        QVERIFY(pages().setStarred({starred}, true));
        QVERIFY(pages().remove({binned}, fixture::at(5)));
        QVERIFY(pages().addTag({read, plain}, QStringLiteral(" Sea  air ")));
        const QString tag = QStringLiteral("Sea air");
        const QString site = QStringLiteral("a.org");
        struct Case {
            PageShelf shelf;
            QString site;
            QString tag;
            QSet<PageId> wanted;
        };
        const QList<Case> cases{{PageShelf::Kept, {}, {}, {read, starred, plain, port, scripts, good}},
                                {PageShelf::Unread, {}, {}, {starred, plain, port, scripts, good}},
                                {PageShelf::Starred, {}, {}, {starred}},
                                {PageShelf::Failed, {}, {}, {failed}},
                                {PageShelf::Bin, {}, {}, {binned}},
                                {PageShelf::Flagged, {}, {}, {scripts}},
                                {PageShelf::Flagged, QStringLiteral("c.org"), {}, {scripts}},
                                {PageShelf::Flagged, site, {}, {}},
                                {PageShelf::Flagged, {}, tag, {}},
                                {PageShelf::Kept, QStringLiteral("b.org"), {}, {plain}},
                                {PageShelf::Kept, QStringLiteral("b.org:8080"), {}, {port}},
                                {PageShelf::Kept, site, {}, {read, starred}},
                                {PageShelf::Unread, site, {}, {starred}},
                                {PageShelf::Failed, site, {}, {failed}},
                                {PageShelf::Bin, QStringLiteral("b.org"), {}, {}},
                                {PageShelf::Kept, {}, tag, {read, plain}},
                                {PageShelf::Unread, {}, tag, {plain}},
                                {PageShelf::Starred, site, tag, {}}};
        for (const Case& c : cases) {
            for (int sort = 0; sort <= int(PageSort::Length); ++sort) {
                for (const bool descending : {false, true}) {
                    const PageQuery query{c.shelf, c.site, c.tag, {}, PageSort(sort), descending};
                    const QList<PageId> found = ids(query);
                    QCOMPARE(QSet<PageId>(found.begin(), found.end()), c.wanted);
                    QCOMPARE(*pages().count(query), c.wanted.size());
                }
            }
        }
    }

    void theShelfOfFlaggedPagesHoldsWhatStandsForAnother() {
        QList<PageId> others;
        for (const char* flag : {"", "login", "challenge", "needs-browser", "truncated"}) {
            const PageId page = keepFlagged(QByteArray("http://a.org/" + QByteArray(flag)).constData(), flag);
            if (standsForAnother(flag))
                others << page;
        }
        QCOMPARE(others.size(), 3);
        PageQuery query;
        query.shelf = PageShelf::Flagged;
        query.descending = false;
        QCOMPARE(ids(query), others);
    }

    void flaggedPagesAreFoundByTheIndexOfTheFew() {
        PageQuery query;
        query.shelf = PageShelf::Flagged;
        Query plan(stores().database, QByteArray("EXPLAIN QUERY PLAN SELECT page.id FROM page NOT INDEXED WHERE " +
                                                 pageCondition(query) + pageOrder(query)));
        plan.bind(QString(), QString());
        QStringList steps;
        while (plan.next())
            steps << plan.text(3);
        const QString all = steps.join(u'\n');
        QVERIFY2(all.contains(QStringLiteral("snapshot_flagged")), qPrintable(all));
        QVERIFY2(!all.contains(QStringLiteral("SCAN page")) && !all.contains(QStringLiteral("SCAN snapshot\n")),
                 qPrintable(all));
    }

    void aPageThatFailedLastSaysWhy() {
        fixture::fail(stores(), QStringLiteral("http://a.org/"), "refused");
        library::CaptureRecord gone = fixture::failure("http-status", 5);
        gone.errorText = QStringLiteral("410 Gone.");
        (void)stores().jobs.add({fixture::newJob(QStringLiteral("http://a.org/"))}, IfKept::CaptureAgain);
        const auto job = stores().jobs.claim(1, 1, {}, fixture::at(5))->first();
        const PageId page = stores().snapshots.commitFailure(job.id, gone)->page;
        const PageRow row = pages().rows({page})->first();
        QCOMPARE(row.lastStatus, 410);
        QCOMPARE(row.lastErrorText, gone.errorText);
        QCOMPARE(pages().page(page)->lastErrorText, gone.errorText);
        QCOMPARE(pages().page(page)->hashUrl, hashUrl(QStringLiteral("http://a.org/")));
        fixture::archive(stores(), QStringLiteral("http://a.org/"), fixture::snapshot({}, {}), 9);
        QCOMPARE(pages().rows({page})->first().lastErrorText, QString());
    }

    void aPortOfItsOwnMakesAnotherSite() {
        const auto site = [](const char* link) { return siteOf(QString::fromLatin1(link)); };
        QCOMPARE(site("http://www.a.org/x"), QStringLiteral("a.org"));
        QCOMPARE(site("http://a.org:80/x"), QStringLiteral("a.org"));
        QCOMPARE(site("https://a.org:443/x"), QStringLiteral("a.org"));
        QCOMPARE(site("https://a.org:80/x"), QStringLiteral("a.org:80"));
        QCOMPARE(site("http://127.0.0.1:8080/"), QStringLiteral("127.0.0.1:8080"));
        QCOMPARE(site("http://[::1]:8080/"), QStringLiteral("[::1]:8080"));
        QCOMPARE(site("http://[::1]/"), QStringLiteral("::1"));
        QCOMPARE(site("file:///etc/passwd"), QString());
    }

    void rowsComeInTheOrderAskedWithTagsAndWithoutTheMissing() {
        const PageId a = keep("http://a.org/1", "A");
        const PageId b = keep("http://b.org/1", "B");
        QVERIFY(pages().addTag({a}, QStringLiteral("x")));
        const auto found = pages().rows({b, 999, a});
        QCOMPARE(found->size(), 2);
        QCOMPARE(found->first().title, QStringLiteral("B"));
        QCOMPARE(found->last().tags, QStringList{QStringLiteral("x")});
    }

    void pagesAreFoundByLinkAndHash() {
        const QString link =
            QStringLiteral("http://pawelmhm.github.io/asyncio/python/aiohttp/2016/04/22/asyncio-aiohttp.html");
        const PageId page = keep(qPrintable(link));
        QCOMPARE(*pages().find(link), page);
        QCOMPARE(*pages().findHash("44ABC2FD416F673B9C6AE0F5147726A9"), page);
        QCOMPARE(pages().find(QString(link + u'/')).error().kind, QByteArray(notFound));
        QCOMPARE(*pages().kept({link, QStringLiteral("http://x/")}), QSet<QString>{link});
    }

    void tagsAndSitesAreCounted() {
        const PageId a = keep("http://a.org/1");
        const PageId b = keep("http://a.org/2");
        keep("http://b.org/1");
        QVERIFY(pages().addTag({a, b}, QStringLiteral("x")));
        QVERIFY(pages().addTag({a}, QStringLiteral("x")));
        QVERIFY(pages().addTag({a}, QStringLiteral("  ")));
        QCOMPARE(pages().tags()->size(), 1);
        QCOMPARE(pages().tags()->first().pages, 2);
        QCOMPARE(pages().sites(1)->first().tag, QStringLiteral("a.org"));
        QCOMPARE(pages().sites(9)->size(), 2);
        QVERIFY(pages().removeTag({a, b}, QStringLiteral("x")));
        QVERIFY(pages().tags()->isEmpty());
    }

    void readStateStarNoteAndPositionAreKept() {
        const PageId a = keep("http://a.org/1");
        QVERIFY(pages().setRead({a}, fixture::at(9)));
        QVERIFY(pages().setReadPosition(a, 7.0));
        QVERIFY(pages().setStarred({a}, true));
        QVERIFY(pages().setNote(a, QStringLiteral("line\nline")));
        auto page = pages().page(a);
        QCOMPARE(*page->readAt, fixture::at(9));
        QCOMPARE(page->readPosition, 1.0);
        QVERIFY(page->starred);
        QCOMPARE(page->note, QStringLiteral("line\nline"));
        QVERIFY(pages().setRead({a}, std::nullopt));
        QVERIFY(!pages().page(a)->readAt);
    }

    void deletedPageComesBackByUndoAndByANewCapture() {
        const PageId a = keep("http://a.org/1");
        QVERIFY(pages().remove({a}, fixture::at(1)));
        QVERIFY(ids({}).isEmpty());
        QVERIFY(pages().restore({a}));
        QCOMPARE(ids({}), QList<PageId>{a});
        QVERIFY(pages().remove({a}, fixture::at(1)));
        fixture::fail(stores(), QStringLiteral("http://a.org/1"), "refused");
        QVERIFY(ids({}).isEmpty());
        QCOMPARE(keep("http://a.org/1", "New"), a);
        QCOMPARE(ids({}), QList<PageId>{a});
        QCOMPARE(pages().page(a)->snapshots, 2);
    }

    void purgeTakesWhatNothingElsePointsTo() {
        NewSnapshot shared = fixture::snapshot(QStringLiteral("S"), QStringLiteral("shared text"));
        AssetRecord picture{
            QStringLiteral("http://a.org/p.png"), "image/png", pack(QByteArray(500, 'p'), "image/png"), {}};
        shared.assets = {picture};
        NewSnapshot own = fixture::snapshot(QStringLiteral("O"), QStringLiteral("own text"));
        own.assets = {picture, {QStringLiteral("http://a.org/q.png"), "image/png", pack("qqq", "image/png"), {}}};
        const PageId stays = fixture::archive(stores(), QStringLiteral("http://a.org/1"), shared).page;
        const PageId goes = fixture::archive(stores(), QStringLiteral("http://a.org/2"), shared).page;
        QCOMPARE(fixture::archive(stores(), QStringLiteral("http://a.org/2"), own).page, goes);
        QVERIFY(pages().addTag({goes}, QStringLiteral("t")));
        QCOMPARE(rows("blob"), 6);
        QVERIFY(pages().remove({goes}, fixture::at(100)));
        QCOMPARE(*pages().purge(fixture::at(100)), 0);
        QCOMPARE(*pages().purge(fixture::at(101)), 1);
        QCOMPARE(rows("blob"), 3);
        QCOMPARE(rows("snapshot"), 1);
        QCOMPARE(rows("snapshot_text"), 1);
        QCOMPARE(rows("capture"), 1);
        QCOMPARE(rows("tag"), 0);
        QCOMPARE(ids({}), QList<PageId>{stays});
        PageQuery query;
        query.search = QStringLiteral("own");
        QVERIFY(stores().search.find(query)->isEmpty());
        QCOMPARE(pages().page(goes).error().kind, QByteArray(notFound));
        QCOMPARE(stores().jobs.counts()->done, 3);
    }

    void listsNeverScanThePageTable() {
        for (const PageShelf shelf : {PageShelf::Kept, PageShelf::Unread}) {
            for (int sort = 0; sort <= int(PageSort::Length); ++sort) {
                PageQuery query;
                query.shelf = shelf;
                query.sort = PageSort(sort);
                QVERIFY(pages().ids(query));
            }
        }
        Query plan(stores().database, "EXPLAIN QUERY PLAN SELECT page.id FROM page INDEXED BY page_by_title WHERE "
                                      "page.listed = 1 AND page.read_at IS NULL AND ?1 = '' AND ?2 = '' "
                                      "ORDER BY page.title_key DESC, page.id DESC");
        QVERIFY(plan.next());
        QCOMPARE(plan.text(3), QStringLiteral("SEARCH page USING COVERING INDEX page_by_title (listed=?)"));
        QVERIFY(!plan.next());
    }
};

QTEST_GUILESS_MAIN(PageStoreTest)
#include "tst_pagestore.moc"
