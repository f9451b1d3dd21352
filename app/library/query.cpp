#include "library/query.h"

#include "library/errors.h"

#include <sqlite3.h>

namespace library {

Query::Query(Database& database, const char* sql)
    : Query(database, QByteArray::fromRawData(sql, qsizetype(qstrlen(sql)))) {}

Query::Query(Database& database, const QByteArray& sql)
    : m_database(database)
    , m_sql(sql) {
    int code = SQLITE_OK;
    m_statement = m_database.take(m_sql, code);
    if (!m_statement)
        fail(code);
}

Query::~Query() {
    if (m_statement)
        m_database.giveBack(m_sql, m_statement);
}

bool Query::next() {
    if (m_error)
        return false;
    const int code = m_database.interruptWanted() ? SQLITE_INTERRUPT : sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE && !(m_database.salvaging() && (code & 0xff) == SQLITE_CORRUPT))
        fail(code);
    return false;
}

base::Result<void> Query::run() {
    while (next()) {
    }
    if (m_error)
        return *m_error;
    return {};
}

qint64 Query::integer(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

double Query::real(int column) const {
    return sqlite3_column_double(m_statement, column);
}

QString Query::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
}

QByteArray Query::bytes(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
}

bool Query::isNull(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

QDateTime Query::time(int column) const {
    return isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(integer(column), Qt::UTC);
}

std::optional<QDateTime> Query::optionalTime(int column) const {
    if (isNull(column))
        return std::nullopt;
    return time(column);
}

void Query::restart() {
    if (m_statement)
        sqlite3_reset(m_statement);
}

void Query::put(int index, qint64 value) {
    sqlite3_bind_int64(m_statement, index, value);
}

void Query::put(int index, double value) {
    sqlite3_bind_double(m_statement, index, value);
}

void Query::put(int index, const QString& value) {
    put(index, value.toUtf8());
}

void Query::put(int index, const QByteArray& value) {
    sqlite3_bind_text64(m_statement, index, value.constData(), sqlite3_uint64(value.size()), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

void Query::put(int index, const Blob& value) {
    if (value.orNull && value.bytes.isEmpty())
        sqlite3_bind_null(m_statement, index);
    else
        sqlite3_bind_blob64(m_statement, index, value.bytes.constData(), sqlite3_uint64(value.bytes.size()),
                            SQLITE_TRANSIENT);
}

void Query::put(int index, const IdOrNull& value) {
    if (value.id == 0)
        sqlite3_bind_null(m_statement, index);
    else
        put(index, value.id);
}

void Query::put(int index, const QDateTime& value) {
    if (value.isValid())
        put(index, value.toMSecsSinceEpoch());
    else
        put(index, qint64(0));
}

void Query::put(int index, const std::optional<QDateTime>& value) {
    if (value && value->isValid())
        put(index, *value);
    else
        sqlite3_bind_null(m_statement, index);
}

void Query::put(int index, const std::optional<qint64>& value) {
    if (value)
        put(index, *value);
    else
        sqlite3_bind_null(m_statement, index);
}

void Query::put(int index, const std::optional<QString>& value) {
    if (value)
        put(index, *value);
    else
        sqlite3_bind_null(m_statement, index);
}

void Query::fail(int code) {
    m_error = m_database.error(code);
}

} // namespace library
