#pragma once

#include "base/result.h"
#include "cli/standardinput.h"
#include "formats/links.h"
#include "formats/worker.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>
#include <semaphore>

namespace cli {

class ArchiveOutcomes;
class Console;

// The links of a run, from the command line and then from its file: read in a thread of their own, a batch for each
// time one is wanted, so that a file of a million lines needs no memory. What is no link is said and counted. Lives in
// the main thread; who is fed may change between two batches.
class LinkFeed : public QObject {
    Q_OBJECT

public:
    // `from`: a file, "-" for standard input, empty for none.
    LinkFeed(const QList<formats::FoundLink>& links, const QString& from, ArchiveOutcomes& outcomes, Console& console);
    ~LinkFeed() override;

    void want();                                       // one more batch: read() once, or ended()
    void stop();                                       // nothing more is read or told; any number of times
    bool isAtEnd() const { return m_end.has_value(); } // all was read; a batch may be under way still

Q_SIGNALS:
    void read(const QList<formats::FoundLink>& links);
    void ended(const base::Result<void>& whole); // for each time that more is wanted

private:
    void readAll();
    bool waitUntilWanted(); // false: stopped
    void takeEnd(const base::Result<formats::LinkFileSummary>& summary);

    QList<formats::FoundLink> m_links;
    QString m_from;
    ArchiveOutcomes& m_outcomes;
    Console& m_console;
    std::optional<StandardInput> m_input; // when that is read
    std::unique_ptr<formats::Worker> m_reader;
    std::counting_semaphore<> m_wanted{0};
    std::atomic<bool> m_stopped = false;
    std::optional<base::Result<void>> m_end;
};

} // namespace cli
