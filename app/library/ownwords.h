#pragma once

#include <QString>

struct sqlite3;

// A person's own words about a page, its note and tags, as the search index reads them.
namespace library {

QString noteWords(const QString& note);
QString tagWords(const QString& tags); // a line each

// note_words() and tag_words() in the connection's SQL: migrations and the writer fill the index with them, and verify
// compares by them. They may not be used from the schema.
void addWordFunctions(sqlite3* connection);

} // namespace library
