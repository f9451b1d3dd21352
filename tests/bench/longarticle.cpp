// How long the interface thread is held by a very long article: opened, scrolled through all its parts, searched,
// resized, and given its contents, another size, other colours and another column (promise 4: no event over 100 ms).
//
//   longarticle [MEGABYTES]

#include "probe.h"

#include "library/library.h"
#include "models/tagcountmodel.h"
#include "ui/reader/articleview.h"
#include "ui/reader/readerpanel.h"
#include "ui/reader/readertools.h"

#include <QAction>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

namespace {

QByteArray longArticle(qsizetype bytes) {
    QByteArray html;
    for (int at = 0; html.size() < bytes; ++at) {
        if (at % 40 == 0)
            html += "<h2>Chapter " + QByteArray::number(at / 40) + "</h2>";
        html +=
            "<p>The tide comes in twice a day and takes <em>its time</em> about it; nobody hurries it, and the "
            "<a href=\"https://made-up.example/" +
            QByteArray::number(at) +
            "\">harbour master</a> least of all. What he writes into his book is the weather, the ships, and on the "
            "right page everything else, in a hand that grew smaller with the years.</p>";
        if (at % 97 == 0)
            html += "<pre><code>for page in book:\n    read(page)\n</code></pre><ul><li>one</li><li>two</li></ul>";
    }
    return html + "<p>lighthouse</p>";
}

library::PageId store(library::Library& library, const QByteArray& article) {
    library::PageId page = 0;
    QEventLoop waiting;
    library.write(
        &waiting,
        [&](library::Stores& stores) {
            library::CaptureRecord capture;
            capture.startedAt = capture.finishedAt = QDateTime::currentDateTimeUtc();
            capture.outcome = "stored";
            capture.timings = "{}";
            library::NewSnapshot snapshot;
            snapshot.capturedAt = capture.startedAt;
            snapshot.mediaType = "text/html";
            snapshot.body = snapshot.article = library::pack(article);
            snapshot.title = QStringLiteral("A very long article");
            snapshot.text = QStringLiteral("long");
            return stores.snapshots.importSnapshot({QStringLiteral("https://made-up.example/long"), {}, {}, {}},
                                                   capture, snapshot);
        },
        [&](const base::Result<library::Committed>& stored) {
            page = stored ? stored->page : 0;
            waiting.quit();
        });
    waiting.exec();
    return page;
}

void spin(int ms) {
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

int main(int argc, char** argv) {
    ProbedApplication application(argc, argv);
    const qsizetype megabytes = argc > 1 ? QByteArray(argv[1]).toInt() : 5;
    const QTemporaryDir folder;
    auto opened = library::Library::open({folder.filePath(QStringLiteral("long.tidemark"))});
    if (!opened)
        return 1;
    const library::PageId page = store(**opened, longArticle(megabytes * 1'000'000));
    models::TagCountModel tags;
    ui::ReaderPanel reader(**opened, &tags);
    reader.resize(1000, 800);
    reader.show();
    spin(1000);
    application.begin();
    reader.open(page);
    spin(4000);
    application.report("open", 3);
    application.begin();
    QScrollBar* bar = reader.view()->verticalScrollBar();
    for (int part = 0; part < 4; ++part) {
        for (int step = 0; step <= 40; ++step) {
            QTimer::singleShot(0, bar, [bar, step] { bar->setValue(bar->maximum() * step / 40); });
            spin(15);
        }
        QTimer::singleShot(0, &reader,
                           [&] { reader.findChild<QToolButton*>(QStringLiteral("nextPartButton"))->click(); });
        spin(1200);
    }
    application.report("scroll", 3);
    application.begin();
    QTimer::singleShot(0, &reader, [&] {
        reader.tools()->find->trigger();
        reader.findChild<QLineEdit*>(QStringLiteral("findEdit"))->setText(QStringLiteral("lighthouse"));
    });
    spin(2500);
    application.report("find", 3);
    application.begin();
    // The middle ones make the column narrower, which lays everything out again.
    for (const int width : {900, 1200, 560, 480, 620, 1000}) {
        QTimer::singleShot(0, &reader, [&reader, width] { reader.resize(width, 800); });
        spin(1200);
    }
    application.report("resize", 3);
    application.begin();
    for (const char* action : {"contentsAction", "largerTextAction", "sepiaThemeAction", "wideColumnAction"}) {
        QTimer::singleShot(0, &reader, [&] { reader.findChild<QAction*>(QString::fromLatin1(action))->trigger(); });
        spin(1200);
    }
    application.report("style", 3);
    return 0;
}
