#include "withlibrary.h"

#include "library/errors.h"
#include "library/limits.h"
#include "library/query.h"
#include "library/searchquery.h"

#include <QRandomGenerator>

using namespace library;

// Search by what a person wrote about a page: its note and tags.
class OwnWordsTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    void noteAndTagsAreFoundAsTitleAndTextAre() {
        const PageId a = keep("Harbour", "ships and boats");
        const PageId b = keep("Sea", "ships and whales");
        note(a, "for grandfather");
        tag(b, "To Read");
        QCOMPARE(find("grandfather"), QList<PageId>{a});
        QCOMPARE(find("GRANDF*"), QList<PageId>{a});
        QCOMPARE(find("read"), QList<PageId>{b});
        QCOMPARE(find("\"to read\""), QList<PageId>{b});
        QCOMPARE(find("\"read to\""), QList<PageId>());
    }

    void wordsMayStandInDifferentPlaces() {
        const PageId a = keep("Harbour", "ships and boats");
        const PageId b = keep("Sea", "ships and whales");
        note(a, "for grandfather");
        tag(a, "later");
        tag(b, "later");
        QCOMPARE(find("ships later"), (QList<PageId>{b, a}));
        QCOMPARE(find("later boats"), QList<PageId>{a});
        QCOMPARE(find("harbour later grandfather boats"), QList<PageId>{a});
        QCOMPARE(find("later grandfather whales"), QList<PageId>());
        QCOMPARE(find("later wha*"), QList<PageId>{b});
        QCOMPARE(find("later missing"), QList<PageId>());
    }

    void excludedWordsCountInNoteAndTagsToo() {
        const PageId a = keep("A", "ships");
        const PageId b = keep("B", "ships and whales");
        const PageId c = keep("C", "ships");
        tag(a, "old");
        note(c, "whales, they say");
        for (const bool byRank : {false, true}) {
            QCOMPARE(find("ships -old", byRank), (QList<PageId>{c, b}));
            QCOMPARE(find("ships -whales", byRank), QList<PageId>{a});
            QCOMPARE(find("-whales", byRank), QList<PageId>{a});
            QCOMPARE(find("ships -tag:whales", byRank).size(), 3);
            QCOMPARE(find("ships -note:whales", byRank).size(), 2);
            QCOMPARE(find("old -ships", byRank), QList<PageId>());
        }
    }

    void fieldsNarrowAWordToTagNoteOrSite() {
        const PageId a = keep("tide", "tide");
        const PageId b = keep("B", "text");
        const PageId c = keep("C", "text");
        tag(b, "tide");
        note(c, "tide");
        QCOMPARE(find("tide").size(), 3);
        QCOMPARE(find("tag:tide"), QList<PageId>{b});
        QCOMPARE(find("TAG:ti*"), QList<PageId>{b});
        QCOMPARE(find("note:tide"), QList<PageId>{c});
        QCOMPARE(find("tag:tide text"), QList<PageId>{b});
        QCOMPARE(find("tag:tide note:tide"), QList<PageId>());
        QCOMPARE(find("-tag:tide"), (QList<PageId>{c, a}));
        QCOMPARE(find("tag: tide").size(), 0); // a word "tag" then
        const PageId far = fixture::archive(stores(), QStringLiteral("http://www.news.example.org/1"),
                                            fixture::snapshot({}, QStringLiteral("tide")))
                               .page;
        QCOMPARE(find("tide site:example.org"), QList<PageId>{far});
        QCOMPARE(find("site:EXAMPLE"), QList<PageId>{far});
        QCOMPARE(find("tide -site:example"), (QList<PageId>{c, b, a}));
        QCOMPARE(find("site:example site:a.org"), QList<PageId>());
    }

    void noPhraseRunsFromOneTagIntoTheNext() {
        const PageId a = keep("A", "x");
        tag(a, "deep sea");
        tag(a, "winds");
        QCOMPARE(find("\"deep sea\""), QList<PageId>{a});
        QCOMPARE(find("\"sea winds\""), QList<PageId>());
        QCOMPARE(find("sea winds"), QList<PageId>{a});
    }

    void charactersOfScriptsWithoutSpacesAreFound() {
        const PageId a = keep("A", "x");
        const PageId b = keep("B", "x");
        note(a, "机器学习很有用");
        tag(b, "ที่บ้าน");
        QCOMPARE(find("学习"), QList<PageId>{a});
        QCOMPARE(find("习学"), QList<PageId>());
        QCOMPARE(find("ที่"), QList<PageId>{b});
        QCOMPARE(snippet(a, "学习").snippet, QStringLiteral("机器\ue000学习\ue001很有用"));
    }

    void editedNoteIsFoundByItsNewWordsOnly() {
        const PageId a = keep("A", "x");
        note(a, "first thought");
        note(a, "second thought");
        QCOMPARE(find("first"), QList<PageId>());
        QCOMPARE(find("second"), QList<PageId>{a});
        note(a, "first thought"); // as undo does
        QCOMPARE(find("first"), QList<PageId>{a});
        note(a, "");
        QCOMPARE(find("thought"), QList<PageId>());
    }

    void removedTagIsNoLongerFoundAndComesBackWithUndo() {
        const PageId a = keep("A", "x");
        const PageId b = keep("B", "x");
        tag(a, "old name");
        tag(b, "old name");
        QVERIFY(stores().pages.removeTag({a, b}, QStringLiteral("old name")));
        tag(a, "new name");
        QCOMPARE(find("old"), QList<PageId>());
        QCOMPARE(find("new name"), QList<PageId>{a});
        QVERIFY(stores().pages.addTag({a, b}, QStringLiteral("old name")));
        QCOMPARE(find("old"), (QList<PageId>{b, a}));
    }

    void tagsOfAJobAreFoundOnceThePageIsThere() {
        const auto added = stores().jobs.add(
            {fixture::newJob(QStringLiteral("http://b.org/"), {QStringLiteral("bookmarks")})}, IfKept::CaptureAgain);
        const auto claimed = stores().jobs.claim(1, 1, {}, fixture::at(0), {added->first});
        const auto stored = stores().snapshots.commitCapture(claimed->first().id, fixture::capture(),
                                                             fixture::snapshot({}, QStringLiteral("x")));
        QCOMPARE(find("bookmarks"), QList<PageId>{stored->page});
    }

    void binHidesAndCountsRestoreShowsAndPurgeForgets() {
        const PageId a = keep("A", "tide");
        const PageId b = keep("B", "tide");
        const PageId c = keep("C", "tide");
        note(a, "grandfather");
        tag(b, "grandfather");
        tag(c, "grandfather");
        QCOMPARE(inBin("tide"), 0);
        QVERIFY(stores().pages.remove({a, b}, fixture::at(100)));
        QCOMPARE(find("grandfather"), QList<PageId>{c});
        QCOMPARE(inBin("grandfather"), 2);
        QCOMPARE(inBin("tide"), 2);
        QCOMPARE(inBin("note:grandfather"), 1);
        QCOMPARE(inBin("nothing"), 0);
        QCOMPARE(inBin(""), 0);
        QVERIFY(stores().pages.restore({a}));
        QCOMPARE(find("grandfather"), (QList<PageId>{c, a}));
        QCOMPARE(inBin("grandfather"), 1);
        const qint64 month = binDays.standard * 24 * 3600;
        QCOMPARE(*stores().pages.purge(fixture::at(100 + month).addDays(-binDays.standard)), 0);
        QCOMPARE(inBin("grandfather"), 1);
        QCOMPARE(*stores().pages.purge(fixture::at(101 + month).addDays(-binDays.standard)), 1);
        QCOMPARE(inBin("grandfather"), 0);
        PageQuery everything;
        everything.search = QStringLiteral("grandfather");
        everything.shelf = PageShelf::Bin;
        QVERIFY(stores().search.find(everything)->isEmpty());
    }

    void ownWordsComeFirstByRank() {
        const PageId title = keep("Tides", "about tides");
        const PageId tagged = keep("Moon", "about water");
        const PageId text = keep("Sun", "tides");
        tag(tagged, "tides");
        QCOMPARE(find("tides", true), (QList<PageId>{tagged, title, text}));
        QCOMPARE(find("tides", true, 2), (QList<PageId>{tagged, title}));
        QCOMPARE(find("tides about", true), (QList<PageId>{tagged, title}));
    }

    void everyOrderHoldsTextsAndOwnWords() {
        const PageId a = keep("B", "tide");
        const PageId b = keep("A", "nothing");
        const PageId c = keep("C", "tide");
        const PageId other = keep("D", "nothing");
        tag(b, "tide");
        tag(c, "tide");
        PageQuery query;
        query.search = QStringLiteral("tide");
        const auto found = [&](PageSort sort, bool descending, int limit = 0) {
            query.sort = sort;
            query.descending = descending;
            return *stores().search.find(query, limit);
        };
        QCOMPARE(found(PageSort::Added, true), (QList<PageId>{c, b, a}));
        QCOMPARE(found(PageSort::Added, false), (QList<PageId>{a, b, c}));
        QCOMPARE(found(PageSort::Added, true, 2), (QList<PageId>{c, b}));
        QCOMPARE(found(PageSort::Title, false), (QList<PageId>{b, a, c}));
        QCOMPARE(found(PageSort::Title, false, 1), QList<PageId>{b});
        QCOMPARE(found(PageSort::Length, false), (QList<PageId>{a, c, b}));
        query.tag = QStringLiteral("tide");
        QCOMPARE(found(PageSort::Title, false), (QList<PageId>{b, c}));
        QVERIFY(!found(PageSort::Published, false).contains(other));
    }

    void snippetShowsTheNoteOrTagsWhereTheTextHoldsNoMatch() {
        const PageId a = keep("A", "water everywhere");
        note(a, "for <b>grandfather</b>\nwho sailed");
        tag(a, "to read");
        tag(a, "sea");
        QCOMPARE(snippet(a, "water").of, SnippetOf::Text);
        QCOMPARE(snippet(a, "grandfather").of, SnippetOf::Note);
        QCOMPARE(snippet(a, "grandfather").snippet, QStringLiteral("for <b>\ue000grandfather\ue001</b> who sailed"));
        QCOMPARE(snippet(a, "read").of, SnippetOf::Tags);
        QCOMPARE(snippet(a, "read").snippet, QStringLiteral("sea, to \ue000read\ue001"));
        QCOMPARE(snippet(a, "water grandfather").of, SnippetOf::Note);
        QCOMPARE(snippet(a, "tag:sea").snippet, QStringLiteral("\ue000sea\ue001, to read"));
        QCOMPARE(snippet(a, "tag:water").of, SnippetOf::Text);
        QCOMPARE(snippet(a, "nothing").snippet, QStringLiteral("water everywhere"));
    }

    void titleWithoutAMarkGivesWayToTheNote() {
        const PageId a = keep("Tide", "water");
        QCOMPARE(snippet(a, "tide").of, SnippetOf::Text);
        note(a, "tide");
        QCOMPARE(snippet(a, "tide").of, SnippetOf::Note);
    }

    void nothingTypedIsAnErrorAndNothingStoredIs() {
        QRandomGenerator random(11);
        const QString alphabet = QStringLiteral("ab\"*-():^{}+,'\\ \n学ที\u0301\ue000\ue001\ue002");
        const QStringList words{QStringLiteral("tag:"), QStringLiteral("note:"), QStringLiteral("site:"),
                                QStringLiteral("-")};
        const auto text = [&] {
            QString made;
            for (int n = 0; n < 10; ++n)
                made += random.bounded(4) == 0 ? words[random.bounded(4)]
                                               : QString(alphabet[random.bounded(int(alphabet.size()))]);
            return made;
        };
        const PageId a = keep("a", "b");
        for (int i = 0; i < 100; ++i) {
            const QString typed = text();
            QVERIFY(stores().pages.setNote(a, text()));
            QVERIFY(stores().pages.addTag({a}, text()));
            PageQuery query;
            query.search = typed;
            for (const bool byRank : {false, true})
                QVERIFY2(stores().search.find(query, 3, byRank), qPrintable(typed));
            QVERIFY2(stores().search.snippets({a}, typed), qPrintable(typed));
            QVERIFY2(stores().search.countInBin(query), qPrintable(typed));
        }
    }

    // More pages than are sought one by one.
    void manyPagesWithOneTagAreNarrowedByTheirText() {
        QList<PageId> odd;
        for (int i = 0; i < 200; ++i) {
            const PageId page = keep("A", i % 2 == 1 ? "odd number" : "even number");
            tag(page, "imported");
            if (i % 2 == 1)
                odd.prepend(page);
        }
        QCOMPARE(find("imported odd"), odd);
        QCOMPARE(find("imported number odd", true).size(), 100);
        QCOMPARE(find("imported num*").size(), 200);
    }

    // More notes than are weighed, and than are looked at together.
    void ofManyNotesTheNewestAreWeighedAndEveryOrderHoldsAll() {
        const int most = int(rankedMatches.standard);
        const int notes = 2 * most + 500;
        fillWithNotes(notes);
        const QList<PageId> ranked = find("common", true);
        QCOMPARE(ranked.size(), most);
        QCOMPARE(ranked.first(), notes);
        QCOMPARE(ranked.last(), notes - most + 1);
        QCOMPARE(find("common", true), ranked);
        QCOMPARE(find("common", true, 50), ranked.mid(0, 50));
        QCOMPARE(find("common").size(), notes);
        QCOMPARE(find("common", false, 70).first(), notes);
        QCOMPARE(find("common", false, 70).size(), 70);

        PageQuery query;
        query.search = QStringLiteral("common");
        query.sort = PageSort::Title;
        query.descending = false;
        QCOMPARE(stores().search.find(query)->size(), notes);

        // What is found only among the oldest is found, whichever word it is and wherever it stands.
        QCOMPARE(find("common oldest", true), (QList<PageId>{3, 2, 1}));
        QCOMPARE(find("common oldest"), (QList<PageId>{3, 2, 1}));
        QCOMPARE(find("common tide", true), QList<PageId>{1});
        QCOMPARE(find("common tide"), QList<PageId>{1});
        query.shelf = PageShelf::Starred;
        QCOMPARE(*stores().search.find(query, 0, true), QList<PageId>{2});
        QCOMPARE(find("common -oldest", true), ranked);
        m_library.reset(); // made up beside the program, it is not whole
    }

    void readOnlyLibraryIsSearchedTheSame() {
        const PageId a = keep("A", "x");
        note(a, "grandfather");
        QVERIFY(stores().pages.remove({keep("B", "grandfather")}, fixture::at(0)));
        const auto reading = Library::open({m_library->file(), OpenMode::ReadOnly, false});
        QVERIFY(reading);
        PageQuery query;
        query.search = QStringLiteral("grandfather");
        QCOMPARE(*(*reading)->here().search.find(query), QList<PageId>{a});
        QCOMPARE(*(*reading)->here().search.countInBin(query), 1);
        QCOMPARE((*reading)->here().search.snippets({a}, query.search)->first().of, SnippetOf::Note);
        QCOMPARE((*reading)->here().pages.setNote(a, {}).error().kind, QByteArray(libraryReadOnly));
    }

