#include "formats/markdown.h"

namespace formats {

namespace {

qsizetype longestRun(const QString& text, QChar of) {
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == of ? run + 1 : 0;
        longest = qMax(longest, run);
    }
    return longest;
}

bool isWordAt(const QString& text, qsizetype index) {
    return index >= 0 && index < text.size() && text[index].isLetterOrNumber();
}

// &name; and &#12; would be read as one character.
bool beginsReference(const QString& text, qsizetype ampersand) {
    qsizetype i = ampersand + 1;
    if (i < text.size() && text[i] == u'#')
        ++i;
    const qsizetype begin = i;
    while (i < text.size() && text[i].isLetterOrNumber())
        ++i;
    return i > begin && i < text.size() && text[i] == u';';
}

bool needsEscape(const QString& text, qsizetype i) {
    const bool hasNext = i + 1 < text.size();
    switch (text[i].unicode()) {
    case u'\\':
    case u'`':
    case u'*':
    case u'[':
    case u']':
        return true;
    case u'_': // within a word it is no emphasis
        return !isWordAt(text, i - 1) || !isWordAt(text, i + 1);
    case u'~':
        return (hasNext && text[i + 1] == u'~') || (i > 0 && text[i - 1] == u'~');
    case u'<':
        return hasNext && (text[i + 1].isLetter() || QStringView(u"/!?").contains(text[i + 1]));
    case u'&':
        return beginsReference(text, i);
    default:
        return false;
    }
}

// What would make a heading, a list, a quotation or a rule of a line: the position of the character to escape, or -1.
qsizetype lineMarker(const QString& text) {
    if (text.isEmpty())
        return -1;
    const auto spaceAt = [&](qsizetype i) { return i >= text.size() || text[i].isSpace(); };
    const QChar first = text[0];
    if (first == u'>' || first == u'#' || first == u'=' || (first == u'~' && text.startsWith(u"~~~")))
        return 0;
    if ((first == u'-' || first == u'+') && (spaceAt(1) || text.startsWith(u"--")))
        return 0;
    if (first == u':' && spaceAt(1))
        return 0;
    qsizetype digits = 0;
    while (digits < text.size() && digits < 10 && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    const bool isNumber = digits > 0 && digits < 10 && digits < text.size() &&
                          (text[digits] == u'.' || text[digits] == u')') && spaceAt(digits + 1);
    return isNumber ? digits : -1;
}

} // namespace

QString markdownText(const QString& text, bool atLineStart) {
    const qsizetype marker = atLineStart ? lineMarker(text) : -1;
    QString escaped;
    escaped.reserve(text.size() + text.size() / 16);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (i == marker || needsEscape(text, i))
            escaped += u'\\';
        escaped += text[i];
    }
    return escaped;
}

QString markdownCode(const QString& code) {
    const QString ticks(longestRun(code, u'`') + 1, u'`');
    const bool pad = code.startsWith(u'`') || code.endsWith(u'`');
    return pad ? QString(ticks % u' ' % code % u' ' % ticks) : QString(ticks % code % ticks);
}

QString markdownFence(const QString& code) {
    return QString(qMax<qsizetype>(3, longestRun(code, u'`') + 1), u'`');
}

QString markdownDestination(const QString& link) {
    int open = 0;
    bool balanced = true;
    for (const QChar c : link) {
        open += c == u'(' ? 1 : c == u')' ? -1 : 0;
        balanced = balanced && open >= 0;
    }
    balanced = balanced && open == 0;
    QString destination;
    for (const QChar c : link) {
        const bool encode = c.unicode() <= 0x20 || c.unicode() == 0x7f || c == u'<' || c == u'>' || c == u'\\' ||
                            (!balanced && (c == u'(' || c == u')'));
        if (encode)
            destination += QString(u'%' % QString::number(c.unicode(), 16).toUpper().rightJustified(2, u'0'));
        else
            destination += c;
    }
    return destination;
}

} // namespace formats
