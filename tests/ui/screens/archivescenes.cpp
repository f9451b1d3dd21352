#include "base/file.h"
#include "formats/links.h"
#include "tests/ui/madeup.h"
#include "tests/ui/screens/scene.h"
#include "tests/ui/stage.h"
#include "ui/archive/linkfield.h"
#include "ui/charts/sessioncharts.h"
#include "ui/mainwindow.h"
#include "ui/startwindow.h"
#include "ui/transfer/transferdialog.h"

#include <QAbstractButton>
#include <QDir>
#include <QMimeData>
#include <QTableView>

namespace screens {

namespace {

using Draw = std::function<void(QWidget*)>;
using Change = std::function<void(stage::Stage&, ui::MainWindow&)>;

void feedCharts(stage::Stage& stage, ui::MainWindow& window) {
    auto* charts = window.findChild<ui::SessionCharts*>();
    for (int at = 0; at < 8; ++at) {
        stage::fillRecorder(stage);
        charts->read();
        settle(60);
    }
}

// The window over a library: empty, or as after a morning of archiving.
std::function<void(const Draw&)> window(bool full, const Change& change = {}) {
    return [full, change](const Draw& draw) {
        stage::Stage stage;
        stage::MadeUp made;
        if (full)
            made = stage::fill(stage);
        ui::MainWindow window(stage.core());
        window.resize(1180, 760);
        window.show();
        settle();
        if (full) {
            Q_EMIT stage.pipeline().jobsChanged(made.running);
            Q_EMIT stage.pipeline().countsChanged(made.counts);
            feedCharts(stage, window);
        }
        if (change)
            change(stage, window);
        settle();
        draw(&window);
    };
}

void click(QWidget& window, const char* name) {
    window.findChild<QAbstractButton*>(QString::fromLatin1(name))->click();
}

void paste(stage::Stage&, ui::MainWindow& window) {
    auto* field = window.findChild<ui::LinkField*>();
    field->setPlainText(
        QStringLiteral("https://kitchen.example/bread/slow-rye\nhttps://new.example/first\n"
                       "see also https://new.example/second, and\nthe one about boats\nfile:///etc/hosts"));
    settle(600);
    click(window, "badLinesButton");
}

void selectFailed(stage::Stage&, ui::MainWindow& window) {
    click(window, "failedFilterTab");
    settle();
    auto* table = window.findChild<QTableView*>(QStringLiteral("jobTable"));
    table->setFocus();
    table->selectRow(0);
}

// A busy host, and a page that came without its content.
void waitAndFlag(stage::Stage& stage, ui::MainWindow& window) {
    auto* table = window.findChild<QTableView*>(QStringLiteral("jobTable"));
    table->scrollToBottom();
    settle();
    const auto rows = stage.write([](library::Stores& stores) -> base::Result<QList<library::Job>> {
        const auto ids = stores.jobs.ids({});
        return ids ? stores.jobs.rows(*ids) : ids.error();
    });
    QList<archive::JobUpdate> updates;
    const int statuses[] = {503, 429, 0};
    for (library::Job job : *rows) {
        if (job.state != library::JobState::Waiting || updates.size() == 3)
            continue;
        job.status = statuses[updates.size()];
        job.errorKind = job.status > 0 ? "http-status" : "timeout";
        job.errorText = QStringLiteral("It did not answer.");
        job.notBefore = QDateTime::currentDateTimeUtc().addSecs(12 + 400 * updates.size());
        archive::JobUpdate update;
        update.job = job;
        updates << update;
    }
    for (int at : {1, 0}) {
        library::Job job = rows->at(at);
        job.flag = at == 0 ? "needs-browser" : "login";
        archive::JobUpdate update;
        update.job = job;
        updates << update;
    }
    table->selectRow(table->model()->rowCount() - 4);
    Q_EMIT stage.pipeline().jobsChanged(updates);
}

void flagOnTop(stage::Stage& stage, ui::MainWindow& window) {
    waitAndFlag(stage, window);
    window.findChild<QTableView*>(QStringLiteral("jobTable"))->scrollToTop();
}

void askToQuit(stage::Stage& stage, ui::MainWindow& window) {
    Q_UNUSED(stage)
    window.close();
}

void askForLogin(stage::Stage& stage, ui::MainWindow&) {
    Q_EMIT stage.pipeline().authenticationWanted(
        {1, QStringLiteral("https://club.example"), QStringLiteral("Members")});
}

void fillDisk(stage::Stage& stage, ui::MainWindow&) {
    Q_EMIT stage.pipeline().haltChanged(
        archive::Halt::DiskFull, QStringLiteral("There is no room left on the disk. What waits stays in line, and "
                                                "archiving goes on as soon as there is room."));
    Q_EMIT stage.credentials().keptForSession();
}

void showDialog(QWidget& window, const char* action, const Draw& draw) {
    window.findChild<QAction*>(QString::fromLatin1(action))->trigger();
    settle();
    for (QDialog* dialog : window.findChildren<QDialog*>()) {
        if (dialog->isVisible())
            draw(dialog);
    }
}

std::function<void(const Draw&)> dialog(const char* action) {
    return [action](const Draw& draw) {
        stage::Stage stage;
        stage::fill(stage);
        ui::MainWindow window(stage.core());
        window.show();
        settle();
        showDialog(window, action, draw);
    };
}

// Entries of every outcome, with names that are long, and some from right to left.
void fillFolder(const QString& folder) {
    const QStringList links{
        QStringLiteral("https://tidal-notes.example/2026/02/what-the-last-lamp-keepers-wrote-into-their-books-and-why-"
                       "nobody-read-them?page=1&print=yes&from=newsletter-2026-02-11"),
        QStringLiteral("https://tidal-notes.example/ropes"), QStringLiteral("https://مثال.example/ميناء/قديم"),
        QStringLiteral("https://kitchen.example/bread/slow-rye")};
    for (const QString& link : links) {
        const QByteArray hash = formats::hashOfLink(link);
        const bool wrong = link.endsWith(QStringLiteral("ropes"));
        const QString entry = QString(folder % QLatin1Char('/') % QString::fromLatin1(hash));
        QDir().mkpath(entry);
        (void)base::writeFileAtomically(QString(entry % QStringLiteral("/index.md")),
                                        "title: Kept\nurl: " + link.toUtf8() +
                                            "\nhash_url: " + (wrong ? QByteArray(32, '0') : hash) +
                                            "\n\n<p>A page as it was kept.</p>\n");
    }
    for (const char* name :
         {"broken", "an-entry-whose-folder-has-a-name-that-goes-on-for-longer-than-any-column-is-wide"}) {
        const QString entry = QString(folder % QLatin1Char('/') % QString::fromLatin1(name));
        QDir().mkpath(entry);
        (void)base::writeFileAtomically(QString(entry % QStringLiteral("/index.md")), "title: nothing else\n");
    }
}

std::function<void(const Draw&)> imported() {
    return [](const Draw& draw) {
        stage::Stage stage;
        const QString folder = stage.path(QStringLiteral("A folder of articles"));
        fillFolder(folder);
        ui::TransferDialog dialog(stage.core(), ui::TransferDialog::Kind::Import);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.setPath(folder);
        dialog.show();
        settle();
        click(dialog, "startTransferButton");
        settle(1500);
        auto* table = stage::find<QTableView>(dialog, "transferResults");
        table->selectRow(table->model()->rowCount() - 1);
        settle();
        draw(&dialog);
    };
}

void keepForSession(stage::Stage& stage, ui::MainWindow&) {
    Q_EMIT stage.credentials().keptForSession();
}

void showSettings(stage::Stage&, ui::MainWindow& window) {
    window.showPlace(QStringLiteral("settings"));
}

void showStart(const Draw& draw) {
    ui::StartWindow window(QStringLiteral("/home/ada/.local/share/tidemark/library.tidemark"));
    window.showStep({library::OpeningStep::Kind::Copying, 0.4});
    window.show();
    settle();
    draw(&window);
}

} // namespace

QList<Scene> archiveScenes() {
    QList<Scene> scenes;
    const QString archive = QStringLiteral("archive-");
    for (const auto& [look, name] :
         {std::pair{Look::Light, "light"}, {Look::Dark, "dark"}, {Look::RightToLeft, "rtl"}}) {
        const QString end = QString::fromLatin1(name);
        scenes << Scene{QString(archive + QStringLiteral("empty-") + end), look, window(false)};
        scenes << Scene{QString(archive + QStringLiteral("full-") + end), look, window(true)};
        scenes << Scene{QString(archive + QStringLiteral("paste-") + end), look, window(true, paste)};
        scenes << Scene{QString(QStringLiteral("settings-") + end), look, window(false, showSettings)};
        scenes << Scene{QString(archive + QStringLiteral("failed-") + end), look, window(true, selectFailed)};
        scenes << Scene{QString(archive + QStringLiteral("no-keychain-") + end), look, window(true, keepForSession)};
        scenes << Scene{QString(QStringLiteral("import-") + end), look, dialog("importAction")};
        scenes << Scene{QString(QStringLiteral("import-done-") + end), look, imported()};
        scenes << Scene{QString(QStringLiteral("export-") + end), look, dialog("exportAction")};
    }
    scenes << Scene{QString(archive + QStringLiteral("waits-dark")), Look::Dark, window(true, waitAndFlag)};
    scenes << Scene{QString(archive + QStringLiteral("waits-light")), Look::Light, window(true, waitAndFlag)};
    scenes << Scene{QString(archive + QStringLiteral("flagged")), Look::Light, window(true, flagOnTop)};
    scenes << Scene{QString(archive + QStringLiteral("quit")), Look::Light, window(true, askToQuit)};
    scenes << Scene{QString(archive + QStringLiteral("login")), Look::Light, window(true, askForLogin)};
    scenes << Scene{QString(archive + QStringLiteral("banners")), Look::Dark, window(true, fillDisk)};
    scenes << Scene{QStringLiteral("start-light"), Look::Light, showStart};
    scenes << Scene{QStringLiteral("start-dark"), Look::Dark, showStart};
    scenes << Scene{QStringLiteral("shortcuts"), Look::Light, dialog("shortcutsAction")};
    scenes << Scene{QStringLiteral("about"), Look::Light, dialog("aboutAction")};
    return scenes;
}

} // namespace screens
