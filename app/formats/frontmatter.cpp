#include "formats/frontmatter.h"

#include <QCryptographicHash>

namespace formats {

namespace {

struct Line {
    qsizetype begin = 0;
    qsizetype end = 0; // without its line end
    qsizetype next = 0;
};

Line lineAt(QByteArrayView text, qsizetype begin) {
    qsizetype end = begin;
    while (end < text.size() && text[end] != '\n')
        ++end;
    const qsizetype next = qMin(end + 1, text.size());
    if (end > begin && text[end - 1] == '\r')
        --end;
    return {begin, end, next};
}

QByteArrayView viewOf(QByteArrayView text, const Line& line) {
    return text.sliced(line.begin, line.end - line.begin);
}

bool isBlank(QByteArrayView line) {
    return line.trimmed().isEmpty();
}

bool isFence(QByteArrayView line) {
    return line.trimmed() == QByteArrayView("---");
}

// The value on this line when its key is `key`, else a null view.
QByteArrayView valueOn(QByteArrayView line, QByteArrayView key) {
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || line.first(colon).trimmed() != key)
        return {};
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    return value.isNull() ? QByteArrayView("") : value;
}

// Within fences some write values in quotes.
QByteArrayView unquoted(QByteArrayView value) {
    const bool quoted =
        value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
    return quoted ? value.sliced(1, value.size() - 2) : value;
}

// One line, whatever the text holds: line ends and control characters become spaces.
QByteArray onOneLine(const QString& text) {
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        const bool breaks =
            c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
        line += breaks ? QChar(u' ') : c;
    }
    return line.simplified().toUtf8();
}

} // namespace

QString FrontMatter::value(QByteArrayView key) const {
    for (qsizetype at = 0; at < lines.size();) {
        const Line line = lineAt(lines, at);
        const QByteArrayView found = valueOn(viewOf(lines, line), key);
        if (!found.isNull())
            return QString::fromUtf8(isFenced() ? unquoted(found) : found);
        at = line.next;
    }
    return {};
}

FrontMatter frontMatterOf(const QByteArray& file) {
    const qsizetype start = file.startsWith("\xef\xbb\xbf") ? 3 : 0;
    const Line first = lineAt(file, start);
    const bool fenced = isFence(viewOf(file, first));
    const QByteArrayView firstLine = viewOf(file, first);
    if (isBlank(firstLine) || firstLine.trimmed().startsWith('<'))
        return {{}, start};

    qsizetype at = fenced ? first.next : start;
    while (at < file.size()) {
        const Line line = lineAt(file, at);
        const QByteArrayView text = viewOf(file, line);
        if (fenced && isFence(text)) {
            const Line after = lineAt(file, line.next);
            const bool blankFollows = line.next < file.size() && isBlank(viewOf(file, after));
            return {file.mid(start, line.end - start), blankFollows ? after.next : line.next};
        }
        if (!fenced && isBlank(text)) {
            const qsizetype end = at > start && file[at - 1] == '\n' ? at - 1 : at;
            return {file.mid(start, (end > start && file[end - 1] == '\r' ? end - 1 : end) - start), line.next};
        }
        at = line.next;
    }
    if (fenced) // the fence never closed: what follows it is no front matter
        return {{}, start};
    QByteArray lines = file.mid(start);
    while (lines.endsWith('\n') || lines.endsWith('\r'))
        lines.chop(1);
    return {lines, file.size()};
}

QByteArray composeFrontMatter(const QString& title, const QString& link, const QString& author, const QString& date) {
    QByteArray lines =
        "title: " + onOneLine(title) + "\nurl: " + onOneLine(link) + "\nhash_url: " + hashOfLink(link) + "\n";
    if (const QByteArray value = onOneLine(author); !value.isEmpty())
        lines += "author: " + value + "\n";
    if (const QByteArray value = onOneLine(date); !value.isEmpty())
        lines += "date: " + value + "\n";
    return lines;
}

QString beginningOf(const QString& value, qsizetype most) {
    const bool splits = most > 0 && most < value.size() && value[most].isLowSurrogate();
    return value.left(splits ? most - 1 : most);
}

QByteArray withValue(const QByteArray& lines, QByteArrayView key, const QString& value) {
    QByteArray changed;
    for (qsizetype at = 0; at < lines.size();) {
        const Line line = lineAt(lines, at);
        const QByteArrayView text = viewOf(lines, line);
        if (valueOn(text, key).isNull()) {
            changed += QByteArrayView(lines).sliced(at, line.next - at);
        } else {
            changed += text.first(text.indexOf(':')) + QByteArray(": ") + onOneLine(value);
            changed += QByteArrayView(lines).sliced(line.end, line.next - line.end);
        }
        at = line.next;
    }
    return changed;
}

QByteArray withLine(const QByteArray& lines, QByteArrayView key, const QString& value) {
    const QByteArray lineEnd = lines.contains("\r\n") ? "\r\n" : "\n";
    const QByteArray wanted = value.isEmpty() ? QByteArray() : QByteArray(key.toByteArray() + ": " + value.toUtf8());
    QByteArray changed;
    qsizetype end = 0; // of the last line before the closing fence
    bool placed = value.isEmpty();
    for (qsizetype at = 0; at < lines.size();) {
        const Line line = lineAt(lines, at);
        const QByteArrayView text = viewOf(lines, line);
        const QByteArrayView whole = QByteArrayView(lines).sliced(at, line.next - at);
        if (valueOn(text, key).isNull())
            changed += whole;
        else if (!std::exchange(placed, true))
            changed += wanted + whole.sliced(line.end - at).toByteArray();
        if (at == 0 || !isFence(text))
            end = changed.size();
        at = line.next;
    }
    if (!placed) {
        const bool isOpen = end > 0 && changed[end - 1] != '\n';
        changed.insert(end, isOpen ? QByteArray(lineEnd + wanted) : QByteArray(wanted + lineEnd));
    } else if (!lines.endsWith('\n') && changed.endsWith('\n')) {
        changed.chop(changed.endsWith("\r\n") ? 2 : 1); // the last line went, and with it the one without a line end
    }
    return changed;
}

QByteArray hashOfLink(const QString& link) {
    return QCryptographicHash::hash(link.toUtf8(), QCryptographicHash::Md5).toHex();
}

} // namespace formats
