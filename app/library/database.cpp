#include "library/database.h"

#include "library/errors.h"
#include "library/ownwords.h"

#include <QCoreApplication>
#include <QDir>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QUrl>
#include <QVariant>

#include <cerrno>
#include <sqlite3.h>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

constexpr qsizetype mostStatements = 200;

QString uri(const QString& file, Database::Access access) {
    QUrl url = QUrl::fromLocalFile(file);
    switch (access) {
    case Database::Access::ReadWrite:
        url.setQuery(QStringLiteral("mode=rw"));
        break;
    case Database::Access::ReadOnly:
        url.setQuery(QStringLiteral("mode=ro"));
        break;
    case Database::Access::Immutable:
        url.setQuery(QStringLiteral("mode=ro&immutable=1"));
        break;
    }
    return QString::fromLatin1(url.toEncoded());
}

bool noRoom(int code, int systemError) {
    return (code & 0xff) == SQLITE_FULL ||
           ((code & 0xff) == SQLITE_IOERR && (systemError == ENOSPC || systemError == EDQUOT)) ||
           code == SQLITE_IOERR_SHMSIZE;
}

// A transaction that outgrows its memory needs a file of its own, and the log and its index may need one at any time.
bool noDescriptor(int code, int systemError) {
    const int kind = code & 0xff;
    return (kind == SQLITE_CANTOPEN || kind == SQLITE_IOERR) && (systemError == EMFILE || systemError == ENFILE);
}

base::Error describe(const QString& file, int code, int systemError, const QString& detail) {
    const QString name = QDir::toNativeSeparators(file);
    if (noRoom(code, systemError))
        return {libraryFull,
                Words::tr("There is no room left on the disk for the library %1. Make room there.").arg(name)};
    if (noDescriptor(code, systemError))
        return {libraryScarce,
                Words::tr("The library %1 needs one more open file than this program may have.").arg(name)};
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {libraryDamaged, Words::tr("The library %1 is damaged (%2).").arg(name, detail)};
    case SQLITE_READONLY:
        return {libraryReadOnly, Words::tr("The library %1 cannot be written, only read.").arg(name)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {libraryLocked, Words::tr("Another program is using the library %1.").arg(name)};
    case SQLITE_INTERRUPT:
        return {interrupted, Words::tr("The search was stopped.")};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {libraryUnusable, Words::tr("The library %1 cannot be opened (%2).").arg(name, detail)};
    default:
        return {libraryFailed, Words::tr("The library %1 failed: %2.").arg(name, detail)};
    }
}

} // namespace

Database::Database(QString file)
    : m_file(std::move(file))
    , m_connection(QStringLiteral("library-") + QString::number(quintptr(this), 16)) {}

base::Result<std::unique_ptr<Database>> Database::open(const QString& file, Access access) {
    std::unique_ptr<Database> database(new Database(file));
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), database->m_connection);
        connection.setDatabaseName(uri(file, access));
        connection.setConnectOptions(
            QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000") +
            (access == Access::ReadWrite ? QString() : QStringLiteral(";QSQLITE_OPEN_READONLY")));
        if (!connection.open()) {
            bool isNumber = false;
            const int code = connection.lastError().nativeErrorCode().toInt(&isNumber);
            return describe(file, isNumber ? code : SQLITE_CANTOPEN, errno, connection.lastError().text());
        }
        database->m_handle = *static_cast<sqlite3**>(connection.driver()->handle().data());
    }
    if (const auto configured = database->configure(access); !configured)
        return configured.error();
    return database;
}

Database::~Database() {
    Q_ASSERT(isOwnThread());
    for (const Kept& kept : std::as_const(m_statements))
        sqlite3_finalize(kept.statement);
    QSqlDatabase::removeDatabase(m_connection);
}

base::Result<void> Database::configure(Access access) {
    sqlite3_extended_result_codes(m_handle, 1);
    addWordFunctions(m_handle);
    const auto common = execute("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
                                "PRAGMA cache_size=-16384");
    if (!common || access != Access::ReadWrite)
        return common ? execute("PRAGMA query_only=ON") : common;
    return execute("PRAGMA synchronous=FULL; PRAGMA cache_size=-49152; PRAGMA wal_autocheckpoint=8000;"
                   "PRAGMA journal_size_limit=67108864");
}

base::Result<void> Database::execute(const char* sql) {
    Q_ASSERT(isOwnThread());
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return error(code);
    return {};
}

// An interrupt that came while ROLLBACK is prepared or run would end that too; left open, the transaction would keep
// every later one of the connection from beginning.
void Database::rollBack() {
    const std::lock_guard uninterrupted(m_interrupting);
    if (inTransaction())
        (void)execute("ROLLBACK");
}

base::Result<void> Database::layOver(const QList<QByteArray>& views) {
    if (views.isEmpty())
        return {};
    m_laidOver = true;
    const auto laid = [&]() -> base::Result<void> {
        for (const QByteArray& view : views) {
            if (const auto done = execute(view.constData()); !done)
                return done;
        }
        return {};
    };
    if (const auto opened = execute("PRAGMA query_only=OFF; BEGIN"); !opened)
        return opened;
    const auto done = laid();
    const auto ended = execute(done ? "COMMIT; PRAGMA query_only=ON" : "ROLLBACK; PRAGMA query_only=ON");
    return done ? ended : done;
}

bool Database::readOnly() const {
    return sqlite3_db_readonly(m_handle, "main") != 0;
}

bool Database::inTransaction() const {
    return sqlite3_get_autocommit(m_handle) == 0;
}

qint64 Database::lastInsertId() const {
    return sqlite3_last_insert_rowid(m_handle);
}

qint64 Database::changes() const {
    return sqlite3_changes64(m_handle);
}

void Database::interrupt() {
    m_interruptWanted = true;
    const std::lock_guard allowed(m_interrupting);
    sqlite3_interrupt(m_handle);
}

void Database::clearInterrupt() {
    m_interruptWanted = false;
}

base::Error Database::error(int code) const {
    if (m_damageMet && ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB))
        m_damageMet();
    // FTS5 that is interrupted while it opens its tables fails with a plain SQLITE_ERROR.
    const bool stopped = (code & 0xff) == SQLITE_INTERRUPT || ((code & 0xff) == SQLITE_ERROR && interruptWanted());
    if (stopped)
        return describe(m_file, SQLITE_INTERRUPT, 0, {});
    return describe(m_file, code, sqlite3_system_errno(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)));
}

sqlite3_stmt* Database::take(const QByteArray& sql, int& code) {
    Q_ASSERT(isOwnThread());
    code = SQLITE_OK;
    if (const auto kept = m_statements.find(sql); kept != m_statements.end() && !kept->inUse) {
        kept->inUse = true;
        return kept->statement;
    }
    sqlite3_stmt* statement = nullptr;
    code =
        sqlite3_prepare_v3(m_handle, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return statement;
}

void Database::giveBack(const QByteArray& sql, sqlite3_stmt* statement) {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    const auto kept = m_statements.find(sql);
    if (kept != m_statements.end() && kept->statement == statement)
        kept->inUse = false;
    else if (kept != m_statements.end() || m_statements.size() >= mostStatements)
        sqlite3_finalize(statement);
    else // a copy of the text: the one given may be somebody else's
        m_statements.insert(QByteArray(sql.constData(), sql.size()), {statement, false});
}

} // namespace library
