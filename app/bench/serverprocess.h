#pragma once

#include "bench/loadplan.h"
#include "bench/loadresult.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace bench {

inline constexpr char serverFailed[] = "server-failed"; // error kind: the built-in server did not begin

// The built-in test server as a child, `tidemark-cli serve`, for the time of a run. It ends with this object, and with
// this program however that ends. Lives in one thread with an event loop.
class ServerProcess final : public QObject {
    Q_OBJECT

public:
    ServerProcess(const QString& program, const ServerPlan& plan);
    ~ServerProcess() override;

    void start();                                         // listening() or failed() follows
    void setPatience(std::chrono::milliseconds patience); // with its first line
    const std::optional<ProcessUse>& look();              // what it has used until now, or until it ended

Q_SIGNALS:
    void listening(const QString& origin); // "http://127.0.0.1:8080"
    void failed(const base::Error& why);
    void died(); // after it listened, and not by us

private:
    void read();
    void giveUpOnWords(); // that are no address
    void giveUp(const QString& why);

    QProcess m_process;
    QTimer m_patience;
    QString m_origin;
    QByteArray m_said;
    QByteArray m_complaint;
    bool m_decided = false;
    std::optional<ProcessUse> m_use;
};

QStringList serverArguments(const ServerPlan& plan); // of tidemark-cli

} // namespace bench
