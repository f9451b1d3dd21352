#pragma once

#include "archive/pipeline.h"
#include "ui/core.h"

#include <QPointer>
#include <QWidget>

namespace ui {

class Banner;

// What is said over all places: what stops the archiving, what is wrong with the library, that passwords are not kept,
// and the question before closing.
class WindowBanners : public QWidget {
    Q_OBJECT

public:
    explicit WindowBanners(const Core& core, QWidget* parent = nullptr);

    void askBeforeQuitting(qint64 capturing, bool benchmark); // pages right now; whether a run goes on
    bool asking() const;
    void stopAsking();

Q_SIGNALS:
    void quitWanted();

private:
    void joinQuestion();
    void joinHalts(const Core& core);
    void joinLibrary(const Core& core);
    void joinSecrets(const Core& core);
    void showHalt();

    Banner* m_leaving;
    QPointer<QWidget> m_before; // had the focus before the question
    Banner* m_halt;
    archive::Halt m_halted = archive::Halt::None;
    bool m_waiting = false; // some links do
    Banner* m_readOnly;
    Banner* m_secrets;
};

} // namespace ui
