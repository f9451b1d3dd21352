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
    , m_bar(new QProgressBar(this))
    , m_pause(new QToolButton(this)) {
    m_text->setObjectName(QStringLiteral("summaryText"));
    m_text->setTextFormat(Qt::PlainText);
    m_bar->setObjectName(QStringLiteral("summaryProgress"));
    m_bar->setAccessibleName(tr("Progress of all links"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(220, 10);
    m_pause->setObjectName(QStringLiteral("pauseButton"));
    m_pause->setDefaultAction(pause);
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pause->setAutoRaise(true);
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(12);
    across->addWidget(m_pause);
    across->addWidget(m_bar);
    across->addWidget(m_text, 1);
}

void SummaryBar::draw(const models::BatchProgress& batch, const library::JobCounts& counts, bool paused) {
    const qint64 open = counts.waiting + counts.running;
    const bool told = batch.ended() && counts.all() > 0;
    setVisible(batch.active() || paused || told);
    m_bar->setVisible(batch.active());
    m_bar->setValue(static_cast<int>(batch.share() * 1000));
    m_pause->setVisible(batch.active() || paused);
    if (paused)
        m_text->setText(open > 0 ? tr("Paused. %Ln link(s) wait; nothing new starts until you go on.", nullptr,
                                      static_cast<int>(open))
                                 : tr("Paused. What you archive now waits until you go on."));
    else if (batch.active())
        m_text->setText(progress(batch));
    else
        m_text->setText(told ? outcome(*batch.ended()) : QString());
}

QString SummaryBar::progress(const models::BatchProgress& batch) const {
    const QString text = tr("%1 of %2 · %3")
                             .arg(models::countText(batch.finished()), models::countText(batch.total()),
                                  models::percentText(batch.share()));
    const auto left = batch.timeLeft();
    return left ? tr("%1 · %2 left").arg(text, models::timeLeftText(*left)) : text;
}

QString SummaryBar::outcome(const models::BatchProgress::Ended& ended) const {
    QStringList parts{tr("%Ln page(s) kept", nullptr, static_cast<int>(ended.done))};
    if (ended.failed > 0)
        parts << tr("%Ln failed", nullptr, static_cast<int>(ended.failed));
    if (ended.cancelled > 0)
        parts << tr("%Ln cancelled", nullptr, static_cast<int>(ended.cancelled));
    //: 12 pages kept, 1 failed in 2 min 5 s
    return tr("%1 in %2").arg(parts.join(tr(", ", "between parts of a sentence")), models::durationText(ended.lasted));
}

} // namespace ui
