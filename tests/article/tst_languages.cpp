#include "article/article.h"
#include "article/languages.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

QByteArray page(const QByteArray& attributes, const QByteArray& content, const QByteArray& head = {}) {
    return "<html " + attributes + "><head>" + head + "</head><body><main>" + content + "</main></body></html>";
}

QByteArray paragraphs(const QByteArray& sentence) {
    return QByteArray("<p>" + sentence.repeated(8) + "</p>\n").repeated(3);
}

const QByteArray english = "The river bends here and flows on. ";
const QByteArray hebrew = "הנהר מתעקל כאן וזורם הלאה אל הים. ";
const QByteArray arabic = "ينحني النهر هنا ثم يجري نحو البحر. ";
const QByteArray japanese = "川はここで曲がり、海へと流れていきます。";
const QByteArray chinese = "河流在此处弯曲，然后继续流向大海。";
const QByteArray korean = "강은 여기에서 굽이쳐 바다로 흘러갑니다. ";
const QByteArray thai = "แม่น้ำโค้งที่นี่แล้วไหลลงสู่ทะเล ";
const QByteArray greek = "Ο ποταμός στρίβει εδώ και κυλά προς τη θάλασσα. ";
const QByteArray russian = "Река здесь поворачивает и течёт дальше к морю. ";

} // namespace

class LanguagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void tagsAreNormalised_data() {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* said, const char* expected) {
            QTest::newRow(said) << text(said) << text(expected);
        };
        row("en", "en");
        row(" EN_us ", "en-us");
        row("de-DE, en", "de-de");
        row("en_GB.UTF-8", "en-gb");
        row("zh-Hans-CN", "zh-hans-cn");
        row("eng", "en");
        row("English", "en");
        row("Deutsch", "de");
        row("日本語", "ja");
        row("iw", "he");
        row("jp", "ja");
        row("yue", "yue");
        row("und", "");
        row("x-default", "");
        row("{{ lang }}", "");
        row("<script>", "");
        row("e", "");
        row("", "");
    }
    void tagsAreNormalised() {
        QFETCH(QString, said);
        QFETCH(QString, expected);
        QCOMPARE(languageTag(said), expected);
    }

    void hugeTagIsCut() {
        QVERIFY(languageTag(QStringLiteral("en-") + QStringLiteral("abc-").repeated(10'000)).size() <= 35);
    }

    void statedLanguageIsTaken_data() {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<QByteArray>("head");
        const auto row = [](const char* name, const char* attributes, const char* head) {
            QTest::newRow(name) << QByteArray(attributes) << QByteArray(head);
        };
        row("lang", "lang=de-AT", "");
        row("xml:lang", "xml:lang=de-AT", "");
        row("http-equiv", "", "<meta http-equiv=content-language content=de-AT>");
        row("Open Graph", "", "<meta property=og:locale content=de_AT>");
        row("Dublin Core", "", "<meta name=DC.language content=de-AT>");
        row("JSON-LD", "",
            "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"inLanguage\":\"de-AT\"}</script>");
        row("nothing else is a tag", "lang=''", "<meta property=og:locale content=de_AT>");
    }
    void statedLanguageIsTaken() {
        QFETCH(QByteArray, attributes);
        QFETCH(QByteArray, head);
        QCOMPARE(extract(page(attributes, paragraphs(english), head)).language, QStringLiteral("de-at"));
    }

    void nearestStatementCounts() {
        const Article found = extract("<html lang=en dir=ltr><body><main lang=he dir=rtl>" + paragraphs(hebrew) +
                                      "</main></body></html>");
        QCOMPARE(found.language, QStringLiteral("he"));
        QCOMPARE(found.direction, QStringLiteral("rtl"));
    }

    void scriptTellsTheLanguageWhereNothingElseDoes_data() {
        QTest::addColumn<QByteArray>("sentence");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("direction");
        const auto row = [](const char* language, const QByteArray& sentence, const char* direction) {
            QTest::newRow(language) << sentence << text(language) << text(direction);
        };
        row("ja", japanese, "ltr");
        row("zh", chinese, "ltr");
        row("ko", korean, "ltr");
        row("th", thai, "ltr");
        row("he", hebrew, "rtl");
        row("el", greek, "ltr");
        QTest::newRow("Russian is not alone in its letters") << russian << QString() << text("ltr");
        QTest::newRow("nor is Arabic") << arabic << QString() << text("rtl");
        QTest::newRow("nor is English") << english << QString() << text("ltr");
        QTest::newRow("Japanese with much English")
            << QByteArray(english + japanese.repeated(3)) << text("ja") << text("ltr");
        QTest::newRow("English with a Hebrew word") << QByteArray(english + "שלום ") << QString() << text("ltr");
    }
    void scriptTellsTheLanguageWhereNothingElseDoes() {
        QFETCH(QByteArray, sentence);
        QFETCH(QString, language);
        QFETCH(QString, direction);
        const Article found = extract(page({}, paragraphs(sentence)));
        QCOMPARE(found.language, language);
        QCOMPARE(found.direction, direction);
    }

    void lettersProveAThemesLanguageWrong() {
        QCOMPARE(extract(page("lang=en", paragraphs(thai))).language, QStringLiteral("th"));
        QCOMPARE(extract(page("lang=en-US", paragraphs(arabic))).language, QString());
        QCOMPARE(extract(page("lang=en-US", paragraphs(arabic))).direction, QStringLiteral("rtl"));
        QCOMPARE(extract(page("lang=sr", paragraphs(russian))).language, QStringLiteral("sr"));
        QCOMPARE(extract(page("lang=uk", paragraphs(russian))).language, QStringLiteral("uk"));
    }

    void statedDirectionGoesFirst() {
        QCOMPARE(extract(page("dir=RTL", paragraphs(english))).direction, QStringLiteral("rtl"));
        QCOMPARE(extract(page("dir=ltr", paragraphs(hebrew))).direction, QStringLiteral("ltr"));
        QCOMPARE(extract(page("dir=auto", paragraphs(hebrew))).direction, QStringLiteral("rtl"));
    }

    void languageDecidesWhereLettersAreMixed() {
        const QByteArray mixed = paragraphs(arabic + english);
        QCOMPARE(extract(page("lang=ar", mixed)).direction, QStringLiteral("rtl"));
        QCOMPARE(extract(page("lang=en", mixed)).direction, QStringLiteral("ltr"));
        QCOMPARE(extract(page("lang=az-Arab", mixed)).direction, QStringLiteral("rtl"));
        QCOMPARE(extract(page("lang=ku-Latn", mixed)).direction, QStringLiteral("ltr"));
    }

    void pageWithoutLettersRunsLeftToRight() { QCOMPARE(extract("<p>1 2 3</p>").direction, QStringLiteral("ltr")); }

    void titlesAndBylinesOfOtherScripts() {
        const Article found = extract(
            page("lang=ja", "<h1>川の曲がり方</h1><p>著者：山田花子</p><p>2024年5月3日</p>" + paragraphs(japanese),
                 "<title>川の曲がり方｜水の研究所</title>"));
        QCOMPARE(found.title, QStringLiteral("川の曲がり方"));
        QCOMPARE(found.byline, QStringLiteral("山田花子"));
        QCOMPARE(found.publishedAt, QStringLiteral("2024-05-03"));
    }
};

QTEST_GUILESS_MAIN(LanguagesTest)
#include "tst_languages.moc"
