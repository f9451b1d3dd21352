#include "fixture.h"

#include "library/errors.h"
#include "library/opening.h"

using namespace library;

namespace {

void overwrite(const QString& path, qint64 offset, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(offset));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

// A damaged library: what can be read of it is, and nothing is written to it.
class DamageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("some folder/näme %23?.tidemark"));
    }

    void damagedLibraryIsReadForWhatCanBeSaved() {
        fill(300);
        const qint64 size = QFileInfo(m_file).size();
        overwrite(m_file, size / 2, QByteArray(8192, 'Z'));
        const auto opened = Library::open({m_file, OpenMode::ReadWrite, true});
        QVERIFY(opened);
        QVERIFY((*opened)->readOnly());
        QVERIFY((*opened)->readOnlyReason().contains(QStringLiteral("damaged")));
        Stores& stores = (*opened)->here();
        const auto ids = stores.pages.ids({});
        QVERIFY(ids);
        const auto rows = stores.pages.rows(*ids);
        QVERIFY(rows);
        QVERIFY2(rows->size() > 250, qPrintable(QString::number(rows->size())));
        QVERIFY(!fixture::damages(stores).isEmpty());
        QByteArray kind;
        (*opened)->write(
            this, [](Stores& s) { return s.jobs.cancelAll(); },
            [&](base::Result<int> result) { kind = result ? QByteArray("written") : result.error().kind; });
        QTRY_COMPARE(kind, QByteArray(libraryDamaged));
    }

    void everyDamagedPlaceIsAClearErrorOrAReadableLibrary() {
        fill(60);
        const QByteArray whole = fixture::contents(m_file);
        int readable = 0;
        for (qint64 offset = 0; offset < whole.size(); offset += 4096 * 7 + 100) {
            const QString copy = m_folder->filePath(QStringLiteral("copy"));
            QFile::remove(copy);
            QVERIFY(QFile::copy(m_file, copy));
            overwrite(copy, offset, QByteArray(300, '\xa5'));
            const auto opened = Library::open({copy, OpenMode::ReadWrite, false});
            if (!opened) {
                QVERIFY(opened.error().kind == libraryDamaged || opened.error().kind == libraryUnusable);
                continue;
            }
            ++readable;
            Stores& stores = (*opened)->here();
            (void)stores.pages.rows(stores.pages.ids({}).valueOr({}));
            PageQuery query;
            query.search = QStringLiteral("water");
            (void)stores.search.find(query);
            if (fixture::contents(copy) == whole)
                continue;
            QVERIFY(verify(stores));
        }
        QVERIFY(readable > 3);
    }

    // What a start does not find out: the words of the search index, and later a page of the file.
    void damageMetInUseIsSaidMarkedAndFoundAtTheNextStart() {
        fill(60);
        fixture::execute(m_file, "UPDATE search_data SET block = x'00' WHERE id > 100");
        QString said;
        {
            const auto opened = fixture::open(m_file, true);
            QVERIFY(opened && !opened->readOnly());
            connect(opened.get(), &Library::damaged, this, [&said](const QString& reason) { said += reason; });
            QCOMPARE(searched(*opened), QByteArray(libraryDamaged));
            QTRY_VERIFY(said.contains(QStringLiteral("damaged")));
            QVERIFY(opened->readOnly());
            QCOMPARE(opened->readOnlyReason(), said);
            QByteArray kind;
            opened->write(
                this, [](Stores& s) { return s.jobs.cancelAll(); },
                [&](base::Result<int> result) { kind = result ? QByteArray("written") : result.error().kind; });
            QTRY_COMPARE(kind, QByteArray(libraryDamaged));
            QCOMPARE(searched(*opened), QByteArray("found")); // now what can be saved
        }
        QCOMPARE(said.count(QStringLiteral("damaged")), 1);
        {
            const auto again = fixture::open(m_file);
            QVERIFY(again && again->readOnly());
            QCOMPARE(fixture::modeOf(damageMark(m_file)), QFile::ReadOwner | QFile::WriteOwner);
            QCOMPARE(again->readOnlyReason(), said);
            QCOMPARE(*again->here().pages.count({}), 60);
        }
        fixture::execute(m_file, "INSERT INTO search(search) VALUES('rebuild')"); // somebody mends it
        const auto mended = fixture::open(m_file);
        QVERIFY(mended && !mended->readOnly());
        QVERIFY(!QFile::exists(damageMark(m_file)));
    }

    void truncatedLibraryIsReadForWhatCanBeSaved() {
        fill(200);
        QVERIFY(QFile::resize(m_file, QFileInfo(m_file).size() / 2));
        const auto opened = Library::open({m_file, OpenMode::ReadWrite, false});
        if (opened) {
            QVERIFY((*opened)->readOnly());
            QVERIFY((*opened)->here().pages.ids({}));
        } else {
            QCOMPARE(opened.error().kind, QByteArray(libraryDamaged));
        }
    }

private:
    // "found", or the kind of the error that a search in the lists' thread ends with.
    QByteArray searched(Library& library) {
        QByteArray kind;
        library.read(
            ReadLane::Lists, this,
            [](Stores& stores) {
                PageQuery query;
                query.search = QStringLiteral("water");
                return stores.search.find(query);
            },
            [&kind](const base::Result<QList<PageId>>& found) { kind = found ? "found" : found.error().kind; });
        return QTest::qWaitFor([&kind] { return !kind.isEmpty(); }, support::patience) ? kind : QByteArray("no answer");
    }
    void fill(int pages) {
        const auto opened = fixture::open(m_file);
        QVERIFY(opened);
        for (int i = 0; i < pages; ++i)
            fixture::archive(opened->here(), QStringLiteral("http://a.org/%1").arg(i),
                             fixture::snapshot(QString::number(i), QStringLiteral("water %1").arg(i)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(DamageTest)
#include "tst_damage.moc"
