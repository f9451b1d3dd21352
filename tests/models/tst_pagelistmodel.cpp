#include "models/pagelistmodel.h"
#include "tests/support/printedmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

namespace {

library::NewSnapshot snapshotOf(const QString& title, const QString& text) {
    library::NewSnapshot snapshot;
    snapshot.capturedAt = QDateTime(QDate(2026, 3, 1), QTime(9, 30), Qt::UTC);
    snapshot.mediaType = "text/html";
    snapshot.body = library::pack(text.toUtf8());
    snapshot.article = library::pack(text.toUtf8());
    snapshot.title = title;
    snapshot.text = text;
    return snapshot;
}

library::PageQuery searching(const QString& text) {
    library::PageQuery query;
    query.search = text;
    return query;
}

library::CaptureRecord capture() {
    library::CaptureRecord record;
    record.startedAt = record.finishedAt = QDateTime(QDate(2026, 3, 1), QTime(9, 30), Qt::UTC);
    record.outcome = "stored";
    record.status = 200;
    record.timings = "{}";
    return record;
}

} // namespace

class PageListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = library::Library::open({m_folder->filePath(QStringLiteral("test.tidemark"))});
        QVERIFY(opened);
        m_library = *std::move(opened);
    }

    void cleanup() {
        m_library.reset();
        m_folder.reset();
    }

    void anEmptyLibraryIsAnEmptyList() {
        models::PageListModel model(*m_library);
        list(model, {});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.pageAt(0), 0);
        QCOMPARE(model.pageAt(-1), 0);
    }

    void rowsAreReadWhenTheyAreShown() {
        for (const char* title : {"Ropes", "Lamps", "Moss"})
            add(title, "text");
        models::PageListModel model(*m_library);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        library::PageQuery byTitle;
        byTitle.sort = library::PageSort::Title;
        byTitle.descending = false;
        list(model, byTitle);
        QVERIFY(!model.data(model.index(0), models::PageListModel::RowRole).isValid());
        model.setShown(0, 2);
        QTRY_COMPARE(support::printed(model), QStringLiteral("Lamps\nMoss\nRopes\n"));
    }

    void aNewPageComesInAsOneInsertedRow() {
        add("Old", "text");
        models::PageListModel model(*m_library);
        list(model, {});
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        add("New", "text");
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted.first().at(1).toInt(), 0);
        QCOMPARE(resets.size(), 0);
    }

    void aPageInTheBinLeavesAsOneRemovedRow() {
        const library::PageId gone = add("Gone", "text");
        add("Stays", "text");
        models::PageListModel model(*m_library);
        list(model, {});
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        (void)write(
            [gone](library::Stores& stores) { return stores.pages.remove({gone}, QDateTime::currentDateTimeUtc()); });
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(model.rowOf(gone), -1);
    }

    void aChangedRowIsReadAgain() {
        const library::PageId page = add("Ropes", "text");
        models::PageListModel model(*m_library);
        list(model, {});
        model.setShown(0, 0);
        QTRY_VERIFY(model.data(model.index(0), models::PageListModel::RowRole).isValid());
        (void)write([page](library::Stores& stores) { return stores.pages.setStarred({page}, true); });
        QTRY_VERIFY(model.data(model.index(0), models::PageListModel::RowRole).value<library::PageRow>().starred);
    }

    void aScreenReaderHearsTheMarksToo() {
        const library::PageId page = add("Ropes", "text");
        (void)write([page](library::Stores& stores) { return stores.pages.setStarred({page}, true); });
        models::PageListModel model(*m_library);
        list(model, {});
        model.setShown(0, 0);
        QTRY_COMPARE(model.data(model.index(0), Qt::AccessibleTextRole).toString(),
                     QStringLiteral("Ropes, made-up.example, unread, starred"));
    }

    void searchingNamesWhatWasFound() {
        add("Ropes", "Nine knots for wet ropes and cold hands");
        add("Moss", "Moss on the north side");
        models::PageListModel model(*m_library);
        list(model, searching(QStringLiteral("knots")));
        QCOMPARE(model.rowCount(), 1);
        model.setShown(0, 0);
        QTRY_VERIFY(model.data(model.index(0), models::PageListModel::SnippetRole)
                        .toString()
                        .contains(QString(QChar(0xE000) + QStringLiteral("knots") + QChar(0xE001))));
    }

    void whatIsFoundInANoteSaysSoAndTheBinIsCounted() {
        const library::PageId noted = add("Ropes", "Nine knots");
        const library::PageId gone = add("Moss", "moss for grandfather");
        (void)write([noted, gone](library::Stores& stores) -> base::Result<void> {
            if (const auto set = stores.pages.setNote(noted, QStringLiteral("grandfather's")); !set)
                return set;
            return stores.pages.remove({gone}, QDateTime::currentDateTimeUtc());
        });
        models::PageListModel model(*m_library);
        QSignalSpy counted(&model, &models::PageListModel::inBinCounted);
        list(model, searching(QStringLiteral("grandfather")));
        QCOMPARE(model.rowCount(), 1);
        model.setShown(0, 0);
        QTRY_COMPARE(model.data(model.index(0), models::PageListModel::SnippetRole).toString(),
                     QStringLiteral("Note: \ue000grandfather\ue001's"));
        QTRY_COMPARE(counted.size(), 1);
        QCOMPARE(model.inBin(), 1);
        list(model, {});
        QCOMPARE(model.inBin(), 0);
    }

    void onlyTheLastOfManyQueriesIsShown() {
        for (int page = 0; page < 40; ++page)
            add(QByteArray("Page " + QByteArray::number(page)).constData(), "the tide");
        add("Wanted", "only this one speaks of barometers");
        models::PageListModel model(*m_library);
        for (const char* typed : {"b", "ba", "bar", "baro", "barom", "barometers"})
            model.setQuery(searching(QString::fromLatin1(typed)));
        QSignalSpy found(&model, &models::PageListModel::found);
        QVERIFY(found.wait(support::patience));
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.isReading());
    }

    void whateverIsTypedIsNoError() {
        add("Ropes", "text");
        models::PageListModel model(*m_library);
        QSignalSpy failed(&model, &models::PageListModel::readingFailed);
        for (const char* typed : {"\"", "(", "AND", "NEAR(", "*", "-", "a:b", "^", "' OR 1=1 --", "\"open"})
            list(model, searching(QString::fromLatin1(typed)));
        QCOMPARE(failed.size(), 0);
    }

    void whileInactiveNothingIsReadAndAfterwardsAllIsThere() {
        models::PageListModel model(*m_library);
        list(model, {});
        model.setActive(false);
        QSignalSpy changed(m_library.get(), &library::Library::changed);
        add("Later", "text");
        QVERIFY(!changed.isEmpty() || changed.wait(support::patience));
        QCOMPARE(model.rowCount(), 0);
        model.setActive(true);
        QTRY_COMPARE(model.rowCount(), 1);
    }

