#include "tests/ui/keptpages.h"
#include "tests/ui/madeup.h"
#include "tests/ui/screens/scene.h"
#include "ui/library/libraryscreen.h"
#include "ui/reader/articleview.h"
#include "ui/reader/readerpanel.h"
#include "ui/reader/readertools.h"

#include <QAction>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>

namespace screens {

namespace {

using Draw = std::function<void(QWidget*)>;
using Change = std::function<void(stage::Stage&, ui::LibraryScreen&)>;

kept::NewPage longRead() {
    kept::NewPage page;
    page.link = QStringLiteral("https://tidal-notes.example/2026/02/lamp-keepers");
    page.title = QStringLiteral("What the last lamp keepers wrote into their books");
    page.byline = QStringLiteral("Nora Vahl");
    page.publishedAt = QStringLiteral("2026-02-11");
    page.wordCount = 2'760;
    page.tags = QStringList{QStringLiteral("sea"), QStringLiteral("history")};
    page.pictures = {
        {QStringLiteral("https://tidal-notes.example/lamp.png"), kept::png(900, 420, QColor(0x5b, 0x86, 0x9c))},
        {QStringLiteral("https://tidal-notes.example/gone.png"), {}}};
    const QByteArray paragraph =
        "<p>Every keeper wrote a book, and every book begins with the weather. The wind stands in the first column, "
        "the "
        "oil that was burned in the second, and in the third, which is the widest, whatever the night had brought: a "
        "schooner without lights, a <a href=\"https://kitchen.example/bread/slow-rye\">loaf of rye</a> from the supply "
        "boat, or <em>nothing</em>, written out in full.</p>";
    page.article =
        "<p><img src=\"https://tidal-notes.example/lamp.png\" alt=\"The lamp\"></p>" + paragraph +
        "<h2 id=\"books\">The books</h2>" + paragraph +
        "<blockquote><p>Calm until four. Then not.</p><p>The glass has not moved since Sunday.</p></blockquote>"
        "<p>Some of them counted. One list gives the hours a wick lasted:</p>"
        "<table><caption>Hours a wick "
        "lasted</caption><thead><tr><th>Wick</th><th>Summer</th><th>Winter</th></tr></thead>"
        "<tr><td>Flat</td><td>5</td><td>11</td></tr><tr><td>Round</td><td>7</td><td>14</td></tr></table>"
        "<h3>How to read them</h3><ul><li>The left page is weather.</li><li>The right page is everything else."
        "<ul><li>Except in March.</li></ul></li></ul><pre><code>for page in book:\n    if page.side == \"left\":\n"
        "        read_weather(page)   # the wind comes first</code></pre><p>Use <code>read_weather</code> twice a "
        "day.</p>" +
        paragraph + "<p><img src=\"https://tidal-notes.example/gone.png\" alt=\"The book of 1911\"></p>" + paragraph +
        paragraph;
    page.text = QStringLiteral(
        "Every keeper wrote a book, and every book begins with the weather. The wind stands in the "
        "first column, the oil that was burned in the second, and in the third whatever the night had brought.");
    return page;
}

void fillLibrary(stage::Stage& stage) {
    const struct {
        const char* name;
        const char* text;
        int words;
        int days;
    } pages[] = {
        {"weather/barometer",
         "Reading a barometer without believing it. A needle that falls is a rumour; a needle that falls fast is news.",
         900, 30},
        {"print/ligatures",
         "Ligatures nobody asked for. Where two letters lean on each other, a punch cutter saw work for two evenings.",
         1'430, 12},
        {"radio/short-wave",
         "Listening for ships on a short-wave set. After midnight the band opens and the harbour masters read out "
         "their lists.",
         3'100, 9},
        {"numbers/percentiles",
         "The ninety-ninth percentile is a person. Somebody waited eleven seconds, and it was not the average.", 640,
         6},
        {"ropes", "Nine knots for wet ropes. Cold hands tie the simple ones, so the simple ones have to hold.", 450, 3},
        {"moss",
         "Moss on the north side, and other rules that fail. It grows where it is wet, and that is all it promises.",
         520, 2},
        {"glas", "Über das Schleifen von Linsen bei Tageslicht. Wer am Abend schleift, schleift am Morgen noch einmal.",
         1'980, 1},
        {"tide-tables", "港の潮見表を読む。満ち引きの時刻は毎日およそ五十分ずつ遅れていく。", 300, 0},
    };
    for (const auto& values : pages) {
        kept::NewPage page = kept::simple(QString::fromUtf8(values.name), QString::fromUtf8(values.text));
        page.wordCount = values.words;
        page.daysAgo = values.days;
        page.title.remove(QStringLiteral("。"));
        kept::add(stage, page);
    }
    kept::NewPage arabic =
        kept::simple(QStringLiteral("harbour-ar"),
                     QStringLiteral("ميناء قديم عند المد. كانت السفن تنتظر حتى يرتفع الماء ثم تدخل واحدة بعد أخرى."));
    arabic.direction = QStringLiteral("rtl");
    arabic.article = QStringLiteral("<h2>المد والجزر</h2><p>كانت السفن تنتظر حتى يرتفع الماء، ثم تدخل واحدة بعد أخرى، "
                                    "ولا يستعجلها أحد. وكتب الحارس في دفتره: الريح أولاً.</p>"
                                    "<blockquote><p>هدوء حتى الرابعة.</p></blockquote><ul><li>الصفحة اليمنى "
                                    "للطقس</li><li>اليسرى لكل شيء آخر</li></ul><pre><code>read(page)</code></pre>")
                         .toUtf8();
    kept::add(stage, arabic);
    kept::NewPage pdf = kept::simple(QStringLiteral("charts/harbour.pdf"), QStringLiteral("Harbour chart"));
    pdf.mediaType = "application/pdf";
    pdf.body = "%PDF-1.4 made up";
    pdf.article.clear();
    kept::add(stage, pdf);
    kept::NewPage read = longRead();
    read.daysAgo = 40;
    const library::PageId page = kept::add(stage, read);
    for (const int days : {21, 9, 1}) {
        read.daysAgo = days;
        read.article += "<p>One more line.</p>";
        kept::add(stage, read);
    }
    (void)stage.write([page](library::Stores& stores) { return stores.pages.setStarred({page}, true); });
}

std::function<void(const Draw&)> library(bool full, const Change& change = {}) {
    return [full, change](const Draw& draw) {
        stage::Stage stage;
        if (full)
            fillLibrary(stage);
        ui::LibraryScreen screen(stage.core());
        screen.resize(1180, 760);
        screen.show();
        settle();
        if (change)
            change(stage, screen);
        settle();
        draw(&screen);
    };
}

library::PageId pageOf(stage::Stage& stage, const char* link) {
    const QString name = QString::fromLatin1(link);
    const auto found = stage.write([name](library::Stores& stores) { return stores.pages.find(name); });
    return found ? *found : 0;
}

Change openPage(const char* link, const char* action = nullptr) {
    return [link, action](stage::Stage& stage, ui::LibraryScreen& screen) {
        screen.openPage(pageOf(stage, link));
        settle(500);
        if (action)
            screen.findChild<QAction*>(QString::fromLatin1(action))->trigger();
    };
}

constexpr char longLink[] = "https://tidal-notes.example/2026/02/lamp-keepers";

void search(stage::Stage&, ui::LibraryScreen& screen) {
    screen.findChild<QLineEdit*>(QStringLiteral("librarySearchEdit"))->setText(QStringLiteral("weather"));
}

void searchInVain(stage::Stage&, ui::LibraryScreen& screen) {
    screen.findChild<QLineEdit*>(QStringLiteral("librarySearchEdit"))->setText(QStringLiteral("xylophone"));
}

void removeTwo(stage::Stage&, ui::LibraryScreen& screen) {
    auto* list = screen.findChild<QTableView*>(QStringLiteral("pageList"));
    list->setFocus();
    list->selectRow(1);
    settle();
    list->selectionModel()->select(list->model()->index(2, 0), QItemSelectionModel::Select);
    screen.findChild<QAction*>(QStringLiteral("removeAction"))->trigger();
    settle();
    list->selectAll();
}

// Some that failed, and some that a browser is wanted for.
void showFailed(stage::Stage& stage, ui::LibraryScreen& screen) {
    stage::fill(stage);
    screen.showShelf(library::PageShelf::Failed);
}

void showFlagged(stage::Stage& stage, ui::LibraryScreen& screen) {
    for (const char* flag : {"login", "challenge", "needs-browser"}) {
        kept::NewPage page = kept::simple(QString::fromLatin1(flag), QStringLiteral("Please wait. Loading."));
        page.flag = flag;
        kept::add(stage, page);
    }
    screen.showShelf(library::PageShelf::Flagged);
}

void showBin(stage::Stage& stage, ui::LibraryScreen& screen) {
    removeTwo(stage, screen);
    screen.showShelf(library::PageShelf::Bin);
}

void searchTheBin(stage::Stage& stage, ui::LibraryScreen& screen) {
    const library::PageId page = pageOf(stage, "https://tidal-notes.example/moss");
    (void)stage.write(
        [page](library::Stores& stores) { return stores.pages.remove({page}, QDateTime::currentDateTimeUtc()); });
    screen.findChild<QLineEdit*>(QStringLiteral("librarySearchEdit"))->setText(QStringLiteral("north"));
}

void findInPage(stage::Stage& stage, ui::LibraryScreen& screen) {
    openPage(longLink, "findAction")(stage, screen);
    screen.findChild<QLineEdit*>(QStringLiteral("findEdit"))->setText(QStringLiteral("weather"));
    screen.findChild<QAction*>(QStringLiteral("contentsAction"))->trigger();
    screen.findChild<QAction*>(QStringLiteral("tagsAction"))->trigger();
    screen.findChild<QAction*>(QStringLiteral("noteAction"))->trigger();
}

// A capture comes while the person reads further down.
void keepNewer(stage::Stage& stage, ui::LibraryScreen& screen) {
    openPage(longLink)(stage, screen);
    screen.reader().view()->setPosition(0.3);
    kept::NewPage again = longRead();
    again.article += "<p>One line that is new today.</p>";
    kept::add(stage, again);
    settle(1200);
}

void searchWithSomeInTheBin(stage::Stage& stage, ui::LibraryScreen& screen) {
    removeTwo(stage, screen);
    stage::find<QLineEdit>(screen, "librarySearchEdit")->setText(QStringLiteral("site:tidal-notes.example"));
}

void noteOnly(stage::Stage& stage, ui::LibraryScreen& screen) {
    openPage(longLink, "noteAction")(stage, screen);
    stage::find<QPlainTextEdit>(screen, "noteEdit")->setPlainText(QStringLiteral("Ask Nora about the book of 1911."));
}

void failedCaptures(stage::Stage& stage, ui::LibraryScreen& screen) {
    const library::PageId page = pageOf(stage, longLink);
    const auto jobs = stage.addJobs({QString::fromLatin1(longLink)});
    (void)stage.write([&](library::Stores& stores) {
        (void)stores.jobs.claim(1, 1, {}, QDateTime::currentDateTimeUtc());
        library::CaptureRecord capture;
        capture.startedAt = capture.finishedAt = QDateTime::currentDateTimeUtc();
        capture.outcome = "failed";
        capture.errorKind = "http-status";
        capture.status = 410;
        capture.errorText = QStringLiteral("The page is gone for good (410 Gone).");
        capture.redirects = QStringList{
            QStringLiteral("https://tidal-notes.example/2026/02/lamp-keepers?from=a-newsletter-with-a-long-name"),
            QStringLiteral("https://مثال.example/ميناء")};
        capture.finalLink = QStringLiteral("https://archive.tidal-notes.example/2026/02/lamp-keepers");
        capture.timings = "{}";
        return stores.snapshots.commitFailure(jobs.first(), capture);
    });
    screen.openPage(page);
    settle(500);
    screen.findChild<QAction*>(QStringLiteral("capturesAction"))->trigger();
}

Change dark(const char* link, double position) {
    return [link, position](stage::Stage& stage, ui::LibraryScreen& screen) {
        openPage(link)(stage, screen);
        screen.reader().view()->setPosition(position);
    };
}

} // namespace

QList<Scene> libraryScenes() {
    QList<Scene> scenes;
    for (const auto& [look, name] :
         {std::pair{Look::Light, "light"}, {Look::Dark, "dark"}, {Look::RightToLeft, "rtl"}}) {
        const QString end = QString::fromLatin1(name);
        scenes << Scene{QString(QStringLiteral("library-empty-") + end), look, library(false)};
        scenes << Scene{QString(QStringLiteral("library-list-") + end), look, library(true)};
        scenes << Scene{QString(QStringLiteral("library-failed-") + end), look, library(true, showFailed)};
        scenes << Scene{QString(QStringLiteral("library-flagged-") + end), look, library(true, showFlagged)};
        scenes << Scene{QString(QStringLiteral("library-bin-") + end), look, library(true, showBin)};
        scenes << Scene{QString(QStringLiteral("reader-") + end), look, library(true, openPage(longLink))};
        scenes << Scene{QString(QStringLiteral("reader-middle-") + end), look, library(true, dark(longLink, 0.45))};
        scenes << Scene{QString(QStringLiteral("reader-arabic-") + end), look,
                        library(true, openPage("https://tidal-notes.example/harbour-ar"))};
        scenes << Scene{QString(QStringLiteral("reader-newer-") + end), look, library(true, keepNewer)};
        scenes << Scene{QString(QStringLiteral("reader-note-") + end), look, library(true, noteOnly)};
        scenes << Scene{QString(QStringLiteral("reader-captures-") + end), look, library(true, failedCaptures)};
        scenes << Scene{QString(QStringLiteral("library-bin-hint-") + end), look,
                        library(true, searchWithSomeInTheBin)};
    }
    scenes << Scene{QStringLiteral("library-search"), Look::Light, library(true, search)};
    scenes << Scene{QStringLiteral("library-nothing-found"), Look::Light, library(true, searchInVain)};
    scenes << Scene{QStringLiteral("library-found-in-bin"), Look::Light, library(true, searchTheBin)};
    scenes << Scene{QStringLiteral("library-removed"), Look::Light, library(true, removeTwo)};
    scenes << Scene{QStringLiteral("reader-find"), Look::Light, library(true, findInPage)};
    scenes << Scene{QStringLiteral("reader-sepia"), Look::Light, library(true, openPage(longLink, "sepiaThemeAction"))};
    scenes << Scene{QStringLiteral("reader-source"), Look::Dark, library(true, openPage(longLink, "sourceAction"))};
    scenes << Scene{QStringLiteral("reader-pdf"), Look::Light,
                    library(true, openPage("https://tidal-notes.example/charts/harbour.pdf"))};
    return scenes;
}

} // namespace screens
