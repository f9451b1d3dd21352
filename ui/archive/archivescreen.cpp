#include "ui/archive/archivescreen.h"

#include "archive/pipeline.h"
#include "library/errors.h"
#include "library/library.h"
#include "models/format.h"
#include "models/joblistmodel.h"
#include "ui/archive/authenticationbar.h"
#include "ui/archive/jobactions.h"
#include "ui/archive/jobcommands.h"
#include "ui/archive/jobpane.h"
#include "ui/archive/jobtable.h"
#include "ui/archive/linkdraft.h"
#include "ui/archive/linkfield.h"
#include "ui/archive/pastepanel.h"
#include "ui/archive/saidline.h"
#include "ui/archive/startgate.h"
#include "ui/archive/summarybar.h"
#include "ui/charts/sessioncharts.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace ui {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype mostCopied = 10'000;
} // namespace

ArchiveScreen::ArchiveScreen(const Core& core, QWidget* parent)
    : Screen(parent)
    , m_core(core)
    , m_jobs(new models::JobListModel(core.library, this))
    , m_intake(new LinkIntake(core, this))
    , m_commands(new JobCommands(core, *m_jobs, this))
    , m_pane(new JobPane(*m_jobs, this))
    , m_table(&m_pane->table())
    , m_actions(std::make_unique<JobActions>(this, m_table))
    , m_paste(new PastePanel(*m_intake, this))
    , m_authentication(new AuthenticationBar(core, this))
    , m_gate(new StartGate(core.pipeline, this))
    , m_said(new SaidLine(this))
    , m_draft(new LinkDraftFile(LinkDraftFile::pathFor(core.settingsFile, core.library.file()), this))
    , m_summary(new SummaryBar(m_actions->pause, this))
    , m_charts(new SessionCharts(core.recorder, this)) {
    m_clock.start();
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(QStringLiteral("archiveSplitter"));
    m_pane->addTools(*m_actions);
    m_pane->addBelow(m_summary);
    m_splitter->addWidget(m_pane);
    m_splitter->addWidget(m_charts);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setCollapsible(0, false);
    m_splitter->setSizes({420, 170});

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 8);
    column->setSpacing(8);
    column->addWidget(m_paste);
    column->addWidget(m_authentication);
    column->addWidget(m_gate);
    column->addWidget(m_said);
    column->addWidget(m_splitter, 1);

    joinActions();
    joinModel();
    joinDraft();
    m_actions->setPaused(m_commands->paused());
    showCounts();
}

ArchiveScreen::~ArchiveScreen() = default;

