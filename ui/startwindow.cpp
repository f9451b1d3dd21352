#include "ui/startwindow.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int permille = 1000;

QLabel* addLabel(QVBoxLayout* column, const char* name, const QString& text) {
    auto* label = new QLabel(text);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(420);
    column->addWidget(label);
    return label;
}

} // namespace

StartWindow::StartWindow(const QString& libraryFile, QWidget* parent)
    : QDialog(parent)
    , m_share(new QProgressBar) {
    setObjectName(QStringLiteral("startWindow"));
    setWindowTitle(QStringLiteral("Tidemark"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(16);
    m_why =
        addLabel(column, "startReasonLabel", tr("Opening the library %1").arg(QDir::toNativeSeparators(libraryFile)));
    m_step = addLabel(column, "startStepLabel", {});
    m_share->setObjectName(QStringLiteral("startProgressBar"));
    m_share->setAccessibleName(tr("Progress of opening the library"));
    m_share->setRange(0, 0);
    m_share->setTextVisible(false); // the line above says it
    column->addWidget(m_share);
    auto* buttons = new QDialogButtonBox;
    m_stop = buttons->addButton(tr("&Stop"), QDialogButtonBox::RejectRole);
    m_stop->setObjectName(QStringLiteral("stopOpeningButton"));
    m_stop->setToolTip(tr("Leaves the library as it was and closes Tidemark"));
    connect(buttons, &QDialogButtonBox::rejected, this, &StartWindow::reject);
    column->addWidget(buttons);
}

void StartWindow::showStep(const library::OpeningStep& step) {
    if (!m_stop->isEnabled())
        return; // told before it heard of the stop
    const bool first = m_step->text().isEmpty();
    m_why->setText(
        tr("This library was made by an older version of Tidemark and is brought up to date, once. A copy of "
           "it as it is now stays beside it until a later start has found all well."));
    m_step->setText(library::sentenceOf(step));
    if (first)
        adjustSize(); // it says more than before
    m_share->setRange(0, step.share < 0 ? 0 : permille);
    m_share->setValue(step.share < 0 ? 0 : int(step.share * permille));
}

// Not QDialog's, which hides the window: one that vanishes looks as if all were over.
void StartWindow::reject() {
    if (!m_stop->isEnabled())
        return;
    m_stop->setEnabled(false);
    m_step->setText(tr("Stopping …"));
    m_share->setRange(0, 0);
    Q_EMIT stopWanted();
}

} // namespace ui