private:
    // Pages with a note alone, but the first, which has a text: beside the program, because it would take minutes.
    void fillWithNotes(int pages) {
        const PageId first = keep("Tide", "tide");
        QCOMPARE(first, 1);
        Database& database = stores().database;
        QVERIFY(database.execute(
            "CREATE TEMP TABLE made(id INTEGER PRIMARY KEY);"
            "INSERT INTO made WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) "
            "SELECT i FROM n"));
        QVERIFY(change(database, "DELETE FROM made WHERE id > ?", pages));
        QVERIFY(database.execute(
            "INSERT INTO page(id, link, hash_url, title, title_key, site, added_at, listed, current_snapshot, "
            "captured_at, word_count, snapshots, starred, note, indexed_text) SELECT made.id, 'http://b.org/' || "
            "made.id, "
            "'', title, title_key, 'b.org', added_at, 1, NULL, captured_at, 1, 0, made.id = 2, "
            "iif(made.id < 4, 'common oldest', 'common'), NULL FROM made, page WHERE page.id = 1;"
            "INSERT INTO search_own(rowid, note, tags) SELECT id, note, '' FROM page WHERE id > 1"));
        note(first, "common oldest");
    }

    PageId keep(const char* title, const char* text) {
        return fixture::archive(stores(), QStringLiteral("http://a.org/%1").arg(++m_links),
                                fixture::snapshot(QString::fromUtf8(title), QString::fromUtf8(text)))
            .page;
    }
    void note(PageId page, const char* words) { QVERIFY(stores().pages.setNote(page, QString::fromUtf8(words))); }
    void tag(PageId page, const char* words) { QVERIFY(stores().pages.addTag({page}, QString::fromUtf8(words))); }
    QList<PageId> find(const char* search, bool byRank = false, int limit = 0) {
        PageQuery query;
        query.search = QString::fromUtf8(search);
        return stores().search.find(query, limit, byRank).valueOr({-1});
    }
    qint64 inBin(const char* search) {
        PageQuery query;
        query.search = QString::fromUtf8(search);
        return stores().search.countInBin(query).valueOr(-1);
    }
    SearchHit snippet(PageId page, const char* search) {
        return stores().search.snippets({page}, QString::fromUtf8(search)).valueOr({SearchHit{}}).first();
    }

    int m_links = 0;
};

QTEST_GUILESS_MAIN(OwnWordsTest)
#include "tst_ownwords.moc"
