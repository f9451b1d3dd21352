#include "ui/archive/startgate.h"

#include <QPushButton>

namespace ui {

StartGate::StartGate(QWidget* parent)
    : Banner(parent) {
    setObjectName(QStringLiteral("startGateBanner"));
    QPushButton* afterwards = addButton(QStringLiteral("archiveAfterwardsButton"), tr("After the run"));
    QPushButton* now = addButton(QStringLiteral("archiveNowButton"), tr("Archive now"));
    setClosable(true);
    connect(afterwards, &QPushButton::clicked, this, [this] {
        m_afterwards = true;
        hide();
    });
    connect(now, &QPushButton::clicked, this, &StartGate::let);
    connect(this, &Banner::closed, this, [this] { m_waiting.clear(); });
}

void StartGate::pass(const std::function<void()>& act) {
    if (!m_closed) {
        act();
        return;
    }
    m_waiting.append(act);
    if (m_afterwards)
        return;
    setMessage(Tone::Warning, tr("A benchmark is running: archiving now would spoil its figures."));
    show();
    findChild<QPushButton*>(QStringLiteral("archiveAfterwardsButton"))->setFocus();
}

void StartGate::setClosed(bool closed) {
    if (std::exchange(m_closed, closed) == closed || closed)
        return;
    if (m_afterwards)
        let();
    else if (!m_waiting.isEmpty()) // still asked: there is nothing to spoil any more, and nothing begins unbidden
        setMessage(Tone::Calm, tr("The benchmark has ended."));
    m_afterwards = false;
}

void StartGate::let() {
    hide();
    const auto acts = std::exchange(m_waiting, {});
    for (const auto& act : acts)
        act();
}

} // namespace ui
