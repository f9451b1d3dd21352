#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

struct sqlite3;
struct sqlite3_stmt;

namespace library {

// One SQLite connection, bound to the thread that opened it (asserted; only interrupt() may be called from others).
// Statements are prepared once and kept; see query.h for running them. Errors carry the kinds of errors.h.
class Database {
public:
    enum class Access {
        ReadWrite, // the file must exist
        ReadOnly,
        Immutable, // read-only, and nobody else writes: works without -shm, ignores what stands in a -wal
    };

    static base::Result<std::unique_ptr<Database>> open(const QString& file, Access access);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    base::Result<void> execute(const char* sql); // one statement or many, without values
    void rollBack();                             // the open transaction, whatever interrupts come
    QString file() const { return m_file; }
    bool readOnly() const;      // opened so, or the file cannot be written
    bool inTransaction() const; // false also after SQLite rolled back by itself
    qint64 lastInsertId() const;
    qint64 changes() const; // rows the last INSERT, UPDATE or DELETE changed

    // Of a reading connection: statements that make the file, which is of an older version, look like one of this. They
    // write to the connection's temporary database alone, whose names SQLite looks up first.
    base::Result<void> layOver(const QList<QByteArray>& views);
    bool laidOver() const { return m_laidOver; } // a table may be a view then, which has no index to be named

    // In a damaged file: a query that comes upon the damage ends there with the rows it had, instead of failing.
    void setSalvaging(bool salvaging) { m_salvaging = salvaging; }
    bool salvaging() const { return m_salvaging; }

    // Called in this connection's thread whenever something damaged is come upon.
    void setDamageListener(std::function<void()> met) { m_damageMet = std::move(met); }

    void interrupt();      // from any thread; the running query and all later ones end with `interrupted` …
    void clearInterrupt(); // … until this
    bool interruptWanted() const { return m_interruptWanted.load(std::memory_order_relaxed); }

    base::Error error(int code) const; // what the last call on this connection came to
    sqlite3* handle() const { return m_handle; }
    bool isOwnThread() const { return std::this_thread::get_id() == m_thread; }

private:
    friend class Query;
    explicit Database(QString file);
    sqlite3_stmt* take(const QByteArray& sql, int& code); // a kept one, or prepared
    void giveBack(const QByteArray& sql, sqlite3_stmt* statement);
    base::Result<void> configure(Access access);

    QString m_file;
    QString m_connection;
    sqlite3* m_handle = nullptr;
    std::thread::id m_thread = std::this_thread::get_id();
    struct Kept {
        sqlite3_stmt* statement = nullptr;
        bool inUse = false;
    };
    QHash<QByteArray, Kept> m_statements; // by their text
    std::atomic<bool> m_interruptWanted = false;
    std::mutex m_interrupting; // held while no interrupt may reach SQLite
    bool m_salvaging = false;
    bool m_laidOver = false;
    std::function<void()> m_damageMet;
};

} // namespace library
