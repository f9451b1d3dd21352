#pragma once

#include "library/types.h"
#include "models/batchprogress.h"
#include "ui/core.h"
#include "ui/widgets/screen.h"

#include <QElapsedTimer>

#include <memory>

class QMimeData;
class QSplitter;

namespace models {
class JobListModel;
}

namespace ui {

class AuthenticationBar;
class JobCommands;
class JobPane;
class JobTable;
class LinkDraftFile;
class LinkIntake;
class PastePanel;
class SaidLine;
class SessionCharts;
class StartGate;
class SummaryBar;
struct JobActions;

// Where links come in, become jobs and are watched.
class ArchiveScreen : public Screen {
    Q_OBJECT

public:
    explicit ArchiveScreen(const Core& core, QWidget* parent = nullptr);
    ~ArchiveScreen() override;

    QString place() const override;
    QString title() const override;
    Icon icon() const override;
    void enter() override;
    void saveState(QSettings& settings) const override;
    void restoreState(QSettings& settings) override;
    QString undoText() const override;
    void undo() override;
    QList<QAction*> viewActions() const override;

    void archiveNow(const QStringList& links); // without the paste field: from the command line
    bool takes(const QMimeData& mime) const;   // links, text, or files that may hold links
    bool holdsLinks(const QMimeData& mime) const;
    void take(const QMimeData& mime); // into the paste field
    void setDrawn(bool drawn);        // false while the window is minimised
    void setDisturbs(bool disturbs);  // while a benchmark runs: what would begin to archive is asked about first
    QString progressText() const;     // "42 %", empty while nothing is being archived
    qint64 running() const;
    StartGate& gate() { return *m_gate; }
    void setLongBatch(std::chrono::milliseconds time) { m_longBatch = time; } // from here on batchEnded() tells

Q_SIGNALS:
    void progressChanged();
    void batchEnded(qint64 done, qint64 failed); // a long batch is through

private:
    void joinActions();
    void joinModel();
    void showCounts();
    void openCurrent();
    void copyLinks();
    void showContextMenu(const QPoint& at);
    void joinDraft();
    void retry(const QList<library::JobId>& jobs);
    void say(const QString& sentence, bool warning);

    Core m_core;
    models::JobListModel* m_jobs;
    LinkIntake* m_intake;
    JobCommands* m_commands;
    JobPane* m_pane;
    JobTable* m_table; // the pane's
    std::unique_ptr<JobActions> m_actions;
    PastePanel* m_paste;
    AuthenticationBar* m_authentication;
    StartGate* m_gate;
    SaidLine* m_said;
    LinkDraftFile* m_draft;
    SummaryBar* m_summary;
    SessionCharts* m_charts;
    QSplitter* m_splitter;
    models::BatchProgress m_batch;
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_longBatch{20'000}; // worth telling about when it ends behind another window
};

} // namespace ui
