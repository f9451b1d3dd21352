#include "article/charset.h"

#include <QRegularExpression>
#include <QTest>

using namespace article;

class CharsetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void byteOrderMarkWinsOverEverything() {
        const Decoded found = decode("\xEF\xBB\xBF<meta charset=windows-1252>\xC3\xA9", "koi8-r");
        QCOMPARE(found.charset, QByteArray("utf-8"));
        QVERIFY(found.utf8.endsWith("é"));
        QVERIFY(!found.utf8.startsWith("\xEF\xBB\xBF"));
    }

    void utf16IsReadWithAndWithoutItsMark_data() {
        QTest::addColumn<bool>("mark");
        QTest::addColumn<bool>("big");
        QTest::newRow("marked little") << true << false;
        QTest::newRow("marked big") << true << true;
        QTest::newRow("bare little") << false << false;
        QTest::newRow("bare big") << false << true;
    }
    void utf16IsReadWithAndWithoutItsMark() {
        QFETCH(bool, mark);
        QFETCH(bool, big);
        const QString page =
            QStringLiteral("<html><head><title>Grüße</title></head><body><p>Ein Satz, ganz schön lang.");
        QByteArray bytes;
        for (const QChar c : QString((mark ? QString(QChar(0xFEFF)) : QString()) + page)) {
            const char high = char(c.unicode() >> 8);
            const char low = char(c.unicode() & 0xFF);
            bytes.append(big ? high : low).append(big ? low : high);
        }
        const Decoded found = decode(bytes, {});
        QCOMPARE(QString::fromUtf8(found.utf8), page);
        QCOMPARE(found.charset, QByteArray(big ? "utf-16be" : "utf-16le"));
    }

    void headerIsBelievedBeforeMeta() {
        const QByteArray page("<meta charset=iso-8859-5><p>\xF0\xD2\xC9\xD7\xC5\xD4, \xCD\xC9\xD2");
        QCOMPARE(decode(page, "koi8-r").charset, QByteArray("koi8-r"));
        QVERIFY(decode(page, "koi8-r").utf8.contains("Привет, мир"));
    }

    void metaIsFoundFarDown() {
        const QByteArray page = "<head><script>" + QByteArray(3000, 'x') +
                                "</script><meta http-equiv=Content-Type content=\"text/html; charset=Shift_JIS\">"
                                "<p>\x93\xFA\x96\x7B\x8C\xEA";
        QCOMPARE(decode(page, {}).charset, QByteArray("shift_jis"));
        QVERIFY(decode(page, {}).utf8.contains("日本語"));
    }

    void utf8ThatIsCalledSomethingElseStaysWhole() {
        const QByteArray page = "<meta charset=windows-1252><p>Größe — “quoted” naïve café";
        QVERIFY(decode(page, "iso-8859-1").utf8.contains("Größe — “quoted” naïve café"));
        QCOMPARE(decode(page, {}).charset, QByteArray("utf-8"));
    }

    void otherTextThatIsCalledUtf8IsGuessed() {
        // "Привет, как дела? Сегодня хорошая погода" in windows-1251
        const QByteArray russian(
            "\xCF\xF0\xE8\xE2\xE5\xF2, \xEA\xE0\xEA \xE4\xE5\xEB\xE0? \xD1\xE5\xE3\xEE\xE4\xED\xFF "
            "\xF5\xEE\xF0\xEE\xF8\xE0\xFF \xEF\xEE\xE3\xEE\xE4\xE0");
        const Decoded found = decode("<meta charset=utf-8><p>" + russian, "utf-8");
        QCOMPARE(found.charset, QByteArray("windows-1251"));
        QVERIFY(found.utf8.contains("Сегодня хорошая погода"));
    }

    void textInNamelessEncodingsIsGuessed_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("encoding");
        QFile list(QStringLiteral(TIDEMARK_FIXTURES "/article/charsets.txt"));
        QVERIFY(list.open(QIODevice::ReadOnly));
        for (const QByteArray& line : list.readAll().split('\n')) {
            const QList<QByteArray> fields = line.split(' '); // language, encoding, bytes in hexadecimal
            if (fields.size() == 3)
                QTest::addRow("%s %s", fields[0].constData(), fields[1].constData())
                    << QByteArray::fromHex(fields[2]) << fields[1];
        }
    }
    void textInNamelessEncodingsIsGuessed() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, encoding);
        const Decoded found = decode("<html><body><p>" + file + "</p></body></html>", {});
        const Decoded right = decode("<html><body><p>" + file + "</p></body></html>", encoding);
        QCOMPARE(QString::fromUtf8(found.utf8), QString::fromUtf8(right.utf8));
        QVERIFY(!found.utf8.contains("\xEF\xBF\xBD"));
    }

    void aFewBrokenBytesDoNotChangeTheEncoding() {
        const QByteArray page = QByteArray("ä ö ü ").repeated(60) + '\xFF' + "ende";
        const Decoded found = decode(page, "utf-8");
        QCOMPARE(found.charset, QByteArray("utf-8"));
        QVERIFY(isValidUtf8(found.utf8));
        QVERIFY(found.utf8.contains("\xEF\xBF\xBD"
                                    "ende"));
    }

    void anyBytesGiveValidUtf8() {
        QByteArray noise;
        quint32 state = 7;
        for (int i = 0; i < 5000; ++i) {
            state = state * 1664525 + 1013904223;
            noise.append(char(state >> 24));
        }
        for (const char* label : {"", "utf-8", "shift_jis", "gb18030", "big5", "euc-kr", "euc-jp", "iso-2022-jp",
                                  "utf-16le", "windows-1252", "windows-1258", "nonsense"})
            QVERIFY2(isValidUtf8(decode(noise, label).utf8), label);
    }

    void nothingIsUtf8() { QCOMPARE(decode({}, {}).charset, QByteArray("utf-8")); }
};

QTEST_GUILESS_MAIN(CharsetTest)
#include "tst_charset.moc"