void ArchiveScreen::joinActions() {
    connect(m_actions->archive, &QAction::triggered, this, [this] { m_gate->pass([this] { m_paste->archive(); }); });
    connect(m_actions->open, &QAction::triggered, this, &ArchiveScreen::openCurrent);
    connect(m_said, &SaidLine::undoWanted, this, &ArchiveScreen::undo);
    connect(m_actions->retry, &QAction::triggered, this, [this] { retry(m_table->selectedJobs()); });
    connect(m_actions->cancel, &QAction::triggered, this, [this] { m_commands->cancel(m_table->selectedJobs()); });
    connect(m_actions->copyLink, &QAction::triggered, this, &ArchiveScreen::copyLinks);
    connect(m_actions->selectAll, &QAction::triggered, m_table, &QTableView::selectAll);
    connect(m_actions->retryFailed, &QAction::triggered, this,
            [this] { m_gate->pass([this] { m_commands->retryFailed(); }); });
    connect(m_actions->clearFinished, &QAction::triggered, m_commands, &JobCommands::clearFinished);
    connect(m_actions->pause, &QAction::triggered, this, [this](bool paused) {
        if (paused)
            m_commands->setPaused(true);
        else
            m_gate->pass([this] { m_commands->setPaused(false); });
        m_actions->setPaused(m_commands->paused());
    });
    connect(m_actions->filter, &QAction::triggered, m_pane, &JobPane::focusFilter);
    connect(m_actions->charts, &QAction::toggled, m_charts, &QWidget::setVisible);
    connect(m_table, &JobTable::openWanted, this, &ArchiveScreen::openCurrent);
    connect(m_table, &JobTable::retryWanted, this, [this](qint64 job) { retry({job}); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &ArchiveScreen::showContextMenu);
    connect(m_commands, &JobCommands::pausedChanged, this, [this](bool paused) {
        m_actions->setPaused(paused);
        showCounts();
    });
    connect(m_commands, &JobCommands::said, this, [this](const QString& sentence) { say(sentence, false); });
    connect(m_commands, &JobCommands::failed, this, [this](const QString& sentence) { say(sentence, true); });
    connect(m_commands, &JobCommands::undoChanged, this, &Screen::undoChanged);
}

void ArchiveScreen::joinModel() {
    connect(&m_core.pipeline, &archive::Pipeline::jobsChanged, m_jobs, &models::JobListModel::apply);
    connect(&m_core.pipeline, &archive::Pipeline::countsChanged, m_jobs, &models::JobListModel::applyCounts);
    connect(&m_core.pipeline, &archive::Pipeline::authenticationWanted, m_authentication, &AuthenticationBar::ask);
    connect(m_authentication, &AuthenticationBar::answered, this, &ArchiveScreen::retry);
    connect(m_jobs, &models::JobListModel::countsChanged, this, &ArchiveScreen::showCounts);
    connect(m_jobs, &models::JobListModel::failed, this,
            [this](const QString& sentence) { m_said->sayToo(Banner::Tone::Warning, sentence); });
    connect(m_intake, &LinkIntake::refused, this, [this](qint64 links, const QString& why) {
        m_said->sayToo(Banner::Tone::Warning,
                       tr("%Ln link(s) could not be taken in: %1", nullptr, static_cast<int>(links)).arg(why));
    });
    connect(m_intake, &LinkIntake::submitted, this, [this](const IntakeResult& result) {
        m_pane->showNew(result.first);
        if (result.added > 0 && !result.handedOver)
            m_said->forgetLink();
        m_jobs->refresh();
    });
}

void ArchiveScreen::retry(const QList<library::JobId>& jobs) {
    m_gate->pass([this, jobs] {
        m_said->forgetLink();
        m_commands->retry(jobs);
    });
}

// What stands in the paste field is there again at the next start.
void ArchiveScreen::joinDraft() {
    m_paste->setDraft(m_draft->read());
    connect(m_paste, &PastePanel::draftChanged, this, [this] { m_draft->setDraft(m_paste->draft()); });
    connect(m_draft, &LinkDraftFile::failed, this, [this](const QString& why) {
        m_said->sayToo(Banner::Tone::Warning,
                       tr("What stands in the field above will not be there at the next start: %1").arg(why));
    });
    connect(m_draft, &LinkDraftFile::cut, this, [this] {
        m_said->sayToo(
            Banner::Tone::Warning,
            tr("Not all that stands above will be there at the next start: it is too long to be kept. Archive "
               "it before you close the window, or leave it in a file."));
    });
}

QString ArchiveScreen::place() const {
    return QStringLiteral("archive");
}

QString ArchiveScreen::title() const {
    return tr("&Archive");
}

Icon ArchiveScreen::icon() const {
    return Icon::Archive;
}

void ArchiveScreen::enter() {
    m_paste->focusField();
}

void ArchiveScreen::saveState(QSettings& settings) const {
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("charts"), m_actions->charts->isChecked());
    (void)m_draft->write(); // nobody is left to be told; it was, where it could not be written before
    m_table->saveState(settings);
}

void ArchiveScreen::restoreState(QSettings& settings) {
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    m_actions->charts->setChecked(settings.value(QStringLiteral("charts"), true).toBool());
    m_charts->setVisible(m_actions->charts->isChecked());
    m_table->restoreState(settings);
}

QString ArchiveScreen::undoText() const {
    return m_commands->canUndo() ? tr("Clear finished") : QString();
}

void ArchiveScreen::undo() {
    m_commands->undoClear();
    m_said->hide();
}

QList<QAction*> ArchiveScreen::viewActions() const {
    return {m_actions->charts, m_actions->filter};
}

void ArchiveScreen::archiveNow(const QStringList& links) {
    m_intake->submitLinks(links); // jobs at once, so that nothing that was handed over is lost
    m_gate->askOfHeld();
}

