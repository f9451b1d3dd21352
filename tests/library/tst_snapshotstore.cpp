#include "fixture.h"

#include "library/errors.h"

using namespace library;

class SnapshotStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_library = fixture::open(m_folder->filePath(QStringLiteral("a.tidemark")));
        QVERIFY(m_library);
    }

    void cleanup() {
        if (m_library)
            QCOMPARE(fixture::damages(m_library->here()), QStringList());
        m_library.reset();
    }

    void captureBecomesAPageThatIsListedAndFound() {
        Stores& stores = m_library->here();
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
        Stores& stores = m_library->here();
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

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
};

QTEST_GUILESS_MAIN(SnapshotStoreTest)
#include "tst_snapshotstore.moc"
