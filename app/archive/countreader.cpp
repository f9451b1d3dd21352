#include "archive/countreader.h"

#include "library/errors.h"
#include "library/library.h"

#include <QTimer>

namespace archive {

CountReader::CountReader(library::Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library) {
    connect(&library, &library::Library::changed, this, &CountReader::read);
}

void CountReader::setOnly(const QSet<library::JobId>& only) {
    m_only = only;
    read();
}

void CountReader::read() {
    m_again = m_reading;
    if (m_reading)
        return;
    m_reading = true;
    m_library.read(
        library::ReadLane::Lists, this,
        [only = m_only](library::Stores& stores) {
            return only.isEmpty() ? stores.jobs.counts() : stores.jobs.counts(only);
        },
        [this](const base::Result<library::JobCounts>& result) { take(result); });
}

void CountReader::take(const base::Result<library::JobCounts>& result) {
    m_reading = false;
    const bool outdated = !result && result.error().kind == library::interrupted;
    if (result && m_last != *result) {
        m_last = *result;
        Q_EMIT countsRead(*result);
    }
    if (m_again)
        read();
    else if (outdated)
        QTimer::singleShot(100, this, &CountReader::read);
}

} // namespace archive
