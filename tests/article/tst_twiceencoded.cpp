#include "article/twiceencoded.h"

#include "article/charset.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

// UTF-8 read as Latin-1 and encoded again; `marks`: as windows-1252, which has typographic marks where Latin-1 has
// control characters.
QByteArray twice(const QString& text, bool marks) {
    static const QHash<char16_t, QString> windows{
        {0x80, QStringLiteral("\u20AC")}, {0x82, QStringLiteral("\u201A")}, {0x84, QStringLiteral("\u201E")},
        {0x93, QStringLiteral("\u201C")}, {0x94, QStringLiteral("\u201D")}, {0x96, QStringLiteral("\u2013")},
        {0x98, QStringLiteral("\u02DC")}, {0x99, QStringLiteral("\u2122")}, {0x9C, QStringLiteral("\u0153")},
        {0x9F, QStringLiteral("\u0178")}, {0xA6, QStringLiteral("\u00A6")}};
    QString out;
    for (const char byte : text.toUtf8()) {
        const char16_t unit = quint8(byte);
        out += marks ? windows.value(unit, QString(QChar(unit))) : QString(QChar(unit));
    }
    return out.toUtf8();
}

const QString english =
    QStringLiteral("<p>It doesn\u2019t matter what he said: \u201CThe caf\u00E9\u2019s closed\u201D \u2013 "
                   "nobody\u2019s there, and the d\u00E9cor is na\u00EFve.</p>");
const QString french =
    QStringLiteral("<p>L\u2019\u00E9t\u00E9 dernier, apr\u00E8s le march\u00E9, nous avons d\u00E9cid\u00E9 de "
                   "pr\u00E9parer des cr\u00EApes \u00E0 la maison.</p>");
const QString german =
    QStringLiteral("<p>Die Gr\u00F6\u00DFe der B\u00FCcher \u00FCberrascht die Sch\u00FCler t\u00E4glich.</p>");
const QString russian =
    QStringLiteral("<p>\u041F\u0440\u0438\u0432\u0435\u0442, \u043C\u0438\u0440! \u041A\u0430\u043A "
                   "\u0434\u0435\u043B\u0430 \u0441\u0435\u0433\u043E\u0434\u043D\u044F?</p>");
const QString chinese =
    QStringLiteral("<p>\u4ECA\u5929\u5929\u6C14\u5F88\u597D\uFF0C\u6211\u4EEC\u53BB\u516C\u56ED\u3002</p>");

} // namespace

class TwiceEncodedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatWasEncodedTwiceIsReadAsMeant_data() {
        QTest::addColumn<QString>("text");
        for (const QString& text : {english, french, german, russian, chinese})
            QTest::newRow(text.toUtf8().left(24).constData()) << text;
    }
    void whatWasEncodedTwiceIsReadAsMeant() {
        QFETCH(QString, text);
        for (const bool marks : {false, true})
            QCOMPARE(QString::fromUtf8(withoutTwiceEncoded(twice(text, marks))), text);
        QCOMPARE(QString::fromUtf8(decode(twice(text, true), "utf-8").utf8), text);
    }

    void rightTextStaysAsItIs_data() { whatWasEncodedTwiceIsReadAsMeant_data(); }
    void rightTextStaysAsItIs() {
        QFETCH(QString, text);
        QCOMPARE(withoutTwiceEncoded(text.toUtf8()), text.toUtf8());
    }

    void oneParagraphOfARightPageIsRead() {
        const QByteArray page = french.toUtf8() + german.toUtf8() + twice(english, true) + french.toUtf8();
        QCOMPARE(QString::fromUtf8(withoutTwiceEncoded(page)), QString(french + german + english + french));
    }

    void textThatOnlyLooksLikeItStays_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("about it") << QStringLiteral("<p>You see \u201C\u00C3\u00A9\u201D, \u00C3\u00A8 or "
                                                    "\u00E2\u20AC\u2122 instead of \u00E9, \u00E8 and \u2019.</p>");
        QTest::newRow("a table of it") << QStringLiteral(
            "<td>\u00C3\u00A9<td>\u00C3\u00A8<td>\u00C3\u00BC<td>\u00C3\u00B6<td>\u00C3\u00A4<td>\u00C3\u00A7");
        QTest::newRow("three examples") << QStringLiteral(
            "<p>caf\u00C3\u00A9, na\u00C3\u00AFve, r\u00C3\u00A9sum\u00C3\u00A9");
        QTest::newRow("a quotation") << QStringLiteral("<p>He typed caf\u00C3\u00A9 and na\u00C3\u00AFve.</p>");
        QTest::newRow("capitals in quotes")
            << QStringLiteral("<p>\u201CIRM\u00C3\u201D e \u201CMANH\u00C3\u201D \u2013 \u00ABAMANH\u00C3\u00BB, "
                              "\u00ABROM\u00C3\u00BB, a \u00ABLEV\u00C3\u00BB</p>");
        QTest::newRow("Portuguese") << QStringLiteral(
            "<h1>N\u00C3O \u00C9 N\u00C3O: A\u00C7\u00C3O E RA\u00C7\u00C3O, IRM\u00C3OS</h1>");
        QTest::newRow("Icelandic") << QStringLiteral(
            "<p>MA\u00D0UR \u00ABVI\u00D0\u00BB \u00ABME\u00D0\u00BB \u00ABA\u00D0\u00BB</p>");
        QTest::newRow("Vietnamese") << QStringLiteral(
            "<p>\u00C2m nh\u1EA1c, \u00C2u Ch\u00E2u, \u201C\u0110\u00E2\u201D, tr\u00E2u.</p>");
        QTest::newRow("signs") << QStringLiteral(
            "<p>5 \u20AC \u00B1 2 \u2122 \u00A9 2020 \u00B7 \u00AB\u00A0x\u00A0\u00BB</p>");
    }
    void textThatOnlyLooksLikeItStays() {
        QFETCH(QString, text);
        QCOMPARE(QString::fromUtf8(withoutTwiceEncoded(text.toUtf8())), text);
    }

    void brokenSequencesAreNoReasonToFail() {
        for (const char* text :
             {"\xC3", "\xC3\x83", "\xC3\xA2\xC2", "\xC3\x83\xC2\xA9\xC3", "\xC3\xB0\xC2\x9F\xC2\x99"})
            QCOMPARE(withoutTwiceEncoded(QByteArray("caf") + text), QByteArray("caf") + text);
    }
};

QTEST_GUILESS_MAIN(TwiceEncodedTest)
#include "tst_twiceencoded.moc"
