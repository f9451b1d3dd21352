#include "article/article.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

QByteArray paragraph(int words) {
    QByteArray text;
    for (int i = 0; i < words; ++i)
        text += "word" + QByteArray::number(i) + ' ';
    return "<p>" + text.trimmed() + ".</p>";
}

} // namespace

class ExtractTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void contentIsKeptAndNavigationIsNot() {
        const Article found =
            extract("<html><body><nav><ul><li><a href=/a>Home</a></li></ul></nav><main><h1>Head</h1>" + paragraph(40) +
                    paragraph(30) + "</main><footer>Copyright by somebody</footer></body></html>");
        QVERIFY(found.text.contains(QLatin1String("word39")));
        QVERIFY(found.text.contains(QLatin1String("Head")));
        QVERIFY(!found.text.contains(QLatin1String("Home")));
        QVERIFY(!found.text.contains(QLatin1String("Copyright")));
        QVERIFY(found.html.contains("<h1>Head</h1>"));
    }

    void nothingGivesAnEmptyArticle() {
        const Article found = extract(QByteArray());
        QVERIFY(found.text.isEmpty());
        QVERIFY(found.html.isEmpty());
        QCOMPARE(found.flag, Flag::None);
    }

    void codeKeepsItsWhiteSpace() {
        const Article found = extract("<main>" + paragraph(50) +
                                      "<pre><code class=\"language-c\" data-lang=c><span class=k>int</span> a;\n"
                                      "    b;\n\n  c;</code></pre></main>");
        QVERIFY2(found.html.contains("<pre><code class=\"language-c\" data-lang=\"c\"><span class=\"k\">int</span> a;\n"
                                     "    b;\n\n  c;</code></pre>"),
                 found.html.constData());
        QVERIFY(found.text.contains(QLatin1String("int a;\n    b;\n\n  c;")));
    }

    void wordsAreCountedInScriptsWithoutSpaces_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("Chinese") << QStringLiteral("市议会星期二投票决定重建旧的东码头");
        QTest::newRow("Thai") << QStringLiteral("สภาเมืองลงมติเมื่อวันอังคารให้สร้างท่าเรือเก่า");
        QTest::newRow("Lao") << QStringLiteral("ສະພາທ່າເຮືອໄດ້ລົງຄະແນນສຽງໃນວັນອັງຄານເພື່ອສ້າງ");
        QTest::newRow("Khmer") << QStringLiteral("ក្រុមប្រឹក្សាកំពង់ផែបានបោះឆ្នោតនៅថ្ងៃអង្គារ");
        QTest::newRow("Burmese") << QStringLiteral("ဆိပ်ကမ်းကောင်စီသည်ပြန်လည်တည်ဆောက်ရန်မဲပေးခဲ့");
    }
    void wordsAreCountedInScriptsWithoutSpaces() {
        QFETCH(QString, text);
        QCOMPARE(extract("<p>" + text.toUtf8()).wordCount, int(text.size() + 1) / 2);
    }

    void theExcerptDoesNotRepeatTheTitle() {
        const Article found = extract("<title>Head</title><main><h1>Head</h1>" + paragraph(40) + "</main>");
        QCOMPARE(found.title, QStringLiteral("Head"));
        QVERIFY2(found.excerpt.startsWith(QLatin1String("word0 ")), qPrintable(found.excerpt));
        QCOMPARE(extract("<title>Head</title><h1>Head</h1>").excerpt, QStringLiteral("Head"));
    }

    void noCharacterIsCutInTwo() {
        const QByteArray smileys = QByteArray("\U0001F600").repeated(400);
        for (const QByteArray& start : {QByteArray(), QByteArray("x")}) {
            const Article found = extract("<p>" + start + "words " + smileys);
            const Article plain = articleFromText(start + smileys);
            const QString link = anchorsOf("<a href=https://a.example>" + start + smileys).value(0).text;
            for (const QString& each : {found.excerpt, plain.title, plain.excerpt, link}) {
                QVERIFY(each.size() >= 199);
                QVERIFY(!each.contains(QChar(0xFFFD)));
                QVERIFY(each.isValidUtf16());
            }
        }
    }

    void flagNamesGoBothWays() {
        for (const Flag flag : {Flag::None, Flag::Login, Flag::Challenge, Flag::NeedsBrowser, Flag::Truncated})
            QCOMPARE(flagFromName(flagName(flag)), flag);
        QCOMPARE(flagFromName("nonsense"), Flag::None);
    }
};

QTEST_GUILESS_MAIN(ExtractTest)
#include "tst_extract.moc"
