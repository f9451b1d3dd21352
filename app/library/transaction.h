#pragma once

#include "base/result.h"

namespace library {

class Database;

// A transaction that is rolled back unless commit() succeeds. Begin it before anything else is open.
class Transaction {
public:
    enum class Kind { Read, Write };
    Transaction(Database& database, Kind kind);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    base::Result<void> begun() const { return m_begun; }
    base::Result<void> commit();

private:
    Database& m_database;
    base::Result<void> m_begun;
    bool m_open;
};

// A step within a transaction (or one by itself where none is open): undone alone unless release() succeeds.
class Savepoint {
public:
    explicit Savepoint(Database& database);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;

    base::Result<void> begun() const { return m_begun; }
    base::Result<void> release();

private:
    Database& m_database;
    base::Result<void> m_begun;
    bool m_open;
};

} // namespace library
