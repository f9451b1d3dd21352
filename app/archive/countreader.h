#pragma once

#include "base/result.h"
#include "library/types.h"

#include <QObject>
#include <QSet>

namespace library {
class Library;
}

namespace archive {

// Reads the numbers of jobs in each state whenever the library changed, one reading at a time.
class CountReader : public QObject {
    Q_OBJECT

public:
    CountReader(library::Library& library, QObject* parent);
    void setOnly(const QSet<library::JobId>& only); // empty: all
    void read();

Q_SIGNALS:
    void countsRead(const library::JobCounts& counts); // when they differ from the last

private:
    void take(const base::Result<library::JobCounts>& result);

    library::Library& m_library;
    QSet<library::JobId> m_only;
    std::optional<library::JobCounts> m_last;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace archive
