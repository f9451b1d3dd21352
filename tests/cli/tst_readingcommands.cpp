#include "base/file.h"
#include "formats/frontmatter.h"
#include "library/library.h"
#include "tests/support/programrunner.h"
#include "tests/support/tinyfolder.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using support::Finished;
using support::ProgramRunner;

namespace {

const QString cli = QStringLiteral("tidemark-cli");
const QString fixtureLink = QStringLiteral("http://notes.example/harbour/python/2016/04/22/lock-gates.html");

QList<QJsonObject> objects(const QByteArray& lines) {
    QList<QJsonObject> all;
    for (const QByteArray& line : lines.split('\n')) {
        if (!line.isEmpty())
            all << QJsonDocument::fromJson(line).object();
    }
    return all;
}

} // namespace

class ReadingCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        add("http://e.org/hostile", "A\x1b[2J\u202eevil\x07 title",
            "<p>Text with \x1b]0;title\x07 escapes, 東京 and Ünïcode</p>");
        add("http://e.org/long", "Second", "<p>boats and gates</p><p>http://e.org/</p>");
        QCOMPARE(run({QStringLiteral("import"), m_runner.path(QStringLiteral("in"))}).exitCode, 0);
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral(TIDEMARK_FIXTURES "/formats/cache")}).exitCode, 0);
    }

    void linksNoWindowLibraries() {
        QProcess ldd;
        ldd.start(QStringLiteral("ldd"), {ProgramRunner::programPath(cli)});
        QVERIFY(ldd.waitForFinished());
        const QByteArray libraries = ldd.readAllStandardOutput();
        QVERIFY(libraries.contains("libQt6Core"));
        for (const char* unwanted : {"Qt6Gui", "Qt6Widgets", "Qt6Charts", "Qt6DBus.so.6 => not"})
            QVERIFY2(!libraries.contains(unwanted), unwanted);
    }

    void readingNeverMakesALibrary() {
        const QString missing = m_runner.path(QStringLiteral("missing.tidemark"));
        for (const QStringList& command :
             {QStringList{QStringLiteral("list")}, QStringList{QStringLiteral("search"), QStringLiteral("x")},
              QStringList{QStringLiteral("show"), QStringLiteral("1")}, QStringList{QStringLiteral("verify")},
              QStringList{QStringLiteral("export"), QStringLiteral("--format"), QStringLiteral("links"),
                          m_runner.path(QStringLiteral("none.txt"))}}) {
            const Finished finished = run(command + QStringList{QStringLiteral("--library"), missing});
            QCOMPARE(finished.exitCode, 3);
            QVERIFY(!finished.err.isEmpty());
            QVERIFY(!QFileInfo::exists(missing));
        }
        QVERIFY(!QFileInfo::exists(m_runner.path(QStringLiteral("none.txt"))));
    }

    void whatIsNoLibraryIsLeftAlone() {
        const QString file = m_runner.path(QStringLiteral("notes.txt"));
        QVERIFY(base::writeFileAtomically(file, "These are notes."));
        for (const char* command : {"list", "verify"})
            QCOMPARE(run({QString::fromLatin1(command), QStringLiteral("--library"), file}).exitCode, 3);
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral(TIDEMARK_FIXTURES "/formats/cache"),
                      QStringLiteral("--library"), file})
                     .exitCode,
                 3);
        QCOMPARE(base::readFile(file, 100).value(), QByteArray("These are notes."));
    }

    void listPrintsALineAPage() {
        const Finished all = run({QStringLiteral("list")});
        QCOMPARE(all.exitCode, 0);
        QCOMPARE(all.out.count('\n'), 3);
        QVERIFY(all.err.isEmpty());
        QCOMPARE(all.out.split('\n').first().count('\t'), 3);
        QCOMPARE(run({QStringLiteral("--limit"), QStringLiteral("2"), QStringLiteral("list")}).out.count('\n'), 2);
        QCOMPARE(run({QStringLiteral("list"), QStringLiteral("--limit"), QStringLiteral("0")}).exitCode, 2);
        QVERIFY(run({QStringLiteral("list"), QStringLiteral("--failed")}).out.isEmpty());
    }

    void jsonIsOneObjectALine() {
        const QList<QJsonObject> pages = objects(run({QStringLiteral("list"), QStringLiteral("--json")}).out);
        QCOMPARE(pages.size(), 3);
        for (const QJsonObject& page : pages) {
            QVERIFY(page[QStringLiteral("number")].toInt() > 0);
            QVERIFY(page[QStringLiteral("captured_at")].toString().endsWith(u'Z'));
            QCOMPARE(page[QStringLiteral("hash_url")].toString().toLatin1(),
                     formats::hashOfLink(page[QStringLiteral("link")].toString()));
        }
    }

    void jsonTellsWhatThePersonMadeOfAPage() {
        const QString file = m_runner.path(QStringLiteral("marked.tidemark"));
        const QString folder = m_runner.path(QStringLiteral("in"));
        QCOMPARE(run({QStringLiteral("import"), folder, QStringLiteral("--library"), file}).exitCode, 0);
        {
            const auto opened =
                library::Library::open({.file = file, .mode = library::OpenMode::ReadWrite, .threads = false});
            QVERIFY(opened);
            library::PageStore& pages = (*opened)->here().pages;
            const auto id = pages.find(QStringLiteral("http://e.org/long"));
            QVERIFY(id && pages.setNote({*id}, QStringLiteral("Ask Ann")) && pages.setStarred({*id}, true) &&
                    pages.addTag({*id}, QStringLiteral("boats")) &&
                    pages.setRead({*id}, QDateTime::currentDateTimeUtc()));
        }
        QList<QJsonObject> seen = objects(run({QStringLiteral("show"), QStringLiteral("http://e.org/long"),
                                               QStringLiteral("--json"), QStringLiteral("--library"), file})
                                              .out);
        seen += objects(run({QStringLiteral("list"), QStringLiteral("--json"), QStringLiteral("--library"), file}).out);
        QCOMPARE(seen.size(), 3);
        for (const QJsonObject& page : seen) {
            const bool marked = page[QStringLiteral("link")].toString() == QLatin1String("http://e.org/long");
            QVERIFY(page.contains(QStringLiteral("note")) && page.contains(QStringLiteral("read_at")));
            QCOMPARE(page[QStringLiteral("note")].toString(), marked ? QStringLiteral("Ask Ann") : QString());
            QCOMPARE(page[QStringLiteral("starred")].toBool(), marked);
            QCOMPARE(page[QStringLiteral("read")].toBool(), marked);
            QCOMPARE(page[QStringLiteral("tags")].toArray().size(), marked ? 1 : 0);
        }
    }

    void titleIsShownOnce() {
        const QString file = m_runner.path(QStringLiteral("titled.tidemark"));
        const QString folder = m_runner.path(QStringLiteral("titled"));
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(
            base::writeFileAtomically(QString(folder + QStringLiteral("/index.md")),
                                      "title: The gates\nurl: http://e.org/t\n\n<h2>The gates</h2><p>They open.</p>"));
        QCOMPARE(run({QStringLiteral("import"), folder, QStringLiteral("--library"), file}).exitCode, 0);
        for (const char* format : {"text", "markdown"}) {
            const QByteArray out = run({QStringLiteral("show"), QStringLiteral("1"), QStringLiteral("--format"),
                                        QString::fromLatin1(format), QStringLiteral("--library"), file})
                                       .out;
            QVERIFY2(out.count("The gates") == 1 && out.contains("They open."), out.constData());
        }
        const QString page = m_runner.path(QStringLiteral("saved.html"));
        QVERIFY(base::writeFileAtomically(
            page, QByteArray("<title>The gates</title><article><h1>The gates</h1><p>") +
                      QByteArray("They open with the tide and close with it. ").repeated(20) + "</p></article>"));
        const QByteArray out = run({QStringLiteral("extract"), page}).out;
        QVERIFY2(out.count("The gates") == 1, out.constData());
    }

    void unknownFormatIsNamed() {
        for (const char* command : {"export", "import"}) {
            const Finished finished = run({QString::fromLatin1(command), QStringLiteral("--format"),
                                           QStringLiteral("xyz"), m_runner.path(QStringLiteral("in"))});
            QCOMPARE(finished.exitCode, 2);
            for (const char* said : {"xyz", "cached-articles", "links", "bookmarks"})
                QVERIFY2(finished.err.contains(said), finished.err.constData());
        }
    }

    void pageTextCannotReachTheTerminal() {
        for (const QStringList& command :
             {QStringList{QStringLiteral("list")}, QStringList{QStringLiteral("list"), QStringLiteral("--json")},
              QStringList{QStringLiteral("search"), QStringLiteral("escapes")},
              QStringList{QStringLiteral("show"), QStringLiteral("http://e.org/hostile")},
              QStringList{QStringLiteral("show"), QStringLiteral("http://e.org/hostile"), QStringLiteral("--json")}}) {
            const QByteArray out = run(command).out;
            QVERIFY(!out.isEmpty());
            QVERIFY2(!out.contains('\x1b') && !out.contains('\x07') && !out.contains("\u202e"), out.constData());
        }
    }

    void searchFindsAndShowsWhere() {
        const Finished found = run({QStringLiteral("search"), QStringLiteral("boats"), QStringLiteral("gates")});
        QCOMPARE(found.exitCode, 0);
        QVERIFY(found.out.contains("http://e.org/long"));
        QVERIFY(!found.out.contains("http://e.org/hostile"));
        const QList<QJsonObject> hits =
            objects(run({QStringLiteral("search"), QStringLiteral("--json"), QStringLiteral("semaphore")}).out);
        QCOMPARE(hits.size(), 1);
        QVERIFY(hits.first()[QStringLiteral("snippet")].toString().contains(QStringLiteral("semaphore")));
        QCOMPARE(hits.first()[QStringLiteral("matches")].toArray().first().toString(), QStringLiteral("semaphore"));
        QVERIFY(run({QStringLiteral("search"), QStringLiteral("東京")}).out.contains("hostile"));
        const Finished none = run({QStringLiteral("search"), QStringLiteral("xyzzyplugh")});
        QCOMPARE(none.exitCode, 0);
        QVERIFY(none.out.isEmpty());
        for (const char* odd : {"\"", "AND OR NOT", "*", "(", "a:b", "-", "--"})
            QCOMPARE(run({QStringLiteral("search"), QStringLiteral("--"), QString::fromUtf8(odd)}).exitCode, 0);
    }

    void searchFindsNotesAndTagsAndCountsTheBin() {
        const QString file = m_runner.path(QStringLiteral("noted.tidemark"));
        const QStringList library{QStringLiteral("--library"), file};
        QCOMPARE(run(QStringList{QStringLiteral("import"), m_runner.path(QStringLiteral("in"))} + library).exitCode, 0);
        {
            const auto opened = library::Library::open({file, library::OpenMode::ReadWrite, false});
            QVERIFY(opened);
            library::PageStore& pages = (*opened)->here().pages;
            const auto noted = pages.find(QStringLiteral("http://e.org/long"));
            const auto gone = pages.find(QStringLiteral("http://e.org/hostile"));
            QVERIFY(noted && gone);
            QVERIFY(pages.setNote(*noted, QStringLiteral("for the \x1b[2J regatta")));
            QVERIFY(pages.addTag({*noted, *gone}, QStringLiteral("to read")));
            QVERIFY(pages.remove({*gone}, QDateTime::currentDateTimeUtc()));
        }
        const auto search = [&](const char* words) {
            return run(QStringList{QStringLiteral("search"), QString::fromUtf8(words)} + library);
        };
        const Finished note = search("regatta");
        QVERIFY(note.out.contains("http://e.org/long\n    note: for the"));
        QVERIFY(!note.out.contains('\x1b'));
        QVERIFY(note.err.isEmpty());
        const Finished tag = search("tag:read");
        QVERIFY(tag.out.contains("    tags: to read\n"));
        QVERIFY(!tag.out.contains("hostile"));
        QCOMPARE(tag.err, QByteArray("tidemark-cli: 1 more in the bin.\n"));
        const QList<QJsonObject> hits = objects(
            run(QStringList{QStringLiteral("search"), QStringLiteral("--json"), QStringLiteral("regatta")} + library)
                .out);
        QCOMPARE(hits.size(), 1);
        QCOMPARE(hits.first()[QStringLiteral("snippet_of")].toString(), QStringLiteral("note"));
    }

    void pageIsNamedByLinkHashOrNumber() {
        const QString hash = QString::fromLatin1(formats::hashOfLink(fixtureLink));
        const QByteArray byLink = run({QStringLiteral("show"), fixtureLink}).out;
        QVERIFY(byLink.startsWith("How many boats pass a lock in an hour?\n"));
        QCOMPARE(run({QStringLiteral("show"), hash}).out, byLink);
        QCOMPARE(run({QStringLiteral("show"), hash.toUpper()}).out, byLink);
        const QJsonObject page = objects(run({QStringLiteral("show"), hash, QStringLiteral("--json")}).out).value(0);
        QCOMPARE(run({QStringLiteral("show"), QString::number(page[QStringLiteral("number")].toInt())}).out, byLink);
        for (const char* unknown :
             {"http://e.org/none", "99999", "-5", "0123456789abcdef0123456789abcdef", "nothing"}) {
            const Finished finished = run({QStringLiteral("show"), QStringLiteral("--"), QString::fromLatin1(unknown)});
            QCOMPARE(finished.exitCode, 1);
            QVERIFY(finished.out.isEmpty() && !finished.err.isEmpty());
        }
    }

    void showWritesEveryFormat() {
        const auto shown = [&](const char* format) {
            return run({QStringLiteral("show"), fixtureLink, QStringLiteral("--format"), QString::fromLatin1(format)});
        };
        QVERIFY(shown("html").out.contains("<h2 id=\"many-boats\">"));
        const QByteArray markdown = shown("markdown").out;
        QVERIFY(markdown.startsWith("# How many boats pass a lock in an hour?\n"));
        QVERIFY(markdown.contains("```python\nimport harbour\n\ndef passage(boat):\n    return"));
        QVERIFY(markdown.contains("| limit | boats/hour |\n| --- | --- |\n"));
        QVERIFY(shown("text").out.contains("One boat at a time"));
        const QString cache =
            QStringLiteral(TIDEMARK_FIXTURES "/formats/cache/") + QString::fromLatin1(formats::hashOfLink(fixtureLink));
        const QByteArray file = base::readFile(QString(cache + QStringLiteral("/index.md")), 100'000).value();
        QCOMPARE(shown("raw").out, file.mid(formats::frontMatterOf(file).bodyAt)); // byte for byte
        QCOMPARE(shown("epub").exitCode, 2);
        const QJsonObject raw = objects(run({QStringLiteral("show"), fixtureLink, QStringLiteral("--format"),
                                             QStringLiteral("raw"), QStringLiteral("--json")})
                                            .out)
                                    .value(0);
        QVERIFY(!raw[QStringLiteral("content_base64")].toString().isEmpty());
    }

    void timePicksTheSnapshot() {
        const auto at = [&](const char* time) {
            return run({QStringLiteral("show"), fixtureLink, QStringLiteral("--at"), QString::fromLatin1(time)})
                .exitCode;
        };
        QCOMPARE(at("2999-01-01"), 0);
        QCOMPARE(at("2999-01-01T00:00:00Z"), 0);
        QCOMPARE(at("2999-01-01T00:00:00+02:00"), 0);
        QCOMPARE(at("1999-01-01"), 1);
        QCOMPARE(at("yesterday"), 2);
        QCOMPARE(at(""), 2);
    }

    void verifyFindsASoundLibrarySound() {
        const Finished finished = run({QStringLiteral("verify"), QStringLiteral("--json")});
        QCOMPARE(finished.exitCode, 0);
        QVERIFY(objects(finished.out).value(0)[QStringLiteral("ok")].toBool());
    }

    void verifyNamesDamage() {
        const QString copy = m_runner.path(QStringLiteral("damaged.tidemark"));
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral(TIDEMARK_FIXTURES "/formats/cache"),
                      QStringLiteral("--library"), copy})
                     .exitCode,
                 0);
        QByteArray bytes = base::readFile(copy, 1 << 26).value();
        const qsizetype frame = bytes.lastIndexOf("\x28\xb5\x2f\xfd"); // a stored blob
        QVERIFY(frame > 0);
        for (qsizetype i = frame + 20; i < frame + 60; ++i)
            bytes[i] = char(bytes[i] ^ 0x55);
        QVERIFY(base::writeFileAtomically(copy, bytes));
        const Finished finished = run({QStringLiteral("verify"), QStringLiteral("--library"), copy});
        QCOMPARE(finished.exitCode, 3);
        QVERIFY2(finished.out.contains("blob"), QByteArray(finished.out + finished.err).constData());
    }

    void closedReaderEndsQuietly() {
        for (const char* command : {"list", "show http://e.org/long", "search boats"}) {
            const Finished finished = shell(QStringLiteral("{ \"%1\" %2; echo $? >&2; } | true")
                                                .arg(ProgramRunner::programPath(cli), QString::fromLatin1(command)));
            QCOMPARE(finished.err.trimmed(), QByteArray("0"));
        }
    }

    void closedOrFullOutputIsSaid() {
        for (const char* redirection : {">&-", ">/dev/full"}) {
            const Finished finished =
                shell(QStringLiteral("\"%1\" list %2")
                          .arg(ProgramRunner::programPath(cli), QString::fromLatin1(redirection)));
            QCOMPARE(finished.exitCode, 1);
            QVERIFY(!finished.err.isEmpty());
        }
        QCOMPARE(run({QStringLiteral("verify")}).exitCode, 0); // nothing was printed into the library
        QCOMPARE(shell(QStringLiteral("\"%1\" list <&- 2>&-").arg(ProgramRunner::programPath(cli))).out.count('\n'), 3);
    }

    void everyCommandHasHelp() {
        for (const char* command :
             {"archive", "list", "search", "show", "verify", "export", "import", "extract", "serve", "re-extract"}) {
            const Finished finished = run({QString::fromLatin1(command), QStringLiteral("--help")});
            QCOMPARE(finished.exitCode, 0);
            QVERIFY2(finished.out.contains("Usage: ") && finished.out.contains("Example:"), command);
            QVERIFY2(finished.out.contains("--library FILE"), command);
            QVERIFY(finished.err.isEmpty());
        }
        QVERIFY(run({QStringLiteral("--version")}).out.startsWith("tidemark-cli "));
        QVERIFY(run({QStringLiteral("list"), QStringLiteral("--version")}).out.startsWith("tidemark-cli "));
        QCOMPARE(run({}).exitCode, 2);
        QCOMPARE(run({QStringLiteral("extract")}).exitCode, 2);
        QCOMPARE(run({QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("none")}).exitCode, 2);
    }

    void savedPagesAreExtractedWithoutALibrary() {
        const QByteArray page = "<title>Boats</title><article><h1>Boats</h1><p>" +
                                QByteArray("Boats that sail at night need lamps. ").repeated(20) + "</p></article>";
        QVERIFY(QDir().mkpath(m_runner.path(QStringLiteral("saved"))));
        QVERIFY(base::writeFileAtomically(m_runner.path(QStringLiteral("saved/a.html")), page));
        const QString file = m_runner.path(QStringLiteral("saved/a.html"));
        const Finished text = run({QStringLiteral("extract"), file, QStringLiteral("--library=unused")});
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.out.startsWith("Boats\n\n") && text.out.contains("need lamps"));
        const Finished object = run({QStringLiteral("extract"), QStringLiteral("--json"), file});
        QCOMPARE(QJsonDocument::fromJson(object.out).object()[QStringLiteral("title")].toString(),
                 QStringLiteral("Boats"));
        const Finished some = run({QStringLiteral("extract"), QStringLiteral("/nowhere"), file});
        QCOMPARE(some.exitCode, 1);
        QVERIFY(some.err.contains("/nowhere") && some.out.contains("need lamps"));
        const QString picture = m_runner.path(QStringLiteral("picture.html"));
        QVERIFY(base::writeFileAtomically(picture, QByteArray::fromHex("89504e470d0a1a0a0000000d49484452")));
        const Finished noPage = run({QStringLiteral("extract"), picture});
        QCOMPARE(noPage.exitCode, 1);
        QVERIFY(noPage.out.isEmpty() && noPage.err.contains("no HTML page"));
        const QString nothing = m_runner.path(QStringLiteral("nothing.html"));
        QVERIFY(base::writeFileAtomically(nothing, {}));
        const Finished empty = run({QStringLiteral("extract"), nothing});
        QCOMPARE(empty.exitCode, 0);
        QVERIFY(empty.err.contains("There is no text to read in ") && empty.err.contains("nothing.html"));
        const QString result = m_runner.path(QStringLiteral("articles.json"));
        QCOMPARE(run({QStringLiteral("extract"), QStringLiteral("--batch"), m_runner.path(QStringLiteral("saved")),
                      QStringLiteral("--output"), result})
                     .exitCode,
                 0);
        const auto written = base::readFile(result, 1'000'000);
        QVERIFY(written);
        QCOMPARE(QJsonDocument::fromJson(*written).object().keys(), QStringList(QStringLiteral("a.html")));
    }

    void readOnlyDiskIsReadAllTheSame() {
        support::TinyFolder folder(8'000'000);
        if (!folder.inside()) {
            if (folder.refused())
                QSKIP(folder.report().constData());
            QVERIFY2(folder.passed(), folder.report().constData());
            return;
        }
        const QString library = QString(folder.path() + QStringLiteral("/x.tidemark"));
        const QStringList use{QStringLiteral("--library"), library};
        const QString cache = QStringLiteral(TIDEMARK_FIXTURES "/formats/cache");
        QCOMPARE(run(QStringList{QStringLiteral("import"), cache} + use).exitCode, 0);
        QVERIFY(folder.makeReadOnly());
        QCOMPARE(run(QStringList{QStringLiteral("list")} + use).out.count('\n'), 1);
        QCOMPARE(run(QStringList{QStringLiteral("verify")} + use).exitCode, 0);
        QCOMPARE(run(QStringList{QStringLiteral("import"), cache} + use).exitCode, 3);
        QCOMPARE(run(QStringList{QStringLiteral("archive"), QStringLiteral("http://127.0.0.1:9/")} + use).exitCode, 3);
    }

private:
    Finished run(const QStringList& arguments) const { return m_runner.run(cli, arguments); }
    Finished shell(const QString& script) const {
        return m_runner.run(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script});
    }
    void add(const char* link, const char* title, const char* body) {
        const QString folder = m_runner.path(
            QString(QStringLiteral("in/") + QString::fromLatin1(formats::hashOfLink(QString::fromLatin1(link)))));
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(base::writeFileAtomically(QString(folder + QStringLiteral("/index.md")),
                                          QByteArray("title: ") + title + "\nurl: " + link + "\n\n" + body));
    }

    ProgramRunner m_runner;
};

QTEST_GUILESS_MAIN(ReadingCommandsTest)
#include "tst_readingcommands.moc"
