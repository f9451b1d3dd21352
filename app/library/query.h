#pragma once

#include "library/database.h"

#include <QDateTime>

#include <optional>

namespace library {

// Bytes bound as a BLOB; a bare QByteArray is bound as text. An empty one that `orNull` names is bound as NULL.
struct Blob {
    const QByteArray& bytes;
    bool orNull = false;
};
// NULL where the id is 0.
struct IdOrNull {
    qint64 id;
};

// A statement in use: taken out of the connection's cache, given back when it goes out of scope.
//   Query query(database, "SELECT …"); query.bind(a, b);
//   while (query.next()) …
//   if (!query.ok()) return query.error();
class Query {
public:
    Query(Database& database, const char* sql);
    Query(Database& database, const QByteArray& sql);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    template<typename... Values>
    Query& bind(const Values&... values) {
        restart();
        int index = 0;
        (put(++index, values), ...);
        return *this;
    }
    bool next();              // false at the end and on an error
    base::Result<void> run(); // to the end, without rows
    bool ok() const { return !m_error; }
    const base::Error& error() const { return *m_error; }

    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    bool isNull(int column) const;
    QDateTime time(int column) const;
    std::optional<QDateTime> optionalTime(int column) const;
    // The row's first columns, in order, each as its variable's type wants it.
    template<typename... Values>
    void read(Values&... values) const {
        int column = -1;
        (get(++column, values), ...);
    }

private:
    void restart();
    void get(int column, qint64& value) const { value = integer(column); }
    void get(int column, int& value) const { value = int(integer(column)); }
    void get(int column, bool& value) const { value = integer(column) != 0; }
    void get(int column, double& value) const { value = real(column); }
    void get(int column, QString& value) const { value = text(column); }
    void get(int column, QByteArray& value) const { value = bytes(column); }
    void get(int column, QDateTime& value) const { value = time(column); }
    void get(int column, std::optional<QDateTime>& value) const { value = optionalTime(column); }
    void put(int index, qint64 value);
    void put(int index, int value) { put(index, qint64(value)); }
    void put(int index, bool value) { put(index, qint64(value)); }
    void put(int index, double value);
    void put(int index, const QString& value);
    void put(int index, const QByteArray& value);
    void put(int index, const Blob& value);
    void put(int index, const IdOrNull& value);
    void put(int index, const QDateTime& value);
    void put(int index, const std::optional<QDateTime>& value);
    void put(int index, const std::optional<qint64>& value);
    void put(int index, const std::optional<QString>& value);
    void fail(int code);

    Database& m_database;
    QByteArray m_sql;
    sqlite3_stmt* m_statement = nullptr;
    std::optional<base::Error> m_error;
};

// The first column of the first row, or `otherwise` when there is none.
template<typename... Values>
base::Result<qint64> oneInteger(Database& database, const char* sql, qint64 otherwise, const Values&... values) {
    Query query(database, sql);
    query.bind(values...);
    if (query.next())
        return query.integer(0);
    if (!query.ok())
        return query.error();
    return otherwise;
}

// Runs one statement that returns no rows.
template<typename... Values>
base::Result<void> change(Database& database, const char* sql, const Values&... values) {
    Query query(database, sql);
    query.bind(values...);
    return query.run();
}

} // namespace library
