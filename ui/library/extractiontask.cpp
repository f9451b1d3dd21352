#include "ui/library/extractiontask.h"

#include <QLocale>
#include <QPushButton>

namespace ui {

ExtractionTask::ExtractionTask(library::Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library)
    , m_line(new Banner)
    , m_stop(m_line->addButton(QStringLiteral("stopExtractionButton"), tr("Stop")))
    , m_undo(m_line->addButton(QStringLiteral("undoExtractionButton"), tr("Undo"))) {
    m_line->setObjectName(QStringLiteral("extractionLine"));
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_extraction)
            m_extraction->stop();
        m_stop->setEnabled(false);
    });
    connect(m_undo, &QPushButton::clicked, this, &ExtractionTask::undo);
}

ExtractionTask::~ExtractionTask() {
    if (m_line && !m_line->parent())
        delete m_line;
}

archive::ReExtraction& ExtractionTask::begin() {
    if (!m_extraction) {
        m_extraction = std::make_unique<archive::ReExtraction>(m_library, m_clock);
        connect(m_extraction.get(), &archive::ReExtraction::progressed, this, &ExtractionTask::showProgress);
        connect(m_extraction.get(), &archive::ReExtraction::finished, this, &ExtractionTask::finish);
    }
    offer(m_stop);
    return *m_extraction;
}

void ExtractionTask::start(const QList<library::PageId>& pages) {
    if (!pages.isEmpty()) // none would mean the whole library
        run({.pages = pages, .all = false, .dryRun = false});
}

void ExtractionTask::startAll() {
    run({});
}

void ExtractionTask::run(const archive::ReExtractionOrder& order) {
    if (isRunning())
        return;
    m_undoing = false;
    begin().start(order);
    showProgress({});
}

void ExtractionTask::undo() {
    if (isRunning())
        return;
    m_undoing = true;
    begin().undo();
    showProgress({});
}

void ExtractionTask::offer(QPushButton* button) {
    for (QPushButton* each : {m_stop, m_undo})
        each->setVisible(each == button);
    m_stop->setEnabled(true);
    m_line->setClosable(button != m_stop);
}

void ExtractionTask::showProgress(const archive::ReExtractionTally& tally) {
    if (!m_line)
        return;
    const QString done = QLocale().toString(tally.done());
    const auto total = static_cast<int>(tally.total);
    m_line->setMessage(Banner::Tone::Calm,
                       m_undoing ? tr("Putting back: %1 of %Ln article(s)", nullptr, total).arg(done)
                                 : tr("Extracting again: %1 of %Ln article(s)", nullptr, total).arg(done));
    m_line->show();
}

QStringList ExtractionTask::sentencesOf(const archive::ReExtractionEnd& end) const {
    const auto changed = static_cast<int>(end.tally.changed);
    const auto unchanged = static_cast<int>(end.tally.unchanged);
    QStringList sentences;
    if (m_undoing) {
        sentences << tr("%Ln article(s) put back as they were.", nullptr, changed);
        if (unchanged > 0)
            sentences << tr("%Ln left because they were chosen since.", nullptr, unchanged);
    } else if (end.tally.total == 0) {
        sentences << tr("Every article is up to date: there was nothing to extract again.");
    } else {
        sentences << tr("%Ln article(s) changed, %1 as before.", nullptr, changed).arg(QLocale().toString(unchanged));
    }
    if (end.tally.failed > 0)
        sentences << tr("%Ln could not be read.", nullptr, static_cast<int>(end.tally.failed))
                  << end.problems.mid(0, 1);
    if (end.stopped)
        sentences << tr("Stopped: the rest is as it was.");
    return sentences;
}

void ExtractionTask::finish(const archive::ReExtractionEnd& end) {
    if (!m_line)
        return;
    const auto changed = static_cast<int>(end.tally.changed);
    if (end.error) {
        m_line->setMessage(Banner::Tone::Warning, end.error->message);
    } else {
        m_line->setMessage(end.tally.failed > 0 ? Banner::Tone::Warning : Banner::Tone::Calm,
                           sentencesOf(end).join(QLatin1Char(' ')));
    }
    offer(!m_undoing && changed > 0 ? m_undo : nullptr);
    m_line->show();
}

} // namespace ui
