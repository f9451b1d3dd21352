#include "withlibrary.h"

#include "library/database.h"
#include "library/errors.h"
#include "library/extractionend.h"
#include "library/query.h"

using namespace library;

namespace {

constexpr int now = 2; // the extractor's version; what is kept was made by 1

NewArticle made(const QString& title, const QString& text, int version = now) {
    NewArticle article;
    article.article = pack("<p>" + text.toUtf8() + "</p>", "text/html");
    article.title = title;
    article.text = text;
    article.wordCount = 7;
    article.publishedAt = QStringLiteral("2020-02-02");
    article.extractorVersion = version;
    return article;
}

NewSnapshot kept(const QString& title, const QString& text, qint64 seconds = 0) {
    NewSnapshot values = fixture::snapshot(title, text, seconds);
    values.extractorVersion = now - 1;
    return values;
}

} // namespace

class ExtractionStoreTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    void init() override {
        WithLibrary::init();
        m_first = fixture::archive(stores(), QStringLiteral("http://www.a.org/1"),
                                   kept(QStringLiteral("Tide"), QStringLiteral("high water")));
        m_second = fixture::archive(stores(), QStringLiteral("http://b.org/2"),
                                    kept(QStringLiteral("Sea"), QStringLiteral("salt")));
    }

    // ---- which are made again

    void whatAnOlderExtractorMadeIsDue() {
        QCOMPARE(*stores().extractions.due(now, 0, 10), (QList<SnapshotId>{m_first.snapshot, m_second.snapshot}));
        QCOMPARE(*stores().extractions.due(now, m_first.snapshot, 10), QList<SnapshotId>{m_second.snapshot});
        QCOMPARE(*stores().extractions.due(now, 0, 1), QList<SnapshotId>{m_first.snapshot});
        QCOMPARE(*stores().extractions.countDue(now), 2);
        QCOMPARE(*stores().extractions.countDue(now - 1), 0);
    }

    void importsPicturesAndMissingBytesAreNotDue() {
        const auto add = [this](const char* link, NewSnapshot values) {
            fixture::archive(stores(), QString::fromLatin1(link), values);
        };
        NewSnapshot import = kept(QStringLiteral("I"), QStringLiteral("import"));
        import.frontMatter = "title: I\n";
        add("http://c.org/1", import);
        NewSnapshot picture = kept(QStringLiteral("P"), {});
        picture.mediaType = "image/png";
        add("http://c.org/2", picture);
        NewSnapshot empty = kept(QStringLiteral("E"), {});
        empty.body = {};
        add("http://c.org/3", empty);
        QCOMPARE(*stores().extractions.countDue(now), 2);
        QVERIFY(stores().extractions.ofPage(3)->isEmpty());
        QCOMPARE(*stores().extractions.ofPage(m_first.page), QList<SnapshotId>{m_first.snapshot});
    }

    void whatIsRememberedForASiteOtherwiseIsDue() {
        QVERIFY(stores().choices.remember(QStringLiteral("a.org"), "{\"leaning\":1}", fixture::at(0)));
        QCOMPARE(*stores().extractions.due(1, 0, 10), QList<SnapshotId>{m_first.snapshot});
        NewArticle article = made(QStringLiteral("Tide"), QStringLiteral("more water"), 1);
        article.choice = {"{\"leaning\":1}", true, false}; // not met, and still not tried again
        QVERIFY(*stores().extractions.replace(begin(), m_first.snapshot, article));
        QCOMPARE(*stores().extractions.countDue(1), 0);
        QVERIFY(*stores().choices.forget(QStringLiteral("a.org")));
        QCOMPARE(*stores().extractions.due(1, 0, 10), QList<SnapshotId>{m_first.snapshot});
    }

    void whatWasChosenForThePageItselfIsNotDueForItsSite() {
        NewArticle article = made(QStringLiteral("Tide"), QStringLiteral("part"));
        article.choice = {"{\"part\":\"p\"}", false, true};
        QVERIFY(*stores().extractions.replace(begin(), m_first.snapshot, article));
        QVERIFY(stores().choices.remember(QStringLiteral("a.org"), "{\"leaning\":1}", fixture::at(0)));
        QCOMPARE(*stores().extractions.countDue(1), 0);
    }

    // ---- replacing

    void articleIsReplacedWhereverItIsShown() {
        QVERIFY(*stores().extractions.replace(begin(), m_first.snapshot,
                                              made(QStringLiteral("The tide"), QStringLiteral("low water"))));
        const auto page = stores().pages.page(m_first.page);
        QCOMPARE(page->title, QStringLiteral("The tide"));
        QCOMPARE(page->wordCount, 7);
        QCOMPARE(page->publishedAt, QStringLiteral("2020-02-02"));
        const auto row = stores().snapshots.snapshot(m_first.snapshot);
        QCOMPARE(row->title, QStringLiteral("The tide"));
        QCOMPARE(row->extractorVersion, now);
        QCOMPARE(*stores().blobs.get(row->articleBlob), QByteArray("<p>low water</p>"));
        QCOMPARE(*stores().snapshots.text(m_first.snapshot), QStringLiteral("low water"));
        QCOMPARE(found("low"), QList<PageId>{m_first.page});
        QVERIFY(found("high").isEmpty());
    }

    void anOlderSnapshotChangesNothingOfItsPage() {
        fixture::archive(stores(), QStringLiteral("http://www.a.org/1"),
                         kept(QStringLiteral("New"), QStringLiteral("spring tide"), 50), 50);
        QVERIFY(*stores().extractions.replace(begin(), m_first.snapshot,
                                              made(QStringLiteral("Old"), QStringLiteral("neap tide"))));
        QCOMPARE(stores().pages.page(m_first.page)->title, QStringLiteral("New"));
        QVERIFY(found("neap").isEmpty());
        QCOMPARE(found("spring"), QList<PageId>{m_first.page});
    }

    void anArticleWithoutATitleLeavesThePageItsTitle() {
        QVERIFY(*stores().extractions.replace(begin(), m_first.snapshot, made({}, QStringLiteral("low"))));
        QCOMPARE(stores().pages.page(m_first.page)->title, QStringLiteral("Tide"));
    }

    void theSameArticleIsOnlyKnownToBeThisVersions() {
        NewArticle same = kept(QStringLiteral("Sea"), QStringLiteral("salt"));
        same.extractorVersion = now;
        QVERIFY(!*stores().extractions.differs(m_second.snapshot, same));
        QVERIFY(!*stores().extractions.replace(begin(), m_second.snapshot, same));
        QCOMPARE(stores().snapshots.snapshot(m_second.snapshot)->extractorVersion, now);
        QCOMPARE(*stores().extractions.countDue(now), 1);
        QVERIFY(*stores().extractions.differs(m_second.snapshot, made(QStringLiteral("S"), QStringLiteral("salt"))));
    }

    void snapshotThatIsNotThereIsSaid() {
        QCOMPARE(stores().extractions.replace(begin(), 99, made({}, {})).error().kind, QByteArray(notFound));
    }

    // ---- undo

    void undoRestoresExactly() {
        NewArticle chosen = made(QStringLiteral("Chosen"), QStringLiteral("part"), now - 1);
        chosen.choice = {"{\"part\":\"p\"}", false, true};
        QVERIFY(*stores().extractions.replace(begin(), m_second.snapshot, chosen));
        const QStringList before = everything();
        const ExtractionId extraction = begin();
        for (const SnapshotId id : {m_first.snapshot, m_second.snapshot})
            QVERIFY(*stores().extractions.replace(extraction, id, made(QStringLiteral("N"), QStringLiteral("new"))));
        QVERIFY(everything() != before);
        QCOMPARE(stores().extractions.last(ExtractionKind::Library)->value().articles, 2);
        QCOMPARE(undone(extraction), 2);
        QCOMPARE(everything(), before);
        QVERIFY(found("new").isEmpty());
        QCOMPARE(found("high"), QList<PageId>{m_first.page});
    }

    void undoInStepsGoesOnWhereItStopped() {
        const QStringList before = everything();
        const ExtractionId extraction = begin();
        for (const SnapshotId id : {m_first.snapshot, m_second.snapshot})
            QVERIFY(*stores().extractions.replace(extraction, id, made(QStringLiteral("N"), QStringLiteral("new"))));
        QCOMPARE(stores().extractions.undo(extraction, 1)->restored, 1);
        QCOMPARE(stores().extractions.last(ExtractionKind::Library)->value().articles, 1);
        QCOMPARE(undone(extraction), 1);
        QCOMPARE(everything(), before);
        QVERIFY(!*stores().extractions.last(ExtractionKind::Library));
    }

    void aStoppedOneGoesOnUnderItsNumberAndUndoRestoresTheFirst() {
        const QStringList before = everything();
        const QList<qint64> held = amounts();
        const ExtractionId first = *stores().extractions.begin(ExtractionKind::Library, fixture::at(5));
        QVERIFY(*stores().extractions.replace(first, m_first.snapshot, made(QStringLiteral("A"), QStringLiteral("a"))));
        const ExtractionId again = *stores().extractions.begin(ExtractionKind::Library, fixture::at(6));
        QCOMPARE(again, first);
        for (const SnapshotId id : {m_first.snapshot, m_second.snapshot})
            QVERIFY(*stores().extractions.replace(again, id, made(QStringLiteral("B"), QStringLiteral("b"))));
        QVERIFY(endExtraction(stores(), again));
        QVERIFY(*stores().extractions.begin(ExtractionKind::Library, fixture::at(7)) != first);
        QCOMPARE(undone(first), 2);
        QCOMPARE(everything(), before);
        QCOMPARE(amounts(), held);
    }

    void undoLeavesWhatWasChosenSince() {
        const ExtractionId all = begin();
        QVERIFY(*stores().extractions.replace(all, m_first.snapshot, made(QStringLiteral("A"), QStringLiteral("aa"))));
        const ExtractionId choice = *stores().extractions.begin(ExtractionKind::Choice, fixture::at(9));
        QVERIFY(
            *stores().extractions.replace(choice, m_first.snapshot, made(QStringLiteral("B"), QStringLiteral("bb"))));
        const auto result = stores().extractions.undo(all, 10);
        QCOMPARE(result->restored, 0);
        QCOMPARE(result->left, 1);
        QCOMPARE(stores().pages.page(m_first.page)->title, QStringLiteral("B"));
        QCOMPARE(undone(choice), 1);
        QCOMPARE(stores().pages.page(m_first.page)->title, QStringLiteral("A"));
    }

    void undoLeavesWhatWasChosenSinceAlsoWhenThatChoiceIsForgotten() {
        const ExtractionId all = begin();
        QVERIFY(*stores().extractions.replace(all, m_first.snapshot, made(QStringLiteral("A"), QStringLiteral("aa"))));
        choose(m_first.snapshot, QStringLiteral("B"));
        for (int i = 0; i < 100; ++i)
            choose(m_second.snapshot, QString::number(i));
        QVERIFY(*stores().extractions.forgetOld(100) > 0);
        QCOMPARE(stores().extractions.undo(all, 10)->restored, 0);
        QCOMPARE(stores().pages.page(m_first.page)->title, QStringLiteral("B"));
    }

    void undoAfterANewCaptureLeavesThePageToIt() {
        const ExtractionId extraction = begin();
        QVERIFY(*stores().extractions.replace(extraction, m_first.snapshot,
                                              made(QStringLiteral("A"), QStringLiteral("aa"))));
        fixture::archive(stores(), QStringLiteral("http://www.a.org/1"),
                         kept(QStringLiteral("New"), QStringLiteral("spring tide"), 50), 50);
        QCOMPARE(undone(extraction), 1);
        QCOMPARE(stores().pages.page(m_first.page)->title, QStringLiteral("New"));
        QCOMPARE(stores().snapshots.snapshot(m_first.snapshot)->title, QStringLiteral("Tide"));
    }

    void titleFromABookmarkComesBack() {
        NewJob job = fixture::newJob(QStringLiteral("http://d.org/"));
        job.title = QStringLiteral("Bookmark");
        const auto added = stores().jobs.add({job}, IfKept::CaptureAgain);
        const auto claimed = stores().jobs.claim(1, 1, {}, fixture::at(0), QSet<JobId>{added->first});
        const auto stored = stores().snapshots.commitCapture(claimed->first().id, fixture::capture(),
                                                             kept({}, QStringLiteral("untitled")));
        const ExtractionId extraction = begin();
        QVERIFY(*stores().extractions.replace(extraction, stored->snapshot,
                                              made(QStringLiteral("Found"), QStringLiteral("titled"))));
        QCOMPARE(stores().pages.page(stored->page)->title, QStringLiteral("Found"));
        QCOMPARE(undone(extraction), 1);
        QCOMPARE(stores().pages.page(stored->page)->title, QStringLiteral("Bookmark"));
    }

    // ---- what is kept for undo goes

    void nothingIsLeftOfWhatIsUndoneOrForgotten() {
        const QList<qint64> before = amounts();
        const ExtractionId first = begin();
        QVERIFY(*stores().extractions.replace(first, m_first.snapshot, made(QStringLiteral("A"), QStringLiteral("a"))));
        QCOMPARE(undone(first), 1);
        QCOMPARE(amounts(), before);
        QVERIFY(
            *stores().extractions.replace(begin(), m_first.snapshot, made(QStringLiteral("A"), QStringLiteral("a"))));
        QVERIFY(
            *stores().extractions.replace(begin(), m_first.snapshot, made(QStringLiteral("B"), QStringLiteral("b"))));
        while (*stores().extractions.forgetOld(1) > 0) {
        }
        const ExtractionId last = stores().extractions.last(ExtractionKind::Library)->value().id;
        QCOMPARE(undone(last), 1);
        QCOMPARE(stores().pages.page(m_first.page)->title, QStringLiteral("A"));
        QCOMPARE(amounts(), before);
    }

    void manyChoicesForgetTheOldestAndNeverTheLibrarysLast() {
        QVERIFY(
            *stores().extractions.replace(begin(), m_second.snapshot, made(QStringLiteral("L"), QStringLiteral("l"))));
        for (int i = 0; i < 110; ++i) {
            const ExtractionId choice = *stores().extractions.begin(ExtractionKind::Choice, fixture::at(i));
            QVERIFY(
                *stores().extractions.replace(choice, m_first.snapshot, made(QString::number(i), QStringLiteral("x"))));
            (void)stores().extractions.forgetOld(100);
        }
        QCOMPARE(*oneInteger(stores().database, "SELECT count(*) FROM former_article", 0), 101);
        QVERIFY(*stores().extractions.last(ExtractionKind::Library));
    }

    void anExtractionThatChangedNothingPushesNothingOut() {
        QVERIFY(
            *stores().extractions.replace(begin(), m_first.snapshot, made(QStringLiteral("A"), QStringLiteral("a"))));
        (void)begin();
        (void)begin();
        (void)stores().extractions.forgetOld(100);
        QVERIFY(*stores().extractions.last(ExtractionKind::Library));
        QCOMPARE(*oneInteger(stores().database, "SELECT count(*) FROM extraction", 0), 2);
    }

    void oneThatGoesOnAndChangedNothingYetIsNotForgotten() {
        const ExtractionId open = *stores().extractions.begin(ExtractionKind::Library, fixture::at(5));
        choose(m_second.snapshot, QStringLiteral("C"));
        (void)stores().extractions.forgetOld(100);
        const auto changed =
            stores().extractions.replace(open, m_first.snapshot, made(QStringLiteral("A"), QStringLiteral("a")));
        QVERIFY2(changed, changed ? "" : qPrintable(changed.error().message));
        QCOMPARE(undone(open), 1);
    }

    void purgedPageTakesItsFormerArticlesAndChoicesAlong() {
        NewArticle chosen = made(QStringLiteral("A"), QStringLiteral("a"));
        chosen.choice = {"{\"leaning\":1}", false, true};
        QVERIFY(*stores().extractions.replace(begin(), m_first.snapshot, chosen));
        QVERIFY(stores().pages.remove({m_first.page}, fixture::at(0)));
        QCOMPARE(*stores().pages.purge(fixture::at(100), 10), 1);
        for (const char* table : {"former_article", "snapshot_choice"})
            QCOMPARE(*oneInteger(stores().database, QByteArray("SELECT count(*) FROM ").append(table).constData(), 0),
                     0);
        QCOMPARE(amounts(), (QList<qint64>{2, 1})); // body and article, text of the other page
    }

    // ---- what is remembered

    void sitesAreRememberedAndForgotten() {
        const QString site = QStringLiteral("a.org");
        QCOMPARE(*stores().choices.ofSite(site), QByteArray());
        QVERIFY(stores().choices.remember(site, "{\"leaning\":1}", fixture::at(1)));
        QVERIFY(stores().choices.remember(site, "{\"leaning\":2}", fixture::at(2)));
        const auto all = stores().choices.all();
        QCOMPARE(all->size(), 1);
        QCOMPARE(all->first().site, site);
        QCOMPARE(all->first().json, QByteArray("{\"leaning\":2}"));
        QCOMPARE(all->first().chosenAt, fixture::at(2));
        QCOMPARE(all->first().pages, 1);
        QVERIFY(*stores().choices.forget(site));
        QVERIFY(!*stores().choices.forget(site));
        QVERIFY(stores().choices.all()->isEmpty());
    }

    void aJobIsClaimedWithWhatIsRememberedForItsSite() {
        QVERIFY(stores().choices.remember(QStringLiteral("a.org"), "{\"leaning\":1}", fixture::at(1)));
        for (const char* link : {"https://www.a.org/3", "http://c.org/4"})
            QVERIFY(stores().jobs.add({fixture::newJob(QString::fromLatin1(link))}, IfKept::CaptureAgain));
        QHash<QString, QByteArray> choices;
        const auto claimed = stores().jobs.claim(2, 2, {}, fixture::at(0), {});
        for (const Job& job : *claimed)
            choices.insert(job.link, job.choice);
        QCOMPARE(choices.value(QStringLiteral("https://www.a.org/3")), QByteArray("{\"leaning\":1}"));
        QCOMPARE(choices.value(QStringLiteral("http://c.org/4")), QByteArray());
    }

    void aSnapshotSaysWithWhichChoiceItWasMade() {
        NewSnapshot values = kept(QStringLiteral("Tide"), QStringLiteral("more"));
        values.choice = {"{\"leaning\":1}", true, false};
        const Committed stored = fixture::archive(stores(), QStringLiteral("http://a.org/5"), values);
        QCOMPARE(stores().snapshots.snapshot(stored.snapshot)->choice, values.choice);
        QCOMPARE(stores().snapshots.snapshot(m_first.snapshot)->choice, Choice());
    }

