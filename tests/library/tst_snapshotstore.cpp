#include "withlibrary.h"

#include "library/errors.h"
#include "library/query.h"

using namespace library;

class SnapshotStoreTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    void captureBecomesAPageThatIsListedAndFound() {
        Stores& stores = this->stores();
        const auto link = QStringLiteral("http://example.org/a?b#c");
        const Committed stored =
            fixture::archive(stores, link, fixture::snapshot(QStringLiteral("Tide"), QStringLiteral("high water")));
        QVERIFY(stored.page > 0 && stored.snapshot > 0 && stored.current && stored.firstOfPage);
        QCOMPARE(*stores.pages.ids({}), QList<PageId>{stored.page});
        const auto page = stores.pages.page(stored.page);
        QVERIFY(page);
        QCOMPARE(page->link, link);
        QCOMPARE(page->site, QStringLiteral("example.org"));
        QCOMPARE(page->title, QStringLiteral("Tide"));
        QCOMPARE(page->snapshots, 1);
        PageQuery query;
        query.search = QStringLiteral("water");
        QCOMPARE(*stores.search.find(query), QList<PageId>{stored.page});
        QCOMPARE(*stores.snapshots.text(stored.snapshot), QStringLiteral("high water"));
        const auto row = stores.snapshots.snapshot(stored.snapshot);
        QVERIFY(row);
        QCOMPARE(*stores.blobs.get(row->bodyBlob), QByteArray("<p>high water</p>"));
        QCOMPARE(stores.jobs.counts()->done, 1);
    }

    void failedCaptureKeepsTheOldSnapshot() {
        Stores& stores = this->stores();
        const auto link = QStringLiteral("http://example.org/a");
        const Committed good =
            fixture::archive(stores, link, fixture::snapshot(QStringLiteral("T"), QStringLiteral("x")));
        const Committed bad = fixture::fail(stores, link, "refused", 10);
        QCOMPARE(bad.page, good.page);
        QCOMPARE(bad.snapshot, 0);
        const auto page = stores.pages.page(good.page);
        QCOMPARE(page->currentSnapshot, good.snapshot);
        QCOMPARE(page->lastError, QByteArray("refused"));
        QCOMPARE(stores.snapshots.captures(good.page)->size(), 2);
        QCOMPARE(stores.snapshots.captures(good.page)->first().outcome, QByteArray("failed"));
    }

    void everyCaptureIsKeptBesideTheEarlierOnes() {
        Stores& stores = this->stores();
        const auto link = QStringLiteral("http://example.org/a");
        const Committed first =
            fixture::archive(stores, link, fixture::snapshot(QStringLiteral("One"), QStringLiteral("x"), 10), 10);
        const Committed second =
            fixture::archive(stores, link, fixture::snapshot(QStringLiteral("Two"), QStringLiteral("y"), 20), 20);
        QVERIFY(!second.firstOfPage && second.current);
        const auto rows = stores.snapshots.ofPage(first.page);
        QCOMPARE(rows->size(), 2);
        QCOMPARE(rows->first().id, second.snapshot);
        QCOMPARE(rows->last().title, QStringLiteral("One"));
        QCOMPARE(stores.pages.page(first.page)->title, QStringLiteral("Two"));
        QCOMPARE(stores.snapshots.at(first.page, fixture::at(19))->id, first.snapshot);
        QCOMPARE(stores.snapshots.at(first.page, fixture::at(20))->id, second.snapshot);
        QCOMPARE(stores.snapshots.at(first.page, fixture::at(9)).error().kind, QByteArray(notFound));
        QCOMPARE(stores.snapshots.snapshot(99).error().kind, QByteArray(notFound));
    }

    void clockSetBackChangesNeitherWhatIsCurrentNorTheOrder() {
        Stores& stores = this->stores();
        const auto link = QStringLiteral("http://example.org/a");
        fixture::archive(stores, link, fixture::snapshot(QStringLiteral("One"), {}, 1000), 1000);
        const Committed later =
            fixture::archive(stores, link, fixture::snapshot(QStringLiteral("Two"), {}, -5000), -5000);
        QVERIFY(later.current);
        const auto page = stores.pages.page(later.page);
        QCOMPARE(page->currentSnapshot, later.snapshot);
        QCOMPARE(stores.snapshots.ofPage(later.page)->first().id, later.snapshot);
        QCOMPARE(stores.snapshots.captures(later.page)->first().id, later.capture);
        const Committed other =
            fixture::archive(stores, QStringLiteral("http://b.org"), fixture::snapshot({}, {}, -9000), -9000);
        QCOMPARE(stores.pages.ids({})->first(), other.page);
    }

    void clockSetBackDuringACaptureGivesNoNegativeDuration() {
        Stores& stores = this->stores();
        const auto added = stores.jobs.add({fixture::newJob(QStringLiteral("http://a.org/"))}, IfKept::Skip);
        QVERIFY(stores.jobs.claim(1, 1, {}, fixture::at(0)));
        CaptureRecord record = fixture::capture(10);
        record.finishedAt = fixture::at(-100);
        const auto stored = stores.snapshots.commitCapture(added->first, record, fixture::snapshot({}, {}));
        QCOMPARE(stores.jobs.rows({added->first})->first().durationMs, 0);
        record.durationMs = 77;
        const Committed again = fixture::fail(stores, QStringLiteral("http://a.org/"), "refused");
        QCOMPARE(again.page, stored->page);
        QCOMPARE(stores.snapshots.captures(again.page)->first().durationMs, 1000);
    }

    void flaggedSnapshotNeverHidesAGoodOne_data() {
        QTest::addColumn<QByteArray>("flag");
        QTest::addColumn<bool>("hides");
        QTest::newRow("login") << QByteArray("login") << false;
        QTest::newRow("challenge") << QByteArray("challenge") << false;
        QTest::newRow("needs-browser") << QByteArray("needs-browser") << false;
        QTest::newRow("truncated") << QByteArray("truncated") << true;
    }
    void flaggedSnapshotNeverHidesAGoodOne() {
        QFETCH(QByteArray, flag);
        QFETCH(bool, hides);
        Stores& stores = this->stores();
        const auto link = QStringLiteral("http://example.org/a");
        NewSnapshot flagged = fixture::snapshot(QStringLiteral("Sign in"), QStringLiteral("password"));
        flagged.flag = flag;
        const Committed first = fixture::archive(stores, link, flagged);
        QVERIFY(first.current); // better than nothing
        const Committed good =
            fixture::archive(stores, link, fixture::snapshot(QStringLiteral("Good"), QStringLiteral("tide")));
        QVERIFY(good.current);
        const Committed again = fixture::archive(stores, link, flagged);
        QCOMPARE(again.current, hides);
        QCOMPARE(stores.pages.page(good.page)->currentSnapshot, hides ? again.snapshot : good.snapshot);
        QCOMPARE(stores.pages.page(good.page)->snapshots, 3);
        PageQuery query;
        query.search = QStringLiteral("tide");
        QCOMPARE(stores.search.find(query)->size(), hides ? 0 : 1);
        QVERIFY(fixture::archive(stores, link, fixture::snapshot(QStringLiteral("Better"), {})).current);
    }

    void equalBytesAndTextsAreKeptOnce() {
        Stores& stores = this->stores();
        const NewSnapshot same = fixture::snapshot(QStringLiteral("T"), QStringLiteral("the same words"));
        fixture::archive(stores, QStringLiteral("http://a.org/1"), same);
        fixture::archive(stores, QStringLiteral("http://a.org/1"), same);
        fixture::archive(stores, QStringLiteral("http://a.org/2"), same);
        const auto rows = [&](const char* sql) { return oneInteger(stores.database, sql, -1).valueOr(-1); };
        QCOMPARE(rows("SELECT count(*) FROM snapshot"), 3);
        QCOMPARE(rows("SELECT count(*) FROM blob"), 2);
        QCOMPARE(rows("SELECT count(*) FROM snapshot_text"), 1);
        QCOMPARE(rows("SELECT count(*) FROM search_docsize"), 2); // a row a page
    }

    void capturingTheSameTextAgainWritesNoIndex() {
        Stores& stores = this->stores();
        const NewSnapshot same = fixture::snapshot(QStringLiteral("T"), QStringLiteral("the same words"));
        fixture::archive(stores, QStringLiteral("http://a.org/1"), same);
        const auto segments = [&] {
            return oneInteger(stores.database, "SELECT max(id) FROM search_data", -1).valueOr(-1);
        };
        const qint64 before = segments();
        fixture::archive(stores, QStringLiteral("http://a.org/1"), same);
        QCOMPARE(segments(), before);
    }

    void assetsAreKeptInOrderWithTheMissingOnes() {
        Stores& stores = this->stores();
        NewSnapshot values = fixture::snapshot({}, {});
        values.assets = {{QStringLiteral("http://a.org/1.png"), "image/png", pack("png", "image/png"), {}},
                         {QStringLiteral("http://a.org/2.png"), "image/png", {}, "refused"},
                         {QStringLiteral("http://a.org/3.png"), "image/png", pack("png", "image/png"), {}}};
        const Committed stored = fixture::archive(stores, QStringLiteral("http://a.org/"), values);
        const auto assets = stores.snapshots.assets(stored.snapshot);
        QCOMPARE(assets->size(), 3);
        QCOMPARE(assets->at(0).blob, assets->at(2).blob);
        QCOMPARE(assets->at(0).size, 3);
        QVERIFY(assets->at(1).blob.isEmpty());
        QCOMPARE(assets->at(1).error, QByteArray("refused"));
        QCOMPARE(*stores.blobs.get(assets->at(0).blob), QByteArray("png"));
    }

    void failedLinkHasAPageOnlyUnderFailed() {
        Stores& stores = this->stores();
        const Committed failed = fixture::fail(stores, QStringLiteral("http://a.org/"), "name-not-found");
        QVERIFY(stores.pages.ids({})->isEmpty());
        PageQuery query;
        query.shelf = PageShelf::Failed;
        QCOMPARE(*stores.pages.ids(query), QList<PageId>{failed.page});
        QCOMPARE(stores.pages.rows({failed.page})->first().lastError, QByteArray("name-not-found"));
        QVERIFY(fixture::archive(stores, QStringLiteral("http://a.org/"), fixture::snapshot({}, {})).firstOfPage);
        QVERIFY(stores.pages.ids(query)->isEmpty());
        QCOMPARE(stores.pages.ids({})->size(), 1);
    }

    void captureIsKeptAsItWas() {
        Stores& stores = this->stores();
        const auto added = stores.jobs.add({fixture::newJob(QStringLiteral("http://a.org/"))}, IfKept::Skip);
        QVERIFY(stores.jobs.claim(1, 1, {}, fixture::at(0)));
        CaptureRecord record = fixture::failure("http-status", 5);
        record.redirects = {QStringLiteral("301 http://a.org/x y"), QStringLiteral("302 http://b.org/\"ü\"")};
        record.finalLink = QStringLiteral("http://b.org/");
        record.attempts = 3;
        record.timings = R"({"total":5})";
        const auto stored = stores.snapshots.commitFailure(added->first, record);
        const CaptureRow row = stores.snapshots.captures(stored->page)->first();
        QCOMPARE(row.redirects, record.redirects);
        QCOMPARE(row.startedAt, record.startedAt);
        QCOMPARE(row.finalLink, record.finalLink);
        QCOMPARE(row.attempts, 3);
        QCOMPARE(row.status, 410);
        QCOMPARE(row.timings, record.timings);
        QCOMPARE(row.snapshot, 0);
        const Job job = stores.jobs.rows({added->first})->first();
        QCOMPARE(job.state, JobState::Failed);
        QCOMPARE(job.errorText, QStringLiteral("It failed."));
        QCOMPARE(job.attempts, 3);
        QVERIFY(!stores.snapshots.commitFailure(added->first, record));
    }

    void cancelledCaptureIsNoFailureOfThePage() {
        Stores& stores = this->stores();
        const Committed kept = fixture::archive(stores, QStringLiteral("http://a.org/"), fixture::snapshot({}, {}));
        const auto added = stores.jobs.add({fixture::newJob(QStringLiteral("http://a.org/"))}, IfKept::CaptureAgain);
        QVERIFY(stores.jobs.claim(1, 1, {}, fixture::at(0)));
        CaptureRecord record = fixture::failure("cancelled");
        record.outcome = "cancelled";
        QVERIFY(stores.snapshots.commitFailure(added->first, record));
        QCOMPARE(stores.jobs.counts()->cancelled, 1);
        QVERIFY(stores.pages.page(kept.page)->lastError.isEmpty());
    }

    void bookmarkGivesThePageItsTagsAndDate() {
        Stores& stores = this->stores();
        NewJob job = fixture::newJob(QStringLiteral("http://a.org/"), {QStringLiteral("Sea"), QStringLiteral("Wind")});
        job.addedAt = fixture::at(-1'000'000);
        job.title = QStringLiteral("Hint");
        const auto added = stores.jobs.add({job}, IfKept::Skip);
        QCOMPARE(stores.jobs.rows({added->first})->first().title, QStringLiteral("Hint"));
        QVERIFY(stores.jobs.claim(1, 1, {}, fixture::at(0)));
        const auto stored = stores.snapshots.commitCapture(added->first, fixture::capture(), fixture::snapshot({}, {}));
        const auto page = stores.pages.page(stored->page);
        QCOMPARE(page->tags, job.tags);
        QCOMPARE(page->addedAt, *job.addedAt);
        QCOMPARE(page->title, QStringLiteral("Hint")); // the page has none of its own
    }

    void importedTwiceNothingChanges() {
        Stores& stores = this->stores();
        const NewJob link = fixture::newJob(QStringLiteral("http://a.org/"), {QStringLiteral("x")});
        NewSnapshot values = fixture::snapshot(QStringLiteral("T"), QStringLiteral("x"), 10);
        values.frontMatter = "title: T\nurl: http://a.org/\n";
        const auto first = stores.snapshots.importSnapshot(link, fixture::capture(10), values);
        QVERIFY(first && first->snapshot != 0 && first->current);
        QCOMPARE(stores.snapshots.snapshot(first->snapshot)->frontMatter, values.frontMatter);
        const auto second = stores.snapshots.importSnapshot(link, fixture::capture(20), values);
        QCOMPARE(second->snapshot, 0);
        QCOMPARE(second->page, first->page);
        QCOMPARE(stores.snapshots.captures(first->page)->size(), 1);
        QVERIFY(stores.pages.remove({first->page}, fixture::at(30)));
        QVERIFY(stores.snapshots.importSnapshot(link, fixture::capture(40), values));
        QCOMPARE(stores.pages.ids({})->size(), 1);
    }

    void olderImportStandsBehindWhatWasCapturedLater() {
        Stores& stores = this->stores();
        const auto link = QStringLiteral("http://a.org/");
        const Committed captured =
            fixture::archive(stores, link, fixture::snapshot({}, QStringLiteral("new"), 100), 100);
        const auto older = stores.snapshots.importSnapshot(fixture::newJob(link), fixture::capture(5),
                                                           fixture::snapshot({}, QStringLiteral("old"), 5));
        QVERIFY(older->snapshot != 0 && !older->current);
        QCOMPARE(stores.pages.page(captured.page)->currentSnapshot, captured.snapshot);
        QCOMPARE(stores.snapshots.at(captured.page, fixture::at(50))->id, older->snapshot);
        QVERIFY(stores.snapshots
                    .importSnapshot(fixture::newJob(link), fixture::capture(200),
                                    fixture::snapshot({}, QStringLiteral("newer"), 200))
                    ->current);
    }

    void emptyAndHugeAndOddValuesAreKept() {
        Stores& stores = this->stores();
        NewSnapshot values =
            fixture::snapshot(QString(100'000, u'T'), QString(5'000'000, u'x') + QChar(0) + QStringLiteral("end"));
        values.head = QByteArray("a\0b", 3);
        const Committed huge = fixture::archive(stores, QStringLiteral("http://a.org/"), values);
        QCOMPARE(stores.snapshots.snapshot(huge.snapshot)->head, values.head);
        QCOMPARE(stores.snapshots.text(huge.snapshot)->size(), 5'000'003);
        NewSnapshot nothing;
        nothing.capturedAt = fixture::at(0);
        const Committed empty = fixture::archive(stores, QStringLiteral("http://b.org/"), nothing);
        const auto row = stores.snapshots.snapshot(empty.snapshot);
        QVERIFY(row && row->bodyBlob.isEmpty());
        QCOMPARE(row->bodySize, 0);
        QCOMPARE(stores.pages.page(empty.page)->title, QStringLiteral("http://b.org/"));
    }
};

QTEST_GUILESS_MAIN(SnapshotStoreTest)
#include "tst_snapshotstore.moc"
