#include "archive/reextraction.h"
#include "base/clock.h"
#include "library/errors.h"
#include "tests/support/tinyfolder.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace archive;

namespace {

// A page whose story is in one part and whose remarks, which are longer, in another.
QByteArray pageOf(const QByteArray& word) {
    QByteArray html = "<html><head><title>A page</title></head><body><article id=story>";
    for (int i = 0; i < 60; ++i)
        html += "<p>The " + word + " was told by the keeper of the lamp in one long sentence of many words.</p>";
    return html + "</article><section id=remarks><p>Remarks stand here, and there are a few of them to be read.</p>"
                  "</section></body></html>";
}

// A story that does not get smaller when it is packed.
QByteArray heavyPage(quint32 number) {
    QRandomGenerator random(number);
    QByteArray html = "<html><body><article>";
    for (int paragraph = 0; paragraph < 60; ++paragraph) {
        html += "<p>The story was told by the keeper of the lamp";
        for (int word = 0; word < 20; ++word) {
            html += ' ';
            for (int letter = 0; letter < 6; ++letter)
                html += char('a' + random.bounded(26));
        }
        html += ".</p>";
    }
    return html + "</article></body></html>";
}

library::NewSnapshot snapshotOf(const QByteArray& body) {
    library::NewSnapshot snapshot;
    snapshot.capturedAt = QDateTime::currentDateTimeUtc();
    snapshot.finalLink = QStringLiteral("http://a.example/");
    snapshot.mediaType = "text/html";
    snapshot.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";
    snapshot.body = library::pack(body, "text/html");
    snapshot.article = library::pack("<p>poor</p>", "text/html");
    snapshot.title = QStringLiteral("Poor");
    snapshot.text = QStringLiteral("poor");
    snapshot.extractorVersion = 0;
    return snapshot;
}

// The time is asked for when a batch is made and not written yet.
class MeantimeClock : public base::Clock {
public:
    QDateTime nowUtc() const override {
        if (meanwhile)
            meanwhile();
        return QDateTime::currentDateTimeUtc();
    }
    std::chrono::nanoseconds monotonic() const override { return {}; }
    void callAfter(std::chrono::milliseconds, QObject*, std::function<void()>) override {}

    std::function<void()> meanwhile;
};

} // namespace

class ReExtractionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        open(m_folder->path());
    }
    void cleanup() {
        m_extraction.reset();
        m_library.reset();
    }

    void whatAnOlderExtractorMadeIsMadeAgain() {
        add("a", pageOf("story"));
        add("b", pageOf("tale"));
        const ReExtractionEnd end = extract({});
        QVERIFY(!end.error && !end.stopped);
        QCOMPARE(end.tally.total, 2);
        QCOMPARE(end.tally.changed, 2);
        QVERIFY(textOf("a").contains(QLatin1String("The story was told")));
        QCOMPARE(found(QStringLiteral("keeper")), 2);
        QCOMPARE(found(QStringLiteral("poor")), 0);
        QCOMPARE(extract({}).tally.total, 0); // nothing is left
    }

    void dryRunCountsAndWritesNothing() {
        add("a", pageOf("story"));
        QCOMPARE(extract({.pages = {}, .all = false, .dryRun = true}).tally.changed, 1);
        QCOMPARE(textOf("a"), QStringLiteral("poor"));
        QCOMPARE(extract({}).tally.changed, 1);
        const ReExtractionTally again = extract({.pages = {}, .all = true, .dryRun = true}).tally;
        QCOMPARE(again.unchanged, 1);
        QCOMPARE(again.changed, 0);
    }

    void onlyChosenPagesAreMadeAgain() {
        add("a", pageOf("story"));
        const library::PageId chosen = add("b", pageOf("tale"));
        QCOMPARE(extract({.pages = {chosen}, .all = false, .dryRun = false}).tally.total, 1);
        QCOMPARE(textOf("a"), QStringLiteral("poor"));
        QVERIFY(textOf("b").contains(QLatin1String("tale")));
    }

    void manyPagesComeInBatchesAndProgressIsTold() {
        for (int i = 0; i < 75; ++i)
            add(QByteArray::number(i).constData(), pageOf("story" + QByteArray::number(i)));
        QSignalSpy progress(m_extraction.get(), &ReExtraction::progressed);
        const ReExtractionEnd end = extract({});
        QCOMPARE(end.tally.changed, 75);
        QVERIFY(progress.size() >= 4);
        qint64 before = -1;
        for (const auto& each : progress) {
            const auto tally = each.first().value<ReExtractionTally>();
            QVERIFY(tally.done() >= before && tally.done() <= tally.total);
            before = tally.done();
        }
    }

    void stoppedEachPageIsTheOldOrTheNewAndTheNextGoesOn() {
        for (int i = 0; i < 75; ++i)
            add(QByteArray::number(i).constData(), pageOf("story"));
        connect(m_extraction.get(), &ReExtraction::progressed, m_extraction.get(),
                [this](const ReExtractionTally& tally) {
                    if (tally.done() > 0)
                        m_extraction->stop();
                });
        const ReExtractionEnd end = extract({});
        QVERIFY(end.stopped);
        QVERIFY(end.tally.changed > 0 && end.tally.changed < 75);
        disconnect(m_extraction.get(), &ReExtraction::progressed, m_extraction.get(), nullptr);
        QCOMPARE(extract({}).tally.changed, 75 - end.tally.changed);
        QCOMPARE(undo().tally.changed, 75); // both together
        QCOMPARE(damages(), 0);
    }

    void fullDiskEndsItAndTheNextGoesOnWhenThereIsRoom() {
        support::TinyFolder folder(80'000'000);
        if (!folder.inside()) {
            if (folder.refused())
                QSKIP(folder.report().constData());
            QVERIFY2(folder.passed(), folder.report().constData());
            return;
        }
        open(folder.path());
        constexpr int pages = 160; // five batches
        for (int i = 0; i < pages; ++i)
            add(QByteArray::number(i).constData(), heavyPage(quint32(i)));
        const QStorageInfo disk(folder.path());
        QVERIFY(folder.resize(disk.bytesTotal() - disk.bytesFree() + 2'500'000));
        const ReExtractionEnd end = extract({});
        QVERIFY(end.error);
        QCOMPARE(end.error->kind, QByteArray(library::libraryFull));
        QVERIFY2(end.tally.changed > 0 && end.tally.changed < pages, QByteArray::number(end.tally.changed).constData());
        QCOMPARE(found(QStringLiteral("keeper")), end.tally.changed);
        QCOMPARE(found(QStringLiteral("poor")), pages - end.tally.changed);

        QVERIFY(folder.resize(80'000'000));
        QCOMPARE(extract({}).tally.changed, pages - end.tally.changed);
        QCOMPARE(found(QStringLiteral("poor")), 0);
        QCOMPARE(undo().tally.changed, pages); // both together
        QCOMPARE(damages(), 0);
        cleanup(); // before the disk goes
    }

    void undoPutsEverythingBack() {
        for (int i = 0; i < 5; ++i)
            add(QByteArray::number(i).constData(), pageOf("story"));
        QCOMPARE(extract({}).tally.changed, 5);
        const ReExtractionEnd back = undo();
        QVERIFY(!back.error);
        QCOMPARE(back.tally.changed, 5);
        QCOMPARE(textOf("3"), QStringLiteral("poor"));
        QCOMPARE(found(QStringLiteral("poor")), 5);
        QCOMPARE(undo().error->kind, QByteArray(library::notFound));
        QCOMPARE(damages(), 0);
    }

    void whatIsRememberedForTheSiteIsHeeded() {
        add("a", pageOf("story"));
        QVERIFY(write([](library::Stores& stores) {
            return stores.choices.remember(QStringLiteral("a.example"), "{\"part\":\"section#remarks\"}", {});
        }));
        QCOMPARE(extract({}).tally.changed, 1);
        QVERIFY(textOf("a").startsWith(QLatin1String("Remarks stand here")));
        QCOMPARE(extract({}).tally.total, 0);
        QVERIFY(write([](library::Stores& stores) { return stores.choices.forget(QStringLiteral("a.example")); }));
        QCOMPARE(extract({}).tally.changed, 1);
        QVERIFY(textOf("a").contains(QLatin1String("story")));
    }

    void whatWasChosenForThePageItselfStays() {
        library::NewSnapshot own = snapshotOf(pageOf("story"));
        own.choice = {"{\"part\":\"section#remarks\"}", false, true};
        add("a", own);
        QVERIFY(write([](library::Stores& stores) {
            return stores.choices.remember(QStringLiteral("a.example"), "{\"whole_page\":true}", {});
        }));
        QCOMPARE(extract({}).tally.changed, 1);
        QVERIFY(!textOf("a").contains(QLatin1String("story")));
    }

    void whatAPersonChoseWhileItWasMadeStays() {
        const library::PageId page = add("a", pageOf("story"));
        add("b", pageOf("tale"));
        const library::SnapshotId snapshot = m_library->here().pages.page(page)->currentSnapshot;
        library::NewArticle chosen;
        chosen.title = QStringLiteral("Chosen");
        chosen.text = QStringLiteral("chosen text");
        chosen.choice = {"{\"part\":\"section#remarks\"}", false, true};
        m_clock.meanwhile = [&] {
            m_library->write(
                this,
                [&](library::Stores& stores) {
                    const auto choice = stores.extractions.begin(library::ExtractionKind::Choice, {});
                    return stores.extractions.replace(*choice, snapshot, chosen);
                },
                [](const base::Result<bool>& done) { QVERIFY(done && *done); });
        };
        const ReExtractionEnd end = extract({});
        m_clock.meanwhile = {};
        QVERIFY(!end.error);
        QCOMPARE(end.tally.changed, 1);
        QCOMPARE(textOf("a"), QStringLiteral("chosen text"));
        QVERIFY(textOf("b").contains(QLatin1String("tale")));
    }

    void whoReadsSomethingElseMeanwhileDoesNotEndIt() {
        add("a", pageOf("story"));
        const auto disturbed = [this](const std::function<void()>& begin) {
            return ended([&] {
                begin();
                m_library->interrupt(library::ReadLane::Reader);
            });
        };
        for (int i = 0; i < 5; ++i) {
            const ReExtractionEnd end = disturbed([this] { m_extraction->start({.pages = {}, .all = true}); });
            QVERIFY2(!end.error, end.error ? end.error->kind.constData() : "");
            const ReExtractionEnd back = disturbed([this] { m_extraction->undo(); });
            QVERIFY2(!back.error, back.error ? back.error->kind.constData() : "");
            QCOMPARE(back.tally.changed, 1);
        }
    }

    void aStopWhenAllPagesAreDoneIsNone() {
        add("a", pageOf("story"));
        connect(m_extraction.get(), &ReExtraction::progressed, m_extraction.get(),
                [this](const ReExtractionTally& tally) {
                    if (tally.done() > 0) // stopped when the end is being written, at the latest
                        m_library->read(
                            library::ReadLane::Reader, m_extraction.get(),
                            [](library::Stores&) { return base::Result<int>(0); },
                            [this](const base::Result<int>&) { m_extraction->stop(); });
                });
        const ReExtractionEnd end = extract({});
        QVERIFY(!end.stopped && !end.error);
        QVERIFY(*write([](library::Stores& stores) {
            return stores.extractions.begin(library::ExtractionKind::Library, {});
        }) > 1); // another than that one, which is at its end
    }

    void bytesThatCannotBeReadAreCountedAndLeft() {
        add("a", pageOf("story"));
        add("b", pageOf("tale"));
        library::NewSnapshot broken = snapshotOf("x");
        broken.body = {QByteArray(32, 'x'), 10, 1, "not zstd"};
        add("c", broken);
        const ReExtractionEnd end = extract({});
        QVERIFY(!end.error);
        QCOMPARE(end.tally.changed, 2);
        QCOMPARE(end.tally.failed, 1);
        QCOMPARE(end.problems.size(), 1);
        QCOMPARE(textOf("c"), QStringLiteral("poor"));
    }

