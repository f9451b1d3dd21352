#pragma once

#include "bench/peer.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace bench {

inline constexpr qsizetype mostPeerOutput = 1024 * 1024; // bytes, on both outputs together; then it is ended
inline constexpr std::chrono::seconds peerPatience{20};  // beyond its work, to start, and to add up what it measured

// How a program ended.
struct PeerOutcome {
    enum class End { ByItself, NotStarted, TooLong, TooMuch, Stopped };
    End end = End::ByItself;
    bool crashed = false; // by itself, but by a signal
    int status = 0;       // of its end, otherwise
    QByteArray output;
    QByteArray complaint; // the last of what it wrote on its standard error; where it did not start, why
    ProcessUse use;
};

// One program as a child in a process group of its own, which ends with it, with this object, and after its time.
// Nothing of it is a shell's. Lives in one thread with an event loop.
//
// Its processor time is what the kernel adds to this process's children when they end: no other may be waited for
// meanwhile. (wait4() would tell both, but its memory would be at least that of the program that forked it.) The peak
// of its memory is read from /proc twenty times a second.
class PeerProcess final : public QObject {
    Q_OBJECT

public:
    PeerProcess(PeerCommand command, std::chrono::milliseconds patience, QObject* parent = nullptr);
    ~PeerProcess() override;

    void start(); // ended() follows, never from within
    void stop();

Q_SIGNALS:
    void ended(const PeerOutcome& outcome);

private:
    void read();
    void endIt(PeerOutcome::End why);
    void look();
    void tell();

    PeerCommand m_command;
    QProcess m_process;
    QTimer m_patience;
    QTimer m_look;
    PeerOutcome m_outcome;
    qsizetype m_read = 0;
    double m_userBefore = 0;
    double m_systemBefore = 0;
    bool m_told = false;
};

} // namespace bench
