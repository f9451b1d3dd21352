#pragma once

#include "bench/peeroutput.h"
#include "bench/peerprocess.h"

#include <QJsonObject>

#include <memory>

namespace bench {

class ServerProcess;

inline constexpr double serverFull = 0.95; // of a core: above it the server was what the program waited for

enum class PeerState {
    Waiting,  // "waiting"
    Running,  // "running"
    Measured, // "measured"
    Missing,  // "not installed"
    Failed,   // "failed"
    NotRun,   // "not run": it was stopped, or before its turn
};
QString peerStateName(PeerState state); // the stable text

// What became of one of them.
struct PeerRow {
    PeerKind kind = PeerKind::Direct;
    PeerState state = PeerState::Waiting;
    QString why; // it failed or is missing: what happened and what to do
    PeerCounts counts;
    ProcessUse use;                    // its whole life long, start and end with it
    std::optional<double> serverShare; // of one core, while it fired

    double perMinute() const;                       // requests that succeeded
    std::optional<double> cpuMsPerThousand() const; // processor time for 1,000 requests, ms
    bool isServerBound() const { return serverShare.value_or(0) > serverFull; }
};
QJsonObject peerToJson(const PeerRow& row);

// Those that are installed, one after the other, each against a test server of its own that has just begun. Which are
// there is looked up when this is made. Lives in one thread with an event loop.
class PeerRun final : public QObject {
    Q_OBJECT

public:
    // `ownProgram`: tidemark-cli, which is the server and Tidemark's engines. `folders`: where programs are, as in
    // PATH.
    PeerRun(QString ownProgram, const PeerWork& work, const QList<PeerKind>& kinds, const QStringList& folders,
            QObject* parent = nullptr);
    ~PeerRun() override;

    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; } // beyond the work's time
    void start();                                                                   // once; ended() follows
    void stop(); // the one that runs is ended; what was measured stays

    const QList<PeerRow>& rows() const { return m_rows; }
    const PeerWork& work() const { return m_work; }
    bool isRunning() const { return m_running; }
    std::chrono::milliseconds expected() const; // all that are installed

Q_SIGNALS:
    void changed(int row);
    void ended();

private:
    void next();
    void fire();
    void take(const PeerOutcome& outcome);
    void settle(PeerState state, const QString& why = {});
    void judge(const PeerOutcome& outcome);

    const QString m_ownProgram;
    const PeerWork m_work;
    const QStringList m_folders;
    std::chrono::milliseconds m_patience = peerPatience;
    QList<PeerRow> m_rows;
    int m_at = -1;          // the row whose turn it is
    QStringList m_programs; // of it, that were not tried yet
    QString m_origin;
    std::optional<ProcessUse> m_serverBefore;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<PeerProcess> m_process;
    bool m_running = false;
    bool m_stopped = false;
};

QStringList searchFolders(); // those of PATH

} // namespace bench
