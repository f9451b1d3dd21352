#include "ui/archive/pastepanel.h"

#include "models/format.h"
#include "ui/archive/intakewords.h"
#include "ui/archive/linkfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/primarybutton.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

namespace ui {

PastePanel::PastePanel(LinkIntake& intake, QWidget* parent)
    : QWidget(parent)
    , m_intake(intake)
    , m_field(new LinkField(this))
    , m_archive(new PrimaryButton(tr("Archive"), this))
    , m_sources(new QWidget(this)) {
    buildField();
    auto* rows = new QGridLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(8);
    rows->setVerticalSpacing(4);
    rows->addWidget(m_field, 0, 0);
    rows->addWidget(m_archive, 0, 1, Qt::AlignTop);
    rows->addWidget(m_sources, 1, 0, 1, 2);
    rows->addWidget(buildStatus(), 2, 0, 1, 2);
    rows->addWidget(m_bad, 3, 0, 1, 2);
    rows->setColumnStretch(0, 1);

    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        forgetSaid();
        m_intake.setText(m_field->toPlainText());
        Q_EMIT draftChanged();
    });
    connect(m_field, &LinkField::filesGiven, this, [this](const QStringList& paths) {
        forgetSaid();
        for (const QString& path : paths)
            m_intake.addFile(path);
        Q_EMIT draftChanged();
    });
    connect(m_field, &LinkField::longTextGiven, this, [this](const QString& text) {
        forgetSaid();
        m_intake.addText(tr("Pasted text"), text.toUtf8());
        Q_EMIT draftChanged();
    });
    connect(m_archive, &QPushButton::clicked, this, &PastePanel::archive);
    connect(&m_intake, &LinkIntake::counted, this, &PastePanel::showCount);
    connect(&m_intake, &LinkIntake::progressed, this, &PastePanel::showProgress);
    connect(&m_intake, &LinkIntake::submitted, this, &PastePanel::showResult);
    connect(&m_intake, &LinkIntake::emptied, this, &PastePanel::leaveInField);
    showCount();
}

