#include "ui/archive/summarybar.h"

#include "models/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace ui {

SummaryBar::SummaryBar(QAction* pause, QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_bar(new QProgressBar(this)) {
    m_text->setObjectName(QStringLiteral("summaryText"));
    m_text->setTextFormat(Qt::PlainText);
    m_bar->setObjectName(QStringLiteral("summaryProgress"));
    m_bar->setAccessibleName(tr("Progress of all links"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(220, 10);
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("pauseButton"));
    button->setDefaultAction(pause);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(12);
    across->addWidget(button);
    across->addWidget(m_bar);
    across->addWidget(m_text, 1);
}

void SummaryBar::draw(const models::BatchProgress& batch, const library::JobCounts& counts, bool paused) {
    const qint64 open = counts.waiting + counts.running;
    setVisible(batch.active() || paused);
    m_bar->setVisible(batch.active());
    m_bar->setValue(static_cast<int>(batch.share() * 1000));
    QString text = tr("%1 of %2 · %3")
                       .arg(models::countText(batch.finished()), models::countText(batch.total()),
                            models::percentText(batch.share()));
    if (paused)
        text = open > 0 ? tr("Paused. %Ln link(s) wait; nothing new starts until you go on.", nullptr,
                             static_cast<int>(open))
                        : tr("Paused. What you archive now waits until you go on.");
    else if (const auto left = batch.timeLeft())
        text = tr("%1 · about %2 left").arg(text, models::timeLeftText(*left));
    m_text->setText(text);
}

} // namespace ui
