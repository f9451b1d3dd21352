#include "withlibrary.h"

#include "library/database.h"
#include "library/errors.h"

using namespace library;

class VerifyTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    void init() override {
        WithLibrary::init();
        m_file = m_library->file();
        Stores& stores = m_library->here();
        NewSnapshot values = fixture::snapshot(QStringLiteral("Tide"), QStringLiteral("high water 机器学习"));
        values.assets = {{QStringLiteral("http://a.org/p.png"), "image/png", pack("png", "image/png"), {}},
                         {QStringLiteral("http://a.org/q.png"), "image/png", {}, "refused"}};
        fixture::archive(stores, QStringLiteral("http://a.org/1"), values);
        fixture::archive(stores, QStringLiteral("http://a.org/1"),
                         fixture::snapshot(QStringLiteral("Ebb"), QStringLiteral("low water")));
        fixture::archive(stores, QStringLiteral("http://b.org/2"),
                         fixture::snapshot(QStringLiteral("Sea"), QStringLiteral("salt")));
        fixture::fail(stores, QStringLiteral("http://c.org/3"), "refused");
        stores.jobs.add({fixture::newJob(QStringLiteral("http://d.org/4"))}, IfKept::Skip).valueOr({});
        QVERIFY(stores.pages.setNote(2, QStringLiteral("for the 学习 group")));
        QVERIFY(stores.pages.addTag({1, 2}, QStringLiteral("water")));
    }

    void cleanup() override { m_library.reset(); } // most tests leave it damaged

    void wholeLibraryIsWell() {
        QCOMPARE(fixture::damages(m_library->here()), QStringList());
        const auto reading = Library::open({m_file, OpenMode::ReadOnly, false});
        QCOMPARE(fixture::damages((*reading)->here()), QStringList());
        // The check leaves nothing behind on its connection.
        QCOMPARE(fixture::damages((*reading)->here()), QStringList());
        QCOMPARE((*reading)->here().jobs.cancelAll().error().kind, QByteArray(libraryReadOnly));
    }

    void emptyLibraryIsWell() {
        const auto opened = fixture::open(path("empty"));
        QCOMPARE(fixture::damages(opened->here()), QStringList());
    }

    void everyDamageIsFoundAndNamed_data() {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char* damage, const char* sentence) {
            QTest::newRow(name) << QString::fromUtf8(damage) << QString::fromUtf8(sentence);
        };
        row("blob", "UPDATE blob SET data = x'00' WHERE size = 3", "blob: blob ");
        row("hash", "UPDATE page SET hash_url = 'x' WHERE id = 1", "reference: the hash of http://a.org/1 is wrong");
        row("current", "UPDATE page SET current_snapshot = 3 WHERE id = 1",
            "reference: the current snapshot of http://a.org/1");
        row("no current", "UPDATE page SET current_snapshot = NULL, listed = 0 WHERE id = 2",
            "http://b.org/2 has snapshots");
        row("listed", "UPDATE page SET listed = 0 WHERE id = 2", "whether http://b.org/2 is listed");
        row("number", "UPDATE page SET snapshots = 9 WHERE id = 2", "the number of snapshots of http://b.org/2");
        row("missing blob", "PRAGMA foreign_keys=OFF; DELETE FROM blob WHERE size = 3; PRAGMA foreign_keys=ON",
            "reference: row ");
        row("missing capture", "PRAGMA foreign_keys=OFF; DELETE FROM capture WHERE id = 1; PRAGMA foreign_keys=ON",
            "reference: row 1 of snapshot points to a row of capture");
        row("text", "UPDATE snapshot_text SET text = 'sweet' WHERE text = 'salt'", "reference: text 3");
        row("text and index", "UPDATE snapshot_text SET text = 'sweet' WHERE text = 'salt'", "search: ");
        row("index", "INSERT INTO search(search, rowid, title, text) VALUES('delete', 2, 'Sea', 'salt')", "search: ");
        row("index data", "DELETE FROM search_data WHERE id > 10", "search: ");
        row("index data bytes", "UPDATE search_data SET block = x'00112233' WHERE id > 10", "search: ");
        row("note", "UPDATE page SET note = 'forged' WHERE id = 2",
            "reference: http://b.org/2 is not found by its note and tags");
        row("tag", "UPDATE tag SET name = 'forged'", "reference: http://a.org/1 is not found by its note and tags");
        row("page without its note", "DELETE FROM search_own WHERE rowid = 2",
            "reference: http://b.org/2 is not found by its note and tags");
        row("note of no page", "INSERT INTO search_own(rowid, note, tags) VALUES(77, 'a', '')",
            "reference: the search index holds a page 77");
        row("note as found", "UPDATE search_own_content SET c0 = 'forged' WHERE id = 2", "search: ");
        row("note index data", "DELETE FROM search_own_data WHERE id > 10", "search: ");
        row("note index data bytes", "UPDATE search_own_data SET block = x'00112233' WHERE id > 10", "search: ");
        row("page not indexed", "UPDATE page SET indexed_text = NULL WHERE id = 2", "http://b.org/2 is not found by");
        row("job count", "UPDATE job_count SET jobs = 7 WHERE state = 2", "the number of jobs in state 2");
        row("job's turn", "DELETE FROM job_host", "the waiting jobs of d.org:80");
    }
    void everyDamageIsFoundAndNamed() {
        QFETCH(QString, damage);
        QFETCH(QString, sentence);
        QVERIFY(m_library->here().database.execute(qPrintable(damage)));
        const auto reading = Library::open({m_file, OpenMode::ReadOnly, false});
        for (Stores* stores : {&m_library->here(), &(*reading)->here()}) {
            const QString found = fixture::damages(*stores).join(u'\n');
            QVERIFY2(found.contains(sentence), qPrintable(QString(u"found: " + found)));
        }
    }

    void checkReportsItsProgressAndCanBeStopped() {
        QList<double> steps;
        const auto found = verify(m_library->here(), [&](double share) {
            steps.append(share);
            return true;
        });
        QVERIFY(found);
        QVERIFY(std::is_sorted(steps.begin(), steps.end()));
        QCOMPARE(steps.last(), 1.0);
        QCOMPARE(verify(m_library->here(), [](double) { return false; }).error().kind, QByteArray(interrupted));
    }

private:
    QString m_file;
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "tst_verify.moc"
