#include "cli/linkfeed.h"

#include "cli/archiveoutcomes.h"
#include "cli/linklist.h"

namespace cli {

LinkFeed::LinkFeed(const QList<formats::FoundLink>& links, const QString& from, ArchiveOutcomes& outcomes,
                   Console& console)
    : m_links(links)
    , m_from(from)
    , m_outcomes(outcomes)
    , m_console(console) {}

LinkFeed::~LinkFeed() {
    stop();
    if (m_input)
        m_input->end();
    m_reader.reset();
}

void LinkFeed::want() {
    if (m_end) {
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT ended(*m_end); }, Qt::QueuedConnection);
        return;
    }
    if (!m_reader) {
        if (m_from == QLatin1String("-"))
            m_input.emplace();
        m_reader = std::make_unique<formats::Worker>();
        m_reader->post([this] { readAll(); });
    }
    m_wanted.release();
}

void LinkFeed::stop() {
    m_stopped = true;
    m_wanted.release();
}

// A stop is for every wait that comes after it.
bool LinkFeed::waitUntilWanted() {
    m_wanted.acquire();
    if (m_stopped)
        m_wanted.release();
    return !m_stopped;
}

// On the reader's thread.
void LinkFeed::readAll() {
    const auto handOn = [this](const QList<formats::FoundLink>& links) {
        if (!waitUntilWanted())
            return false;
        const auto tell = [this, links] {
            if (!m_stopped)
                Q_EMIT read(links);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        return true;
    };
    if (!m_links.isEmpty())
        handOn(m_links);
    base::Result<formats::LinkFileSummary> summary = formats::LinkFileSummary();
    if (!m_from.isEmpty() && !m_stopped)
        summary = readLinks(m_from, handOn);
    if (!waitUntilWanted())
        return;
    QMetaObject::invokeMethod(
        this, [this, summary] { takeEnd(summary); }, Qt::QueuedConnection);
}

void LinkFeed::takeEnd(const base::Result<formats::LinkFileSummary>& summary) {
    if (m_stopped)
        return;
    m_end = summary ? base::Result<void>() : base::Result<void>(summary.error());
    if (summary && !m_from.isEmpty())
        tellWhatWasRead(m_from, *summary, m_console);
    if (summary)
        m_outcomes.addRefused(summary->badLines);
    int others = 1; // that are wanted and will not come
    while (m_wanted.try_acquire())
        ++others;
    for (; others > 0; --others)
        Q_EMIT ended(*m_end);
}

} // namespace cli
