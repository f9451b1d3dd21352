#include "library/ownwords.h"

#include "library/searchtext.h"

#include <sqlite3.h>

namespace library {

namespace {

template<QString (*Words)(const QString&)>
void answer(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return; // NULL, which a result is until it is set
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    const QByteArray words = Words(QString::fromUtf8(text, sqlite3_value_bytes(values[0]))).toUtf8();
    sqlite3_result_text64(context, words.constData(), sqlite3_uint64(words.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
}

} // namespace

QString noteWords(const QString& note) {
    const QString clean = searchable(note);
    return split(clean).value_or(clean);
}

QString tagWords(const QString& tags) {
    QString words = noteWords(tags);
    return words.replace(u'\n', QString(u' ' % tagBreak % u' '));
}

void addWordFunctions(sqlite3* connection) {
    constexpr int kind = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    sqlite3_create_function(connection, "note_words", 1, kind, nullptr, answer<noteWords>, nullptr, nullptr);
    sqlite3_create_function(connection, "tag_words", 1, kind, nullptr, answer<tagWords>, nullptr, nullptr);
}

} // namespace library
