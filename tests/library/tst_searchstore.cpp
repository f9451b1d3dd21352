#include "withlibrary.h"

#include "library/errors.h"
#include "library/searchtext.h"

#include <QRandomGenerator>

using namespace library;

class SearchStoreTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    PageId keep(const QString& title, const QString& text) {
        return fixture::archive(stores(), QStringLiteral("http://a.org/%1").arg(++m_links),
                                fixture::snapshot(title, text))
            .page;
    }
    QList<PageId> find(const QString& search, int limit = 0, bool byRank = false) {
        PageQuery query;
        query.search = search;
        const auto found = stores().search.find(query, limit, byRank);
        if (!found)
            qWarning("%s", qPrintable(found.error().message));
        return found ? *found : QList<PageId>{-1};
    }

    void everyWordIsWanted() {
        const PageId a = keep(QStringLiteral("Harbour"), QStringLiteral("ships and boats"));
        const PageId b = keep(QStringLiteral("Sea"), QStringLiteral("ships and whales"));
        QCOMPARE(find(QStringLiteral("ships")), (QList<PageId>{b, a}));
        QCOMPARE(find(QStringLiteral("SHIPS boats")), QList<PageId>{a});
        QCOMPARE(find(QStringLiteral("harbour whales")), QList<PageId>());
        QCOMPARE(find(QStringLiteral("harbour boats")), QList<PageId>{a});
        QCOMPARE(find(QStringLiteral("ships -boats")), QList<PageId>{b});
        QCOMPARE(find(QStringLiteral("-boats")), QList<PageId>{b});
        QCOMPARE(find(QStringLiteral("wha*")), QList<PageId>{b});
        QCOMPARE(find(QStringLiteral("wha")), QList<PageId>());
        QCOMPARE(find(QStringLiteral("w*")), QList<PageId>()); // one letter is a word, not a beginning
        QCOMPARE(find(QStringLiteral("wh*")), QList<PageId>{b});
        QCOMPARE(find(QStringLiteral("\"and boats\"")), QList<PageId>{a});
        QCOMPARE(find(QStringLiteral("\"boats and\"")), QList<PageId>());
        QCOMPARE(find(QStringLiteral("ships"), 1), QList<PageId>{b});
    }

    void accentsAndCaseDoNotMatter() {
        const PageId a = keep({}, QStringLiteral("Crème brûlée, Ångström; naïve"));
        for (const auto& word : {u"creme", u"CRÈME", u"brulee", u"angstrom", u"naïve"})
            QCOMPARE(find(QString::fromUtf16(word)), QList<PageId>{a});
        // The same word, decomposed.
        QCOMPARE(find(QStringLiteral("cre\u0300me")), QList<PageId>{a});
    }

    void titleWeighsMoreThanText() {
        const PageId title = keep(QStringLiteral("Tides"), QStringLiteral("about water and other things"));
        const PageId text = keep(QStringLiteral("Moon"), QStringLiteral("tides are about water and other things"));
        QCOMPARE(find(QStringLiteral("tides"), 0, true), (QList<PageId>{title, text}));
        QCOMPARE(find(QStringLiteral("tides")), (QList<PageId>{text, title}));
    }

    void scriptsWithoutSpacesAreFoundByAnyRunOfCharacters_data() {
        QTest::addColumn<QString>("search");
        QTest::addColumn<int>("page"); // 0: none, 1: Chinese, 2: Japanese, 3: Thai, 4: Korean
        QTest::newRow("one") << QStringLiteral("械") << 1;
        QTest::newRow("two") << QStringLiteral("学习") << 1;
        QTest::newRow("long") << QStringLiteral("机器学习很有") << 1;
        QTest::newRow("title") << QStringLiteral("机械") << 1;
        QTest::newRow("mixed") << QStringLiteral("用Python写") << 1;
        QTest::newRow("two words") << QStringLiteral("机器 python") << 1;
        QTest::newRow("phrase") << QStringLiteral("\"机器学习\"") << 1;
        QTest::newRow("prefix") << QStringLiteral("机器*") << 1;
        QTest::newRow("other order") << QStringLiteral("习学") << 0;
        QTest::newRow("not next to each other") << QStringLiteral("机学") << 0;
        QTest::newRow("kana") << QStringLiteral("ている") << 2;
        QTest::newRow("beyond the basic plane") << QStringLiteral("𠮷野") << 2;
        QTest::newRow("thai") << QStringLiteral("ที่") << 3;
        QTest::newRow("hangul inside a word") << QStringLiteral("도서") << 4;
    }
    void scriptsWithoutSpacesAreFoundByAnyRunOfCharacters() {
        const QList<PageId> pages{
            keep(QStringLiteral("机械"), QStringLiteral("机器学习很有用，用Python写。")),
            keep(QStringLiteral("日本"), QStringLiteral("𠮷野家で食べている。")),
            keep(QStringLiteral("ไทย"), QStringLiteral("ฉันอยู่ที่บ้าน")),
            keep(QStringLiteral("한국"), QStringLiteral("국립도서관에서 책을 읽었다")),
        };
        QFETCH(QString, search);
        QFETCH(int, page);
        QCOMPARE(find(search), page == 0 ? QList<PageId>() : QList<PageId>{pages[page - 1]});
    }

    void snippetsMarkTheMatchInPlainText() {
        const PageId a = keep(QStringLiteral("T"), QStringLiteral("before the <b>tide</b> & after \ue000it\ue001"));
        const PageId b = keep(QStringLiteral("T"), QStringLiteral("机器学习很有用"));
        const PageId c = keep(QStringLiteral("tide"), QStringLiteral("nothing of the kind"));
        const auto text = [this](PageId page, const QString& search) {
            return stores().search.snippets({page}, search)->first().snippet;
        };
        QCOMPARE(text(a, QStringLiteral("tide")), QStringLiteral("before the <b>\ue000tide\ue001</b> & after it"));
        QCOMPARE(text(b, QStringLiteral("学习")), QStringLiteral("机器\ue000学习\ue001很有用"));
        QCOMPARE(text(c, QStringLiteral("tide")), QStringLiteral("nothing of the kind"));
        QCOMPARE(text(c, QStringLiteral("-tide")), QStringLiteral("nothing of the kind"));
        QCOMPARE(text(c, {}), QStringLiteral("nothing of the kind"));
        QCOMPARE(stores().search.snippets({a, b, c, 99}, QStringLiteral("tide"))->size(), 4);
    }

    void onlyTheCurrentTextIsFound() {
        const QString link = QStringLiteral("http://a.org/x");
        const auto page = fixture::archive(stores(), link, fixture::snapshot({}, QStringLiteral("older words"))).page;
        fixture::archive(stores(), link, fixture::snapshot({}, QStringLiteral("newer words")));
        QCOMPARE(find(QStringLiteral("older")), QList<PageId>());
        QCOMPARE(find(QStringLiteral("newer")), QList<PageId>{page});
        QCOMPARE(find(QStringLiteral("words")), QList<PageId>{page});
    }

    void searchKeepsToShelfSiteTagAndOrder() {
        const PageId a = keep(QStringLiteral("B"), QStringLiteral("tide"));
        const PageId b = keep(QStringLiteral("A"), QStringLiteral("tide tide"));
        QVERIFY(stores().pages.addTag({a}, QStringLiteral("x")));
        QVERIFY(stores().pages.remove({keep(QStringLiteral("C"), QStringLiteral("tide"))}, fixture::at(0)));
        PageQuery query;
        query.search = QStringLiteral("tide");
        query.sort = PageSort::Title;
        query.descending = false;
        QCOMPARE(*stores().search.find(query), (QList<PageId>{b, a}));
        query.tag = QStringLiteral("x");
        QCOMPARE(*stores().search.find(query), QList<PageId>{a});
        query.tag.clear();
        query.site = QStringLiteral("b.org");
        QVERIFY(stores().search.find(query)->isEmpty());
        query.site.clear();
        query.shelf = PageShelf::Bin;
        QCOMPARE(stores().search.find(query)->size(), 1);
        for (int sort = 0; sort <= int(PageSort::Length); ++sort) {
            query.sort = PageSort(sort);
            query.search = QStringLiteral("-nothing");
            QCOMPARE(stores().search.find(query)->size(), 1);
            query.search = QStringLiteral("tide");
            QCOMPARE(stores().search.find(query)->size(), 1);
        }
    }

    void nothingTypedIsAnError_data() {
        QTest::addColumn<QString>("search");
        for (const char* typed : {"\"",
                                  "\"\"",
                                  "\"a",
                                  "a\"b\"c",
                                  "-",
                                  "--",
                                  "-a",
                                  "- a",
                                  "*",
                                  "**",
                                  "a*b",
                                  "a**",
                                  "*a",
                                  "AND",
                                  "OR",
                                  "NOT",
                                  "NEAR(",
                                  "a AND",
                                  "a NOT",
                                  "NEAR(a b, 3)",
                                  "title:a",
                                  "text : a",
                                  "{title text}: a",
                                  "^a",
                                  "a + b",
                                  "(",
                                  ")",
                                  "((a)",
                                  "'",
                                  "';DROP TABLE page;--",
                                  "\\",
                                  "%",
                                  "_",
                                  "a\tb\nc",
                                  "!!!",
                                  "\xf0\x9f\x98\x80",
                                  "\xe2\x80\x9cquoted\xe2\x80\x9d",
                                  "\xcc\x81",
                                  "rank",
                                  "a:b:c",
                                  "c++",
                                  "c#",
                                  "-\"a b\"",
                                  "search MATCH 'x'",
                                  "\x1f",
                                  "a\x1f"
                                  "b",
                                  "0",
                                  "-0*"})
            QTest::newRow(typed) << QString::fromUtf8(typed);
        QTest::newRow("NUL") << QString(QStringLiteral("a") + QChar(0) + QStringLiteral("b"));
        QTest::newRow("lone surrogate") << QString(QChar(0xd800));
        QTest::newRow("endless") << QString(200'000, u'a');
        QTest::newRow("many words") << QStringLiteral("ab ").repeated(50'000);
        QTest::newRow("many exclusions") << QStringLiteral("-ab ").repeated(50'000);
        QTest::newRow("many quotes") << QStringLiteral("\"").repeated(50'000);
        QTest::newRow("many characters") << QStringLiteral("学").repeated(50'000);
    }
    void nothingTypedIsAnError() {
        keep(QStringLiteral("a b c"), QStringLiteral("a b c 学"));
        QFETCH(QString, search);
        for (const bool byRank : {false, true})
            QVERIFY(!find(search, 10, byRank).contains(-1));
        QVERIFY(stores().search.snippets({1}, search));
    }

    void randomStringsAreNoErrors() {
        const PageId page = keep(QStringLiteral("a"), QStringLiteral("b"));
        QRandomGenerator random(7);
        const QString alphabet = QStringLiteral("ab\"*-()^:{}+,'\\ \n学ที\u0301\ue000");
        for (int i = 0; i < 2000; ++i) {
            QString typed;
            for (int n = 0; n < 12; ++n)
                typed += alphabet[random.bounded(int(alphabet.size()))];
            QVERIFY2(!find(typed).contains(-1), qPrintable(typed));
            QVERIFY(stores().search.snippets({page}, typed));
        }
    }

    void splittingKeepsTheTextApartFromTheMarks() {
        QRandomGenerator random(7);
        const QString alphabet = QStringLiteral("ab 学ที่カ가𠮷e\u0301\n");
        for (int i = 0; i < 2000; ++i) {
            QString text;
            for (int n = 0; n < 20; ++n)
                text += alphabet[random.bounded(int(alphabet.size()))];
            const auto marked = split(text);
            QCOMPARE(QString(marked.value_or(text)).remove(characterBreak), text);
        }
        QVERIFY(!split(QStringLiteral("plain text")));
        QCOMPARE(*split(QStringLiteral("a学b")), QStringLiteral("a\x1f学\x1f"
                                                                "b"));
    }

private:
    int m_links = 0;
};

QTEST_GUILESS_MAIN(SearchStoreTest)
#include "tst_searchstore.moc"
