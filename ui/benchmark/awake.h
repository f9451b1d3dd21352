#pragma once

#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QString>

#include <optional>

namespace ui {

// Keeps the machine from falling asleep and the screen from being locked, where the desktop or systemd can be asked to
// (org.freedesktop.ScreenSaver, org.freedesktop.login1); otherwise nothing happens. Never waits for an answer.
class Awake : public QObject {
    Q_OBJECT

public:
    explicit Awake(QObject* parent = nullptr);
    ~Awake() override; // lets go

    void hold(const QString& why);
    void letGo();

private:
    void askDesktop(const QString& why);
    void askSystem(const QString& why);
    static void giveBack(uint cookie);

    int m_held = 0; // counts what was held: an answer that comes late belongs to an older one
    bool m_holding = false;
    std::optional<uint> m_cookie;   // the desktop's
    QDBusUnixFileDescriptor m_lock; // systemd's: sleep is put off until it is closed
};

} // namespace ui