private:
    void open(const QString& folder) {
        cleanup();
        auto opened = library::Library::open({.file = folder + QStringLiteral("/a.tidemark")});
        QVERIFY(opened);
        m_library = *std::move(opened);
        m_extraction = std::make_unique<ReExtraction>(*m_library, m_clock);
    }

    template<typename Work>
    std::invoke_result_t<Work, library::Stores&> write(Work work) {
        std::optional<std::invoke_result_t<Work, library::Stores&>> answer;
        QObject context;
        m_library->write(&context, work, [&answer](auto done) { answer = std::move(done); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000))
            qFatal("the library does not answer");
        return *std::move(answer);
    }

    library::PageId add(const char* name, const library::NewSnapshot& snapshot) {
        library::CaptureRecord capture;
        capture.startedAt = capture.finishedAt = snapshot.capturedAt;
        capture.outcome = "stored";
        capture.timings = "{}";
        const library::NewJob job{linkOf(name), {}, {}, {}};
        const auto stored =
            write([&](library::Stores& stores) { return stores.snapshots.importSnapshot(job, capture, snapshot); });
        return stored ? stored->page : 0;
    }
    library::PageId add(const char* name, const QByteArray& body) { return add(name, snapshotOf(body)); }
    static QString linkOf(const char* name) { return QStringLiteral("http://a.example/%1").arg(QLatin1String(name)); }

    ReExtractionEnd ended(const std::function<void()>& begin) {
        QSignalSpy spy(m_extraction.get(), &ReExtraction::finished);
        begin();
        if (!QTest::qWaitFor([&] { return !spy.isEmpty(); }, 60'000))
            qFatal("it does not end");
        return spy.first().first().value<ReExtractionEnd>();
    }
    ReExtractionEnd extract(const ReExtractionOrder& order) {
        return ended([&] { m_extraction->start(order); });
    }
    ReExtractionEnd undo() {
        return ended([&] { m_extraction->undo(); });
    }

    QString textOf(const char* name) {
        auto& stores = m_library->here();
        const auto page = stores.pages.page(*stores.pages.find(linkOf(name)));
        return *stores.snapshots.text(page->currentSnapshot);
    }
    int found(const QString& word) {
        library::PageQuery query;
        query.search = word;
        return int(m_library->here().search.find(query, 0, false)->size());
    }
    qsizetype damages() { return library::verify(m_library->here())->size(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    MeantimeClock m_clock;
    std::unique_ptr<library::Library> m_library;
    std::unique_ptr<ReExtraction> m_extraction;
};

QTEST_GUILESS_MAIN(ReExtractionTest)
#include "tst_reextraction.moc"