void ArchiveScreen::setDisturbs(bool disturbs) {
    if (disturbs)
        m_gate->runBegan(running() > 0 ? StartGate::Meanwhile::Archiving : StartGate::Meanwhile::Nothing);
    else
        m_gate->runEnded();
}

bool ArchiveScreen::takes(const QMimeData& mime) const {
    return LinkField::takes(mime);
}

bool ArchiveScreen::holdsLinks(const QMimeData& mime) const {
    return LinkField::holdsLinks(mime);
}

void ArchiveScreen::take(const QMimeData& mime) {
    m_paste->take(mime);
}

void ArchiveScreen::setDrawn(bool drawn) {
    m_charts->setDrawn(drawn);
}

QString ArchiveScreen::progressText() const {
    return m_batch.active() ? models::percentText(m_batch.share()) : QString();
}

qint64 ArchiveScreen::running() const {
    return m_jobs->counts().running;
}

void ArchiveScreen::showCounts() {
    const library::JobCounts& counts = m_jobs->counts();
    m_pane->showCounts(counts);
    m_actions->retryFailed->setEnabled(counts.failed > 0);
    m_actions->clearFinished->setEnabled(counts.done + counts.failed + counts.cancelled > 0);
    // Before the library's first answer they are nobody's: what ended long ago would look as if it ended just now.
    const auto ended =
        m_jobs->counted() ? m_batch.setCounts(counts, std::chrono::milliseconds(m_clock.elapsed())) : std::nullopt;
    m_summary->draw(m_batch, counts, m_commands->paused());
    Q_EMIT progressChanged();
    if (ended && ended->lasted >= m_longBatch)
        Q_EMIT batchEnded(ended->done, ended->failed);
}

void ArchiveScreen::openCurrent() {
    const library::Job* job = m_table->currentJob();
    if (!job)
        return;
    if (job->page > 0 && job->state != library::JobState::Failed) {
        Q_EMIT pageWanted(job->page);
        return;
    }
    m_said->sayOfLink(job->state == library::JobState::Failed
                          ? tr("This link could not be archived, so there is nothing to read: %1")
                                .arg(models::oneLine(job->errorText))
                          : tr("This page is not archived yet. It can be opened as soon as it is."));
}

void ArchiveScreen::copyLinks() {
    QStringList links;
    const QList<library::JobId> jobs = m_table->selectedJobs();
    if (jobs.size() > mostCopied) {
        say(tr("At most %1 links are copied at once; to have them all, use Export… in the File menu.")
                .arg(models::countText(mostCopied)),
            true);
        return;
    }
    m_core.library.read(
        library::ReadLane::Lists, this, [jobs](library::Stores& stores) { return stores.jobs.rows(jobs); },
        [this](const base::Result<QList<library::Job>>& rows) {
            if (!rows && rows.error().kind == library::interrupted) // by a search
                return copyLinks();
            if (!rows) {
                say(rows.error().message, true);
                return;
            }
            QStringList copied;
            for (const library::Job& job : *rows)
                copied << job.link;
            QGuiApplication::clipboard()->setText(copied.join(QLatin1Char('\n')));
        });
}

void ArchiveScreen::showContextMenu(const QPoint& at) {
    auto* menu = new QMenu(m_table);
    menu->setObjectName(QStringLiteral("jobMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillContextMenu(*menu);
    using State = library::JobState;
    const library::Job* job = m_table->currentJob();
    m_actions->open->setEnabled(job && job->page > 0 && job->state != State::Failed);
    m_actions->retry->setEnabled(m_table->selects({State::Failed, State::Cancelled}));
    m_actions->cancel->setEnabled(m_table->selects({State::Waiting, State::Running}));
    // What the menu greys out has its key all the same: what is selected goes on changing, and the keys say why not.
    connect(menu, &QMenu::aboutToHide, this, [this] {
        for (QAction* action : {m_actions->open, m_actions->retry, m_actions->cancel})
            action->setEnabled(true);
    });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void ArchiveScreen::say(const QString& sentence, bool warning) {
    m_said->say(warning ? Banner::Tone::Warning : Banner::Tone::Calm, sentence,
                m_commands->canUndo() && !warning ? SaidLine::Undo::Offered : SaidLine::Undo::No);
}

} // namespace ui
