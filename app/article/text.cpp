#include "article/text.h"

#include <QHash>

#include <algorithm>

namespace article {
namespace {

constexpr qsizetype longestName = 10; // of a character reference, with its semicolon

QString characterOf(QStringView name) {
    if (name.startsWith(u'#') && name.size() > 1) {
        const bool hex = name[1] == u'x' || name[1] == u'X';
        bool good = false;
        const uint code = name.sliced(hex ? 2 : 1).toUInt(&good, hex ? 16 : 10);
        const bool allowed = good && code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
        const char32_t character = code;
        return allowed ? QString::fromUcs4(&character, 1) : QString();
    }
    static const QHash<QString, QString> names{
        {QStringLiteral("amp"), QStringLiteral("&")},        {QStringLiteral("lt"), QStringLiteral("<")},
        {QStringLiteral("gt"), QStringLiteral(">")},         {QStringLiteral("quot"), QStringLiteral("\"")},
        {QStringLiteral("apos"), QStringLiteral("'")},       {QStringLiteral("nbsp"), QStringLiteral(" ")},
        {QStringLiteral("rsquo"), QStringLiteral("\u2019")}, {QStringLiteral("lsquo"), QStringLiteral("\u2018")},
        {QStringLiteral("rdquo"), QStringLiteral("\u201D")}, {QStringLiteral("ldquo"), QStringLiteral("\u201C")},
        {QStringLiteral("ndash"), QStringLiteral("\u2013")}, {QStringLiteral("mdash"), QStringLiteral("\u2014")},
        {QStringLiteral("hellip"), QStringLiteral("\u2026")}};
    return names.value(name.toString());
}

} // namespace

QString withoutEntities(const QString& text) {
    if (!text.contains(u'&'))
        return text;
    QString out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == u'&') {
            const QStringView near = QStringView(text).sliced(at + 1, std::min(longestName, text.size() - at - 1));
            const qsizetype end = near.indexOf(u';');
            const QString character = end >= 0 ? characterOf(near.first(end)) : QString();
            if (!character.isEmpty()) {
                out += character;
                at += 1 + end;
                continue;
            }
        }
        out += text[at];
    }
    return out;
}

QString essence(const QString& text) {
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            out += c.toLower();
    }
    return out;
}

} // namespace article
