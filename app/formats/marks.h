#pragma once

#include "formats/frontmatter.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace formats {

// What a person added to a page. In front matter each stands on one line of its own, and only where there is something
// to say:
//
//     tags: one, with \, comma
//     note: First line.\nSecond line.
//     starred: true
//     read_at: 2026-01-31T10:00:00Z
//
// \n \r \t stand for what they name, \uXXXX for any other character that would end the line or get lost at its ends,
// and a backslash before anything else (\\ \, \[ \] \" \') for that itself: no text can begin a line.
struct Marks {
    QStringList tags;
    QString note;
    bool starred = false;
    std::optional<QDateTime> readAt;

    bool operator==(const Marks&) const = default;
};

Marks marksOf(const FrontMatter& front);

// These lines saying what `marks` say. A line that says it already stays as it is, whatever its form; others are
// replaced, added at the end, or go.
QByteArray withMarks(const QByteArray& lines, const Marks& marks);

// The same, never longer than an import reads (maxFrontMatterBytes): what does not fit is left out, of the tags the
// last ones first, then the note. None when `lines` alone are too long for it.
struct FittedLines {
    QByteArray lines;
    qsizetype tagsLeftOut = 0;
    bool noteLeftOut = false;
};
std::optional<FittedLines> withMarksThatFit(const QByteArray& lines, const Marks& marks);

} // namespace formats
