#include "library/tagname.h"

#include "library/limits.h"

namespace library {

namespace {

// What no file or column keeps: halves of surrogate pairs go, what would end a line becomes a space.
QString onOneLine(const QString& text) {
    QString line;
    line.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
            line += text.mid(at++, 2);
        else if (!c.isSurrogate())
            line += c.category() == QChar::Other_Control ? QChar(u' ') : c;
    }
    return line.simplified();
}

} // namespace

QString tagName(const QString& text) {
    const QString line = onOneLine(text);
    qsizetype length = qMin(line.size(), qsizetype(tagLength.standard));
    if (length < line.size() && line[length].isLowSurrogate())
        --length;
    return line.left(length).trimmed();
}

bool isTagTooLong(const QString& text) {
    return onOneLine(text).size() > tagLength.standard;
}

} // namespace library
