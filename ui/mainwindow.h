#pragma once

#include "bench/loadresult.h"
#include "library/types.h"
#include "ui/core.h"
#include "ui/transfer/transferdialog.h"
#include "ui/widgets/screen.h"

#include <QDeadlineTimer>
#include <QMainWindow>

#include <chrono>

class QStackedWidget;

namespace ui {

class ArchiveScreen;
class BenchmarkScreen;
class SideRail;
class WindowBanners;

// The window: places in a rail, menus, banners over all places, and what is remembered between two starts.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const Core& core, QWidget* parent = nullptr);
    ~MainWindow() override;

    Screen* place(const QString& name) const; // none when there is no such place
    // What ends so soon after the question before closing answers it: nothing is left to ask about.
    void setQuestionGrace(std::chrono::milliseconds grace) { m_questionGrace = grace; }
    void setLongRun(std::chrono::milliseconds time) { m_longRun = time; } // from here on its end is told behind windows

public Q_SLOTS:
    void archiveLinks(const QStringList& links); // given to the program or handed over by a later start; may be empty
    void bringToFront();
    void closeWithoutAsking(); // SIGTERM, end of the desktop session
    void showPlace(const QString& name);

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void addPlace(Screen* screen, bool atFoot = false);
    void buildMenus();
    void openTransfer(TransferDialog::Kind kind);
    void showShortcuts();
    void showAbout();
    void updateUndo();
    void updateTitle();
    void pasteLinks();
    void openPage(qint64 page);
    void askBeforeClosing();
    void batchEnded(qint64 done, qint64 failed);
    void runEnded(const bench::LoadResult& result);
    void benchmarkChanged();
    void benchmarkSettled();
    void tellInBackground(const QString& title, const QString& text);
    void restore();
    void remember();

    Core m_core;
    SideRail* m_rail;
    WindowBanners* m_banners;
    QStackedWidget* m_places;
    ArchiveScreen* m_archive = nullptr;
    BenchmarkScreen* m_benchmark = nullptr;
    QAction* m_undo = nullptr;
    QMenu* m_view = nullptr;
    std::chrono::milliseconds m_questionGrace{2'000};
    std::chrono::milliseconds m_longRun{20'000}; // worth telling about when it ends behind another window
    QDeadlineTimer m_justAsked;
    bool m_mayClose = false;
    bool m_closesSettled = false; // once the result of the run that was stopped for it is kept
};

} // namespace ui
