#include "formats/marks.h"

#include "formats/limits.h"
#include "library/tagname.h"

#include <QSet>

namespace formats {

namespace {

// Code units that would end the line, or that reading cuts off its ends.
bool mustBeNumbered(const QString& text, qsizetype at) {
    const QChar c = text[at];
    const bool atAnEnd = at == 0 || at == text.size() - 1;
    return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator ||
           c == QChar::ByteOrderMark || (atAnEnd && c.isSpace());
}

// `alsoEscaped` get a backslash; so does a quotation mark that begins the text, which could pass for a quoted value.
QString escaped(const QString& text, QStringView alsoEscaped) {
    QString line;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c.isNull())
            continue;
        if (c == u'\n')
            line += QLatin1String("\\n");
        else if (c == u'\r')
            line += QLatin1String("\\r");
        else if (c == u'\t')
            line += QLatin1String("\\t");
        else if (mustBeNumbered(text, at))
            line += QString(u"\\u" % QString::number(c.unicode(), 16).rightJustified(4, u'0'));
        else if (c == u'\\' || alsoEscaped.contains(c) || (at == 0 && (c == u'"' || c == u'\'')))
            line += QString(u'\\' % QString(c));
        else
            line += c;
    }
    return line;
}

// The character that the escape at `at` (a backslash) stands for; `at` moves to the escape's end. One that means
// nothing is a backslash.
QChar unescaped(QStringView line, qsizetype& at) {
    static constexpr char16_t letters[] = u"nrt\\,[]\"'";
    static constexpr char16_t meanings[] = u"\n\r\t\\,[]\"'";
    const QChar next = at + 1 < line.size() ? line[at + 1] : QChar();
    const qsizetype known = next.isNull() ? -1 : QStringView(letters).indexOf(next);
    bool isNumber = false;
    const ushort code = next == u'u' && at + 5 < line.size() ? line.mid(at + 2, 4).toUShort(&isNumber, 16) : ushort(0);
    if (known >= 0) {
        ++at;
        return meanings[known];
    }
    if (isNumber && code != 0) {
        at += 5;
        return QChar(code);
    }
    return u'\\';
}

QString noteOf(const QString& line) {
    QString note;
    for (qsizetype at = 0; at < line.size(); ++at)
        note += line[at] == u'\\' ? unescaped(line, at) : line[at];
    return note;
}

void addTag(QStringList& tags, const QString& text) {
    const QString tag = library::tagName(text);
    if (!tag.isEmpty() && !tags.contains(tag))
        tags << tag;
}

// Also in brackets, as other programs write lists.
QStringList tagsOf(const QString& line) {
    QStringView list = QStringView(line).trimmed();
    if (list.startsWith(u'[') && list.endsWith(u']') && !list.endsWith(QLatin1String("\\]")))
        list = list.mid(1, list.size() - 2);
    QStringList tags;
    QString tag;
    for (qsizetype at = 0; at < list.size(); ++at) {
        if (list[at] == u',')
            addTag(tags, std::exchange(tag, {}));
        else
            tag += list[at] == u'\\' ? unescaped(list, at) : list[at];
    }
    addTag(tags, tag);
    return tags;
}

QString lineOf(const QStringList& tags) {
    QStringList parts;
    for (const QString& tag : tags)
        parts << escaped(tag, u",[]");
    return parts.join(QLatin1String(", "));
}

bool isTrue(const QString& value) {
    return value.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
}

std::optional<QDateTime> timeOf(const QString& value) {
    const QDateTime time = QDateTime::fromString(value, Qt::ISODate).toUTC();
    return time.isValid() && time.date().year() >= 1970 ? std::optional(time) : std::nullopt;
}

QString lineOf(const std::optional<QDateTime>& time) {
    return time ? time->toUTC().toString(Qt::ISODate) : QString();
}

} // namespace

Marks marksOf(const FrontMatter& front) {
    return {tagsOf(front.value("tags")), noteOf(front.value("note")), isTrue(front.value("starred")),
            timeOf(front.value("read_at"))};
}

QByteArray withMarks(const QByteArray& lines, const Marks& marks) {
    const Marks said = marksOf({lines, 0});
    const auto setOf = [](const QStringList& tags) { return QSet<QString>(tags.begin(), tags.end()); };
    QByteArray changed = lines;
    if (setOf(said.tags) != setOf(marks.tags))
        changed = withLine(changed, "tags", lineOf(marks.tags));
    if (said.note != marks.note)
        changed = withLine(changed, "note", escaped(marks.note, {}));
    if (said.starred != marks.starred)
        changed = withLine(changed, "starred", marks.starred ? QStringLiteral("true") : QString());
    if (lineOf(said.readAt) != lineOf(marks.readAt))
        changed = withLine(changed, "read_at", lineOf(marks.readAt));
    return changed;
}

std::optional<FittedLines> withMarksThatFit(const QByteArray& lines, const Marks& marks) {
    Marks some = marks;
    const auto fits = [&] { return withMarks(lines, some).size() <= maxFrontMatterBytes; };
    const auto takeTags = [&](qsizetype count) { some.tags = marks.tags.mid(0, count); };
    if (!fits()) {
        takeTags(0);
        if (!fits())
            some.note.clear();
        if (!fits())
            return std::nullopt;
        qsizetype least = 0;
        for (qsizetype most = marks.tags.size(); least < most;) {
            const qsizetype middle = (least + most + 1) / 2;
            takeTags(middle);
            fits() ? least = middle : most = middle - 1;
        }
        takeTags(least);
    }
    return FittedLines{withMarks(lines, some), marks.tags.size() - some.tags.size(), some.note != marks.note};
}

} // namespace formats
