#include "library/transaction.h"

#include "library/query.h"

namespace library {

Transaction::Transaction(Database& database, Kind kind)
    : m_database(database)
    , m_begun(change(database, kind == Kind::Write ? "BEGIN IMMEDIATE" : "BEGIN"))
    , m_open(bool(m_begun)) {}

Transaction::~Transaction() {
    if (m_open)
        m_database.rollBack();
}

base::Result<void> Transaction::commit() {
    if (!m_begun)
        return m_begun;
    const auto committed = change(m_database, "COMMIT");
    m_open = !committed;
    return committed;
}

// All savepoints have the same name: ROLLBACK TO and RELEASE mean the innermost one.
Savepoint::Savepoint(Database& database)
    : m_database(database)
    , m_begun(change(database, "SAVEPOINT work"))
    , m_open(bool(m_begun)) {}

Savepoint::~Savepoint() {
    if (m_open && m_database.inTransaction())
        (void)m_database.execute("ROLLBACK TO work; RELEASE work");
}

base::Result<void> Savepoint::release() {
    if (!m_begun)
        return m_begun;
    const auto released = change(m_database, "RELEASE work");
    m_open = !released;
    return released;
}

} // namespace library
