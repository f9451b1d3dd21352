#pragma once

#include "archive/reextraction.h"
#include "base/clock.h"
#include "cli/command.h"

namespace cli {

// Extracts again, or undoes it, to its end: progress and what failed on standard error, a summary at the end, one JSON
// object when that is wanted; SIGINT and SIGTERM end it after the batch in hand. Returns the exit status.
class ReExtractionRun : public QObject {
    Q_OBJECT

public:
    ReExtractionRun(library::Library& library, const Arguments& arguments, Console& console);

    int extract(const archive::ReExtractionOrder& order);
    int undo();

private:
    int run();
    void end(const archive::ReExtractionEnd& end);
    QString summary(const archive::ReExtractionTally& tally) const;

    base::SystemClock m_clock;
    archive::ReExtraction m_extraction;
    Console& m_console;
    const bool m_json;
    bool m_dryRun = false;
    bool m_undo = false;
    int m_status = 0;
};

} // namespace cli