private:
    // At its end already, so that the next is another.
    ExtractionId begin() {
        const ExtractionId extraction = *stores().extractions.begin(ExtractionKind::Library, fixture::at(5));
        return endExtraction(stores(), extraction) ? extraction : 0;
    }

    void choose(SnapshotId snapshot, const QString& title) {
        const ExtractionId choice = *stores().extractions.begin(ExtractionKind::Choice, fixture::at(9));
        QVERIFY(*stores().extractions.replace(choice, snapshot, made(title, QStringLiteral("chosen"))));
    }

    int undone(ExtractionId extraction) {
        int restored = 0;
        for (;;) {
            const auto part = stores().extractions.undo(extraction, 1);
            if (!part || part->restored + part->left == 0)
                return part ? restored : -1;
            restored += part->restored;
        }
    }

    QList<PageId> found(const char* word) {
        PageQuery query;
        query.search = QString::fromLatin1(word);
        return stores().search.find(query, 0, false).valueOr({-1});
    }

    QList<qint64> amounts() {
        return {*oneInteger(stores().database, "SELECT count(*) FROM blob", 0),
                *oneInteger(stores().database, "SELECT count(*) FROM snapshot_text", 0)};
    }

    // All that extracting again may change.
    QStringList everything() {
        QStringList lines;
        for (const char* sql :
             {"SELECT quote(id) || quote(hex(article_blob)) || title || charset || word_count || "
              "published_at || text || extractor_version || flag || excerpt FROM snapshot ORDER BY id",
              "SELECT id || title || title_key || word_count || published_at || indexed_text FROM page "
              "ORDER BY id",
              "SELECT snapshot || choice || of_site || met FROM snapshot_choice ORDER BY snapshot"}) {
            Query query(stores().database, sql);
            query.bind();
            while (query.next())
                lines += query.text(0);
        }
        return lines;
    }

    Committed m_first, m_second;
};

QTEST_GUILESS_MAIN(ExtractionStoreTest)
#include "tst_extractionstore.moc"
