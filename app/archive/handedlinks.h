#pragma once

#include "archive/pipeline.h"
#include "base/result.h"
#include "formats/links.h"

#include <QByteArray>

namespace archive {

// What the command line says to the window that has its library open, and what that answers: JSON in a hand-over's
// message (net/handover.h). A window is told a part at a time and answers when the part is on disk, so neither side
// ever holds more than one.
struct HandedLinks {
    QList<formats::FoundLink> links; // kept ones are captured again
    bool retryFailed = false;        // also capture again what failed
};

struct WindowAnswer {
    QList<qint64> jobs; // in order: that wait or run for these links, and what is captured again
    Halt halt = Halt::None;
    QString sentence;                 // why it halts
    std::optional<base::Error> error; // the part is not on disk
};

inline constexpr char windowUnknown[] = "handover-unknown"; // error kind: an answer of another version

QByteArray messageOf(const HandedLinks& handed);
// None for what another version says, or a second start of the window.
std::optional<HandedLinks> handedLinksOf(const QByteArray& message);
QByteArray messageOf(const WindowAnswer& answer);
base::Result<WindowAnswer> windowAnswerOf(const QByteArray& message);

// How many of `links` from `at` on make one part, at least one.
qsizetype partOf(const QList<formats::FoundLink>& links, qsizetype at);

} // namespace archive
