#include "formats/pictures.h"

#include "formats/frontmatter.h"
#include "tests/formats/keptarticle.h"

#include <QCryptographicHash>

#include <memory>

using formats::Format;
using formats::Outcome;
using formats::Tally;

namespace {

const QString pageLink = QStringLiteral("https://e.org/deep/page?a=1&b=2");
const QByteArray boatsHtml("<p>Boats <img src=\"https://e.org/boat.png?x=1&amp;y=2\" alt=\"A &quot;boat&quot;\"> and "
                           "<img src=\"https://cdn.e.org/rope.gif\"> and <img src=\"https://e.org/gone.png\"></p>");
const QString boat = QStringLiteral("https://e.org/boat.png?x=1&y=2");
const QString rope = QStringLiteral("https://cdn.e.org/rope.gif");
const QByteArray boatBytes = picture("boat");
const QByteArray ropeBytes("GIF89a rope");

QByteArray nameOf(const QByteArray& bytes, const char* suffix) {
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex() + '.' + suffix;
}

QByteArray bodyOf(const QByteArray& file) {
    return file.mid(formats::frontMatterOf(file).bodyAt);
}

} // namespace

class PicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_from = std::make_unique<Exchange>();
        m_to = std::make_unique<Exchange>();
        m_out = m_from->path(QStringLiteral("out"));
        m_entry = QFileInfo(indexOf(m_out, pageLink)).path();
        m_images = QString(m_entry + QStringLiteral("/images"));
    }

    void picturesStandBesideTheArticleAndComeBack() {
        keepBoats();
        QCOMPARE(exportBoats().summary.tally, (Tally{1, 0, 0, 0}));
        QCOMPARE(QDir(m_images).entryList(QDir::Files).size(), 2);
        QCOMPARE(bytesOf(imageFile(nameOf(boatBytes, "png"))), boatBytes);
        QCOMPARE(bytesOf(imageFile(nameOf(ropeBytes, "gif"))), ropeBytes);
        const QByteArray file = bytesOf(indexOf(m_out, pageLink));
        QVERIFY(file.contains(QByteArray("<img src=\"images/" + nameOf(boatBytes, "png"))));
        QVERIFY(file.contains("<img src=\"https://e.org/gone.png\""));           // what was not kept stays where it was
        QCOMPARE(article::sanitise(bodyOf(file)), articleOf(*m_from, pageLink)); // as parsed trees

        QCOMPARE(m_to->import({m_out}).summary.tally, (Tally{1, 0, 0, 0}));
        QCOMPARE(articleOf(*m_to, pageLink), articleOf(*m_from, pageLink));
        QCOMPARE(picturesOf(*m_to, pageLink), (QHash<QString, QByteArray>{{boat, boatBytes}, {rope, ropeBytes}}));
        const auto snapshot = m_to->stores().snapshots.snapshot(m_to->page(pageLink).currentSnapshot);
        QCOMPARE(m_to->stores().blobs.get(snapshot->bodyBlob).value(), bodyOf(file)); // byte for byte
    }

    void whatComesBackGoesOutTheSame() {
        keepBoats();
        m_from->write([](library::Stores& stores) -> base::Result<void> {
            const auto id = stores.pages.find(pageLink).value();
            for (const auto& done :
                 {stores.pages.setNote(id, QStringLiteral("x\nurl: http://evil/\n---")),
                  stores.pages.setStarred({id}, true), stores.pages.addTag({id}, QStringLiteral("one, two")),
                  stores.pages.addTag({id}, QStringLiteral("R&D \"q\"")),
                  stores.pages.setRead({id}, QDateTime(QDate(2026, 2, 1), QTime(9, 0), Qt::UTC))}) {
                if (!done)
                    return done;
            }
            return {};
        });
        exportBoats();
        QCOMPARE(m_to->import({m_out}).summary.tally.done, 1);
        const library::Page before = m_from->page(pageLink);
        const library::Page after = m_to->page(pageLink);
        QCOMPARE(after.tags, before.tags);
        QCOMPARE(after.note, before.note);
        QCOMPARE(after.starred, true);
        QCOMPARE(after.readAt, before.readAt);
        const QString again = m_to->path(QStringLiteral("again"));
        m_to->exportTo({Format::CachedArticles, again});
        QCOMPARE(bytesOf(indexOf(again, pageLink)), bytesOf(indexOf(m_out, pageLink)));
        QCOMPARE(QDir(QFileInfo(indexOf(again, pageLink)).path() + QStringLiteral("/images")).entryList(QDir::Files),
                 QDir(m_images).entryList(QDir::Files));
        QCOMPARE(m_to->import({m_out}).summary.tally, (Tally{0, 1, 0, 0})); // twice changes nothing
        QCOMPARE(exportBoats().summary.tally, (Tally{0, 1, 0, 0}));
    }

    void ownExportChangesNothingInItsOwnLibrary() {
        keepBoats();
        exportBoats();
        const library::SnapshotId snapshot = m_from->page(pageLink).currentSnapshot;
        QCOMPARE(m_from->import({m_out}).summary.tally, (Tally{0, 1, 0, 0}));
        QCOMPARE(m_from->page(pageLink).currentSnapshot, snapshot);
        QCOMPARE(m_from->page(pageLink).snapshots, 1);
    }

    void marksThatAreNewAreAdded() {
        keepBoats();
        exportBoats();
        const QByteArray file = bytesOf(indexOf(m_out, pageLink));
        QVERIFY(base::writeFileAtomically(indexOf(m_out, pageLink), "starred: true\nnote: theirs\n" + file));
        QCOMPARE(m_from->import({m_out}).summary.tally, (Tally{1, 0, 0, 0}));
        QVERIFY(m_from->page(pageLink).starred);
        QCOMPARE(m_from->page(pageLink).note, QStringLiteral("theirs"));
        QVERIFY(base::writeFileAtomically(indexOf(m_out, pageLink), "note: another\n" + file));
        const Ended ended = m_from->import({m_out});
        QCOMPARE(m_from->page(pageLink).note, QStringLiteral("theirs")); // a person's note is never written over
        QVERIFY(!ended.results.value(0).message.isEmpty());
    }

    void linkThatEndsInACommaComesBackAsItIs_data() {
        QTest::addColumn<QString>("link");
        for (const char* link : {"https://e.org/2.png,", "https://e.org/2.png,,", "https://e.org/2.png%2C",
                                 "https://e.org/a,b?c=,", "https://e.org/2.png?x=1&y=2,", "https://e.org/2.png,#,"})
            QTest::newRow(link) << QString::fromLatin1(link);
    }
    void linkThatEndsInACommaComesBackAsItIs() {
        QFETCH(QString, link);
        const QByteArray html("<p><img src=\"" + link.toHtmlEscaped().toUtf8() +
                              "\" alt=\"x\"> <img src=\"https://e.org/1.png\"> <img src=\"" +
                              link.toHtmlEscaped().toUtf8() + "\"></p>");
        keep(*m_from, pageLink, html, {{QStringLiteral("https://e.org/1.png"), ropeBytes}, {link, boatBytes}});
        exportBoats();
        QCOMPARE(m_from->import({m_out}).summary.tally, (Tally{0, 1, 0, 0}));
        QCOMPARE(m_from->page(pageLink).snapshots, 1);
        m_to->import({m_out});
        QCOMPARE(articleOf(*m_to, pageLink), articleOf(*m_from, pageLink));
        QCOMPARE(picturesOf(*m_to, pageLink), picturesOf(*m_from, pageLink));
        const QString again = m_to->path(QStringLiteral("again"));
        m_to->exportTo({Format::CachedArticles, again});
        QCOMPARE(bytesOf(indexOf(again, pageLink)), bytesOf(indexOf(m_out, pageLink)));
        QCOMPARE(m_to->import({again}).summary.tally, (Tally{0, 1, 0, 0}));
    }

    void tagsThatDoNotFitAreLeftOutAndTheRestComesBack() {
        keepBoats();
        m_from->write([](library::Stores& stores) -> base::Result<void> {
            const auto id = stores.pages.find(pageLink).value();
            QStringList many;
            for (int i = 0; i < 4'000; ++i)
                many << QString(QString::number(i).rightJustified(4, u'0') % QString(200, u'潮'));
            return stores.pages.addTags(id, many);
        });
        const QStringList tags = m_from->page(pageLink).tags;
        QCOMPARE(tags.size(), 4'000);
        const Ended ended = exportBoats();
        QCOMPARE(ended.results.value(0).outcome, Outcome::Noted);
        QVERIFY2(ended.results.value(0).message.contains(QLatin1String("tag(s)")),
                 qPrintable(ended.results.value(0).message));
        QCOMPARE(m_to->import({m_out}).summary.tally, (Tally{1, 0, 0, 0}));
        const QStringList back = m_to->page(pageLink).tags;
        QVERIFY(back.size() > 3'000 && back.size() < tags.size());
        QCOMPARE(back, tags.mid(0, back.size()));
        QCOMPARE(m_from->import({m_out}).summary.tally, (Tally{0, 1, 0, 0}));
    }

    // A whole megabyte before the url.
    void entryAloneIsKnownWhateverStandsFirst() {
        keepBoats();
        const QByteArray note(500'000, 'n');
        const QString file = m_from->path(QStringLiteral("index.md"));
        QVERIFY(base::writeFileAtomically(file, "note: " + note + "\nurl: " + pageLink.toUtf8() + "\n\n<p>x</p>"));
        QCOMPARE(m_to->import({file}).summary.tally.done, 1);
        QCOMPARE(m_to->page(pageLink).note.toUtf8(), note);
    }

    void samePictureUnderTwoLinksIsOneFile() {
        const QByteArray html("<p><img src=\"https://e.org/1.png\"> <img src=\"https://e.org/2.png,\"></p>");
        keep(*m_from, pageLink, html,
             {{QStringLiteral("https://e.org/1.png"), boatBytes}, {QStringLiteral("https://e.org/2.png,"), boatBytes}});
        exportBoats();
        QCOMPARE(QDir(m_images).entryList(QDir::Files).size(), 1);
        m_to->import({m_out});
        QCOMPARE(picturesOf(*m_to, pageLink).size(), 2);
        for (const auto& image : article::imagesOf(articleOf(*m_to, pageLink)))
            QVERIFY(picturesOf(*m_to, pageLink).contains(image.link));
    }

    void textThatLooksLikeAPictureStaysText() {
        const QByteArray html("<pre>&lt;img src=\"https://e.org/boat.png?x=1&amp;y=2\"&gt;</pre><p><img "
                              "src=\"https://e.org/boat.png?x=1&amp;y=2\" alt=\"&lt;img src=&quot;images/\"></p>");
        keep(*m_from, pageLink, html, {{boat, boatBytes}});
        exportBoats();
        m_to->import({m_out});
        QCOMPARE(articleOf(*m_to, pageLink), articleOf(*m_from, pageLink));
        QCOMPARE(picturesOf(*m_to, pageLink).keys(), QStringList{boat});
    }

    void picturesMayBeLeftOut() {
        keepBoats();
        m_from->exportTo({Format::CachedArticles, m_out, {}, formats::Pictures::LeftOut});
        QVERIFY(!QFileInfo::exists(m_images));
        QCOMPARE(bodyOf(bytesOf(indexOf(m_out, pageLink))), articleOf(*m_from, pageLink));
    }

    void aPageThatIsAPictureComesBackAsOne() {
        library::NewSnapshot snapshot;
        snapshot.capturedAt = QDateTime(QDate(2026, 1, 31), QTime(10, 0), Qt::UTC);
        snapshot.finalLink = boat;
        snapshot.mediaType = "image/png";
        snapshot.title = QStringLiteral("boat \"<x>\"");
        snapshot.body = library::pack(boatBytes, "image/png");
        snapshot.assets = {{boat, "image/png", snapshot.body, {}}};
        library::CaptureRecord capture;
        capture.startedAt = capture.finishedAt = snapshot.capturedAt;
        m_from->write([&](library::Stores& stores) -> base::Result<void> {
            const auto stored = stores.snapshots.importSnapshot({boat, {}, {}, {}}, capture, snapshot);
            return stored ? base::Result<void>() : stored.error();
        });
        QCOMPARE(exportBoats().summary.tally, (Tally{1, 0, 0, 0}));
        QCOMPARE(m_to->import({m_out}).summary.tally, (Tally{1, 0, 0, 0}));
        QCOMPARE(picturesOf(*m_to, boat).value(boat), boatBytes);
    }

    void largePicturesComeInParts() {
        QByteArray html;
        QList<KeptPicture> pictures;
        for (int i = 0; i < 7; ++i) {
            const QString address = QStringLiteral("https://e.org/%1.png").arg(i);
            html += "<p><img src=\"" + address.toUtf8() + "\"></p>";
            pictures << KeptPicture{address, picture(QByteArray(9 * 1024 * 1024, char('a' + i)))};
        }
        keep(*m_from, pageLink, html, pictures);
        keep(*m_from, QStringLiteral("https://e.org/after"), "<p>After</p>");
        QCOMPARE(exportBoats().summary.tally, (Tally{2, 0, 0, 0})); // one result for each page
        QCOMPARE(QDir(m_images).entryList(QDir::Files).size(), 7);
        QCOMPARE(m_to->import({m_out}).summary.tally, (Tally{2, 0, 0, 0}));
        QCOMPARE(picturesOf(*m_to, pageLink).size(), 7);
    }

    void hostilePicturesAreNotTaken_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<std::function<void(const QString&)>>("make");
        const auto row = [](const char* what, const QByteArray& name, std::function<void(const QString&)> make) {
            QTest::newRow(what) << name << std::move(make);
        };
        const auto put = [](const QByteArray& bytes) {
            return [bytes](const QString& path) { QVERIFY(base::writeFileAtomically(path, bytes)); };
        };
        const QByteArray svg("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg>");
        row("symbolic link", nameOf(boatBytes, "png"),
            [](const QString& path) { QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), path)); });
        row("folder", nameOf(boatBytes, "png"), [](const QString& path) { QVERIFY(QDir().mkpath(path)); });
        row("a gigabyte", nameOf(boatBytes, "png"), [](const QString& path) {
            QVERIFY(base::writeFileAtomically(path, boatBytes) && QFile::resize(path, 1LL << 30));
        });
        row("not there", nameOf(boatBytes, "png"), [](const QString&) {});
        row("changed", nameOf(boatBytes, "png"), put(picture("ship")));
        row("svg by its bytes", nameOf(svg, "png"), put(svg));
        row("page", nameOf("<html>", "png"), put("<html>"));
        row("empty", nameOf({}, "png"), put({}));
    }
    void hostilePicturesAreNotTaken() {
        QFETCH(QByteArray, name);
        QFETCH(std::function<void(const QString&)>, make);
        putEntry(name);
        make(imageFile(name));
        const Ended ended = m_to->import({m_out});
        QCOMPARE(ended.summary.tally, (Tally{1, 0, 0, 0})); // the article itself comes in
        QCOMPARE(ended.results.value(0).outcome, Outcome::Noted);
        QVERIFY(ended.results.value(0).message.contains(QString::fromLatin1(name)));
        QVERIFY(picturesOf(*m_to, pageLink).isEmpty());
        QVERIFY(articleOf(*m_to, pageLink).contains("src=\"https://e.org/boat.png\""));
    }

    void namesThatAreNoHashesAreNotRead_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("up") << QByteArray("../../x.png");
        QTest::newRow("up, after a hash") << QByteArray(nameOf(boatBytes, "png") + "/../../x.png");
        QTest::newRow("absolute") << QByteArray("//etc/passwd");
        QTest::newRow("svg") << nameOf(boatBytes, "svg");
        QTest::newRow("words") << QByteArray("boat.png");
        QTest::newRow("upper case") << nameOf(boatBytes, "png").toUpper();
        QTest::newRow("no suffix") << nameOf(boatBytes, "");
    }
    void namesThatAreNoHashesAreNotRead() {
        QFETCH(QByteArray, name);
        putEntry(name);
        QVERIFY(base::writeFileAtomically(QString(m_out + QStringLiteral("/x.png")), boatBytes));
        QVERIFY(base::writeFileAtomically(QString(m_images + QStringLiteral("/boat.png")), boatBytes));
        QCOMPARE(m_to->import({m_out}).summary.tally.failed, 0);
        QVERIFY(picturesOf(*m_to, pageLink).isEmpty());
    }

    void aFolderThatIsALinkIsNotFollowed() {
        const QByteArray name = nameOf(boatBytes, "png");
        putEntry(name);
        QVERIFY(base::writeFileAtomically(imageFile(name), boatBytes));
        QVERIFY(QDir().rename(m_images, QString(m_out + QStringLiteral("/elsewhere"))));
        QVERIFY(QFile::link(QString(m_out + QStringLiteral("/elsewhere")), m_images));
        QCOMPARE(m_to->import({m_out}).results.value(0).outcome, Outcome::Noted);
        QVERIFY(picturesOf(*m_to, pageLink).isEmpty());
    }

    void allPicturesTogetherAreBounded() {
        keepBoats();
        exportBoats();
        formats::ImportOptions options{m_out};
        options.pictures = {boatBytes.size(), boatBytes.size()};
        const Ended ended = m_to->import(options);
        QCOMPARE(ended.results.value(0).outcome, Outcome::Noted);
        QCOMPARE(picturesOf(*m_to, pageLink).keys(), QStringList{boat});
    }

    void exportWritesThroughNoLink() {
        keepBoats();
        QVERIFY(QDir().mkpath(m_entry));
        QVERIFY(QDir().mkpath(m_from->path(QStringLiteral("elsewhere"))));
        QVERIFY(QFile::link(m_from->path(QStringLiteral("elsewhere")), m_images));
        const Ended ended = exportBoats();
        QCOMPARE(ended.summary.tally, (Tally{0, 0, 0, 1}));
        QVERIFY(QDir(m_from->path(QStringLiteral("elsewhere"))).isEmpty());
        QVERIFY(!QFileInfo::exists(indexOf(m_out, pageLink)));
        QVERIFY(QFile::remove(m_images));
        QVERIFY(QDir().mkpath(m_images));
        QVERIFY(QFile::link(m_from->path(QStringLiteral("target")), imageFile(nameOf(boatBytes, "png"))));
        QCOMPARE(exportBoats().summary.tally.failed, 1);
        QVERIFY(!QFileInfo::exists(m_from->path(QStringLiteral("target"))));
    }

    void bookmarksCarryTagsAndNotes() {
        const QStringList tags{QStringLiteral("R&D <\"q\">"), QStringLiteral("one, two"), QStringLiteral("潮 🐚")};
        const QString note = QStringLiteral("First line\n---\nurl: http://evil/\n</DD><b>&amp;");
        keepBoats();
        m_from->write([&](library::Stores& stores) -> base::Result<void> {
            const auto id = stores.pages.find(pageLink).value();
            for (const QString& tag : tags) {
                if (const auto given = stores.pages.addTag({id}, tag); !given)
                    return given;
            }
            return stores.pages.setNote(id, note);
        });
        const QString file = m_from->path(QStringLiteral("marks.html"));
        QCOMPARE(m_from->exportTo({Format::Bookmarks, file}).summary.tally.done, 1);

        const Ended ended = m_to->import({file});
        QCOMPARE(ended.results.size(), 1); // a result for each link
        QCOMPARE(ended.results.first().link, pageLink);
        const auto ids = m_to->stores().jobs.ids({});
        const auto jobs = m_to->stores().jobs.rows(*ids);
        QCOMPARE(jobs->size(), 1);
        QCOMPARE(jobs->first().note, note);
        QCOMPARE(QSet<QString>(jobs->first().tags.begin(), jobs->first().tags.end()),
                 QSet<QString>(tags.begin(), tags.end()));

        keep(*m_to, pageLink, boatsHtml); // kept already: what comes along goes to the page
        QCOMPARE(m_to->import({file}).results.value(0).outcome, Outcome::Unchanged);
        QCOMPARE(m_to->page(pageLink).note, note);
    }

private:
    void keepBoats() { keep(*m_from, pageLink, boatsHtml, {{boat, boatBytes}, {rope, ropeBytes}}); }
    Ended exportBoats() { return m_from->exportTo({Format::CachedArticles, m_out}); }
    QString imageFile(const QByteArray& name) const { return QString(m_images % u'/' % QString::fromLatin1(name)); }

    // An entry that names this picture, with a folder for it.
    void putEntry(const QByteArray& name) {
        QVERIFY(QDir().mkpath(m_images));
        QVERIFY(base::writeFileAtomically(
            indexOf(m_out, pageLink), "title: x\nurl: " + pageLink.toUtf8() +
                                          "\nhash_url: " + formats::hashOfLink(pageLink) + "\n\n<p><img src=\"images/" +
                                          name + "\" data-srcset=\"https://e.org/boat.png\"></p>"));
    }

    std::unique_ptr<Exchange> m_from;
    std::unique_ptr<Exchange> m_to;
    QString m_out;
    QString m_entry;
    QString m_images;
};

QTEST_GUILESS_MAIN(PicturesTest)
#include "tst_pictures.moc"
