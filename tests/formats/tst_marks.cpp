#include "formats/marks.h"

#include <QTest>

using formats::FrontMatter;
using formats::Marks;
using formats::marksOf;
using formats::withMarks;

namespace {

const QByteArray plain("title: A\nurl: http://e.org/\nhash_url: x\n");

Marks read(const QByteArray& lines) {
    return marksOf(formats::frontMatterOf(QByteArray(lines + "\n<p>")));
}

} // namespace

class MarksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void whatAPersonAddedComesBack_data() {
        QTest::addColumn<QString>("note");
        QTest::addColumn<QStringList>("tags");
        const auto row = [](const char* name, const QString& note, const QStringList& tags) {
            QTest::newRow(name) << note << tags;
        };
        row("one line", QStringLiteral("Read again in May."), {QStringLiteral("sea")});
        row("lines", QStringLiteral("First\nsecond\n\nfourth\n"), {});
        row("forged keys", QStringLiteral("x\nurl: http://evil/\n---\nhash_url: 0"), {QStringLiteral("url: http://e")});
        row("fences", QStringLiteral("---\ntitle: x\n---"), {QStringLiteral("---")});
        row("commas", QStringLiteral("a, b"), {QStringLiteral("one, two"), QStringLiteral(","), QStringLiteral("c")});
        row("quotation marks", QStringLiteral("\"quoted\""), {QStringLiteral("\"a"), QStringLiteral("b\"")});
        row("single ones", QStringLiteral("'quoted'"), {QStringLiteral("it's")});
        row("brackets", QStringLiteral("[x]"), {QStringLiteral("[a"), QStringLiteral("b]")});
        row("ends in a backslash", QStringLiteral("C:\\new\\table\\u0041\\"),
            {QStringLiteral("a\\"), QStringLiteral("\\n")});
        row("markup", QStringLiteral("<b>&amp;"), {QStringLiteral("R&D <x>")});
        row("white space", QStringLiteral("  two  spaces\t"), {});
        row("no-break space", QStringLiteral("\u00a0x\u00a0"), {});
        row("other line ends", QStringLiteral("a\r\nb\u2028c\u2029d\u0085e\vf\fg"), {});
        row("every script", QStringLiteral("潮 Größe 🐚 עברית"), {QStringLiteral("海"), QStringLiteral("🐚")});
        row("byte order mark", QString(QChar(0xfeff) + QStringLiteral("x")), {});
    }
    void whatAPersonAddedComesBack() {
        QFETCH(QString, note);
        QFETCH(QStringList, tags);
        const Marks marks{tags, note, true, QDateTime(QDate(2026, 1, 31), QTime(10, 0), Qt::UTC)};
        for (const QByteArray& lines :
             {plain, QByteArray("---\nurl: http://e.org/\n---"), QByteArray("url: http://e.org/\r\ntitle: x")}) {
            const QByteArray with = withMarks(lines, marks);
            const FrontMatter front = formats::frontMatterOf(QByteArray(with + "\n\n<p>x</p>"));
            QCOMPARE(marksOf(front), marks);
            QCOMPARE(front.value("url"), QStringLiteral("http://e.org/"));
            QVERIFY(front.value("hash_url").size() <= 1);
            QCOMPARE(with.count('\n') - lines.count('\n'), tags.isEmpty() ? 3 : 4); // a line a value
        }
    }

    void nothingToSayAddsNothing() {
        QCOMPARE(withMarks(plain, {}), plain);
        QCOMPARE(withMarks("url: x", {}), QByteArray("url: x"));
    }

    void linesThatSayItAlreadyStay_data() {
        QTest::addColumn<QByteArray>("lines");
        QTest::newRow("brackets") << QByteArray("url: http://e.org/\ntags: [b,a ,  a]\nx: y");
        QTest::newRow("spread") << QByteArray("note:   a\\nb \nurl: http://e.org/\nstarred:TRUE");
        QTest::newRow("time zone") << QByteArray("read_at: 2026-01-31T12:00:00+02:00\nurl: http://e.org/");
        QTest::newRow("no value of ours") << QByteArray("starred: perhaps\nread_at: 5 min\nurl: http://e.org/\ntags:");
        QTest::newRow("fenced, quoted") << QByteArray("---\r\nnote: \"x\"\r\nurl: http://e.org/\r\n---");
        QTest::newRow("escapes that mean nothing") << QByteArray("note: \\q \\u12 \\uzzzz \\\nurl: http://e.org/");
    }
    void linesThatSayItAlreadyStay() {
        QFETCH(QByteArray, lines);
        QCOMPARE(withMarks(lines, marksOf({lines, 0})), lines);
    }

    void changedMarksChangeTheirLinesAlone() {
        const QByteArray lines("tags: a\nurl: http://e.org/\nodd line\nstarred: true\nnote: old");
        Marks marks = marksOf({lines, 0});
        marks.tags << QStringLiteral("b");
        marks.starred = false;
        marks.note.clear();
        QCOMPARE(withMarks(lines, marks), QByteArray("tags: a, b\nurl: http://e.org/\nodd line"));
        marks.note = QStringLiteral("new");
        QCOMPARE(withMarks(lines, marks), QByteArray("tags: a, b\nurl: http://e.org/\nodd line\nnote: new"));
        QCOMPARE(withMarks("---\nurl: x\n---", {{QStringLiteral("t")}, {}, false, {}}),
                 QByteArray("---\nurl: x\ntags: t\n---"));
    }

    // A megabyte is read back at most, see maxFrontMatterBytes.
    void whatDoesNotFitIsLeftOut() {
        const qint64 most = 1024 * 1024;
        Marks marks{{}, QStringLiteral("A note."), true, {}};
        for (int i = 0; i < 20'000; ++i)
            marks.tags << QString(QString::number(i).rightJustified(5, u'0') % QString(95, u'潮'));
        const auto many = formats::withMarksThatFit(plain, marks);
        QVERIFY(many && many->lines.size() <= most);
        const Marks kept = read(many->lines);
        QCOMPARE(kept.tags, marks.tags.mid(0, kept.tags.size()));
        QCOMPARE(kept.tags.size() + many->tagsLeftOut, marks.tags.size());
        QVERIFY(!many->noteLeftOut && kept.note == marks.note && kept.starred);
        Marks oneMore = kept;
        oneMore.tags << marks.tags[kept.tags.size()];
        QVERIFY(withMarks(plain, oneMore).size() > most);

        marks.note = QString(most, u'x');
        marks.tags = marks.tags.mid(0, 3);
        const auto longNote = formats::withMarksThatFit(plain, marks);
        QVERIFY(longNote && longNote->noteLeftOut && longNote->tagsLeftOut == 0);
        QCOMPARE(read(longNote->lines).tags, marks.tags);
        QCOMPARE(read(longNote->lines).note, QString());

        marks.note.chop(2'000); // leaves room for the other lines
        const auto fits = formats::withMarksThatFit(plain, marks);
        QVERIFY(fits && !fits->noteLeftOut && fits->tagsLeftOut == 0);
        QCOMPARE(read(fits->lines), marks);

        QVERIFY(!formats::withMarksThatFit(QByteArray(plain + QByteArray(most - plain.size(), 'x')), marks));
    }

    void otherProgramsListsAreRead() {
        QCOMPARE(read("url: x\ntags: [python, asyncio]\n").tags,
                 QStringList({QStringLiteral("python"), QStringLiteral("asyncio")}));
        QCOMPARE(read("url: x\ntags: a,, b,a\n").tags, QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        QVERIFY(!read("url: x\nread_at: yesterday\n").readAt);
        QVERIFY(!read("url: x\nstarred: no\n").starred);
    }
};

QTEST_GUILESS_MAIN(MarksTest)
#include "tst_marks.moc"
