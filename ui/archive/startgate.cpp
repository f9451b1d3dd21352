#include "ui/archive/startgate.h"

#include "archive/pipeline.h"

#include <QPushButton>

namespace ui {

StartGate::StartGate(archive::Pipeline& pipeline, QWidget* parent)
    : Banner(parent)
    , m_pipeline(pipeline) {
    setObjectName(QStringLiteral("startGateBanner"));
    QPushButton* afterwards = addButton(QStringLiteral("archiveAfterwardsButton"), tr("After the run"));
    QPushButton* now = addButton(QStringLiteral("archiveNowButton"), tr("Archive now"));
    setClosable(true);
    connect(afterwards, &QPushButton::clicked, this, [this] {
        m_afterwards = m_closed;
        hide();
    });
    connect(now, &QPushButton::clicked, this, [this] {
        hold({});
        let();
    });
    connect(this, &Banner::closed, this, [this] { m_waiting.clear(); });
}

void StartGate::runBegan(Meanwhile meanwhile) {
    if (std::exchange(m_closed, true))
        return;
    m_afterwards = false;
    if (meanwhile == Meanwhile::Nothing)
        hold(tr("A benchmark is running: links wait until it has ended."));
    if (!m_waiting.isEmpty()) // not answered since the run before
        ask();
}

void StartGate::runEnded() {
    if (!std::exchange(m_closed, false))
        return;
    hold({});
    if (m_afterwards)
        let();
    else if (m_waiting.isEmpty()) // what was held goes on by itself
        hide();
    else { // still asked: there is nothing to spoil any more, and nothing begins unbidden
        setMessage(Tone::Calm, tr("The benchmark has ended."));
        afterwardsButton().hide(); // "after the run" would be after the next one
    }
    m_afterwards = false;
}

void StartGate::pass(const std::function<void()>& act) {
    if (!m_closed) {
        act();
        return;
    }
    m_waiting.append(act);
    ask();
}

void StartGate::askOfHeld() {
    if (!m_holdSentence.isEmpty())
        ask();
}

void StartGate::ask() {
    if (m_afterwards)
        return;
    setMessage(Tone::Warning, tr("A benchmark is running: archiving now would spoil its figures."));
    afterwardsButton().show();
    show();
    afterwardsButton().setFocus();
}

QPushButton& StartGate::afterwardsButton() const {
    return *findChild<QPushButton*>(QStringLiteral("archiveAfterwardsButton"));
}

void StartGate::let() {
    hide();
    const auto acts = std::exchange(m_waiting, {});
    for (const auto& act : acts)
        act();
}

// The pipeline lives in the network thread.
void StartGate::hold(const QString& why) {
    if (std::exchange(m_holdSentence, why) == why)
        return;
    QMetaObject::invokeMethod(
        &m_pipeline, [pipeline = &m_pipeline, why] { pipeline->setHeld(why); }, Qt::QueuedConnection);
}

} // namespace ui