private:
    void list(models::PageListModel& model, const library::PageQuery& query) {
        QSignalSpy found(&model, &models::PageListModel::found);
        model.setQuery(query);
        QVERIFY(!found.isEmpty() || found.wait(support::patience));
    }

    template<typename Work>
    std::invoke_result_t<Work, library::Stores&> write(Work work) {
        using Answer = std::invoke_result_t<Work, library::Stores&>;
        std::optional<Answer> answer;
        QObject context;
        m_library->write(&context, std::move(work), [&answer](Answer done) { answer = std::move(done); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, support::patience))
            qFatal("the library does not answer");
        return *std::move(answer);
    }

    library::PageId add(const char* title, const char* text) {
        const QString link = QStringLiteral("https://made-up.example/%1").arg(++m_number);
        const auto stored = write([&](library::Stores& stores) {
            return stores.snapshots.importSnapshot(
                {link, {}, {}, {}}, capture(),
                snapshotOf(QString::fromUtf8(title),
                           QString(QString::fromUtf8(text) + QStringLiteral(" ") + QString::number(m_number))));
        });
        return stored ? stored->page : 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<library::Library> m_library;
    int m_number = 0;
};

QTEST_GUILESS_MAIN(PageListModelTest)
#include "tst_pagelistmodel.moc"
