#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace formats {

// The lines that a cached article begins with: `key: value`, one line a value, split at the first colon; unknown keys
// and lines without a colon are kept. Lines of `---` around them are accepted. Values are never escaped, so one that
// holds a line end is written as one line: a title cannot forge a key.
struct FrontMatter {
    QByteArray lines;     // as they stand there, fences included, without the blank line after them
    qsizetype bodyAt = 0; // where the article begins in the whole text

    QString value(QByteArrayView key) const; // the first one's, trimmed; empty when there is none
    bool isFenced() const { return lines.startsWith("---"); }
};

// The front matter of a whole file; no lines when it begins with none (a blank line, or a tag).
FrontMatter frontMatterOf(const QByteArray& file);

// The three keys that every cached article has, then author and date where they are known; each on one line, ended by a
// line end.
QByteArray composeFrontMatter(const QString& title, const QString& link, const QString& author = {},
                              const QString& date = {});

// At most the first `most` characters of a value, as QString counts them, never half of one.
QString beginningOf(const QString& value, qsizetype most);

// These lines with the value of `key` replaced by `value`.
QByteArray withValue(const QByteArray& lines, QByteArrayView key, const QString& value);

// These lines with one that gives `key` this value, which holds no line end: the first that had the key is replaced, or
// one is added at the end (within the fences). An empty value: no such line.
QByteArray withLine(const QByteArray& lines, QByteArrayView key, const QString& value);

// md5 of the exact link, in lower-case hex: the entry's folder and its hash_url.
QByteArray hashOfLink(const QString& link);

} // namespace formats