void PastePanel::buildField() {
    m_field->setObjectName(QStringLiteral("linkField"));
    m_field->setAccessibleName(tr("Links to archive"));
    m_field->setPlaceholderText(tr("Paste or drop links here: one a line, any text with links in it, a text file or a "
                                   "bookmarks file"));
    m_archive->setObjectName(QStringLiteral("archiveButton"));
    m_archive->setToolTip(
        tr("Archive these links (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    m_archive->setIcon({});
    m_archive->setMinimumSize(120, 36);
    auto* chips = new QHBoxLayout(m_sources);
    chips->setContentsMargins(0, 0, 0, 0);
    chips->setSpacing(8);
    m_sources->setObjectName(QStringLiteral("linkSources"));
}

QWidget* PastePanel::buildStatus() {
    auto* line = new QWidget(this);
    auto* across = new QHBoxLayout(line);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(12);
    m_status = new QLabel(line);
    m_status->setObjectName(QStringLiteral("linkStatus"));
    m_status->setTextFormat(Qt::PlainText);
    m_which = new QToolButton(line);
    m_which->setObjectName(QStringLiteral("badLinesButton"));
    m_which->setText(tr("See &which"));
    m_which->setAutoRaise(true);
    m_which->setCheckable(true);
    m_again = new QCheckBox(line);
    m_again->setObjectName(QStringLiteral("captureAgainBox"));
    m_again->setChecked(true);
    m_progress = new QProgressBar(line);
    m_progress->setObjectName(QStringLiteral("intakeProgress"));
    m_progress->setMaximumWidth(220);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Links taken in"));
    m_cancel = new QPushButton(tr("Cancel"), line);
    m_cancel->setObjectName(QStringLiteral("intakeCancelButton"));
    across->addWidget(m_status);
    across->addWidget(m_which);
    across->addWidget(m_progress);
    across->addWidget(m_cancel);
    across->addStretch();
    across->addWidget(m_again);
    m_bad = new QListWidget(this);
    m_bad->setObjectName(QStringLiteral("badLinesList"));
    m_bad->setAccessibleName(tr("Lines that are no links"));
    m_bad->setMaximumHeight(fontMetrics().lineSpacing() * 6);
    m_bad->hide();
    m_progress->hide();
    m_cancel->hide();
    connect(m_which, &QToolButton::toggled, this, &PastePanel::showBadLines);
    connect(m_cancel, &QPushButton::clicked, &m_intake, &LinkIntake::cancel);
    return line;
}

void PastePanel::take(const QMimeData& mime) {
    m_field->take(mime);
    focusField();
}

void PastePanel::focusField() {
    m_field->setFocus();
}

void PastePanel::archive() {
    const IntakeCount count = m_intake.count();
    if (count.links == 0 && !count.counting) {
        m_said = count.badLines > 0 ? noLinkText(m_intake.count().bad)
                                    : tr("Nothing to archive yet: paste, type or drop at least one link first.");
        m_status->setText(statusText(count));
        m_field->setFocus();
        return;
    }
    m_intake.submit(m_again->isVisibleTo(this) && !m_again->isChecked() ? library::IfKept::Skip
                                                                        : library::IfKept::CaptureAgain);
}

void PastePanel::forgetSaid() {
    m_said.clear();
    m_also.clear();
}

LinkDraft PastePanel::draft() const {
    LinkDraft draft{m_field->toPlainText(), {}};
    for (const LinkSource& source : m_intake.sources()) {
        if (source.path.isEmpty())
            draft.hasLongText = true;
        else
            draft.files << source.path;
    }
    return draft;
}

void PastePanel::setDraft(const LinkDraft& draft) {
    m_field->setPlainText(draft.text);
    m_field->moveCursor(QTextCursor::End);
    for (const QString& path : draft.files)
        m_intake.addFile(path);
}

// What this panel has to say, and beside it what came of links from elsewhere.
QString PastePanel::statusText(const IntakeCount& count) const {
    const bool empty = m_field->document()->isEmpty() && m_intake.sources().isEmpty();
    const QString own = !m_said.isEmpty() || empty ? m_said : countText(count);
    //: %1: "3 lines were no links", %2: "1 link taken in"
    return own.isEmpty() || m_also.isEmpty() ? QString(own + m_also) : tr("%1 · also: %2").arg(own, m_also);
}

void PastePanel::showCount() {
    const IntakeCount count = m_intake.count();
    if (!m_intake.submitting())
        m_status->setText(statusText(count));
    m_again->setVisible(count.kept > 0);
    m_again->setText(tr("Capture the %Ln already kept a&gain", nullptr, static_cast<int>(count.kept)));
    m_which->setVisible(!count.bad.isEmpty());
    if (count.bad.isEmpty())
        m_which->setChecked(false);
    else if (m_bad->isVisible())
        showBadLines(true);
    showSources();
}

void PastePanel::showBadLines(bool shown) {
    m_bad->clear();
    if (shown) {
        const IntakeCount count = m_intake.count();
        for (const formats::BadLine& bad : count.bad)
            m_bad->addItem(badLineText(bad));
        if (count.badLines > count.bad.size())
            m_bad->addItem(tr("… and %Ln more", nullptr, static_cast<int>(count.badLines - count.bad.size())));
    }
    m_bad->setVisible(shown);
}

void PastePanel::showSources() {
    qDeleteAll(m_sources->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    auto* chips = static_cast<QHBoxLayout*>(m_sources->layout());
    while (QLayoutItem* item = chips->takeAt(0))
        delete item;
    for (const LinkSource& source : m_intake.sources()) {
        const QString name = models::isolated(models::oneLine(source.name, 60));
        auto* chip = new QToolButton(m_sources);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIcon(icon(source.error.isEmpty() ? Icon::File : Icon::Warning));
        chip->setText(source.error.isEmpty()
                          ? tr("%1: %Ln link(s)  ×", nullptr, static_cast<int>(source.count.links)).arg(name)
                          : tr("%1  ×").arg(models::oneLine(source.error, 160)));
        chip->setToolTip(tr("Leave this out"));
        chip->setAccessibleName(tr("Leave out %1").arg(name));
        connect(
            chip, &QToolButton::clicked, this,
            [this, id = source.id] {
                m_intake.removeSource(id);
                Q_EMIT draftChanged();
            },
            Qt::QueuedConnection);
        chips->addWidget(chip);
    }
    chips->addStretch();
    m_sources->setVisible(!m_intake.sources().isEmpty());
}

void PastePanel::showProgress(qint64 accepted, qint64 expected) {
    const bool large = expected > 10'000;
    m_progress->setVisible(large);
    m_cancel->setVisible(large);
    m_progress->setRange(0, expected > 0 ? 1000 : 0);
    if (expected > 0)
        m_progress->setValue(static_cast<int>(qMin<qint64>(1000, accepted * 1000 / expected)));
    m_status->setText(tr("Taking in %1 of %2 links").arg(models::countText(accepted), models::countText(expected)));
}

void PastePanel::leaveInField(const QString& lines) {
    m_field->setPlainText(lines);
    m_field->moveCursor(QTextCursor::End);
}

void PastePanel::showResult(const IntakeResult& result) {
    m_progress->hide();
    m_cancel->hide();
    if (result.handedOver) {
        m_also = resultText(result);
        m_status->setText(statusText(m_intake.count()));
        return;
    }
    const bool noLink = result.added + result.alreadyWaiting + result.alreadyKept == 0 && result.linesLeft > 0;
    forgetSaid();
    m_said = noLink ? noLinkText(m_intake.count().bad) : resultText(result);
    m_status->setText(m_said);
    Q_EMIT draftChanged();
}

} // namespace ui
