#include "ui/reader/htmltoken.h"

#include <QHash>

namespace ui {

namespace {

constexpr qsizetype mostAttributes = 32;

bool isNameCharacter(QChar c) {
    return c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_') || c == QLatin1Char(':');
}

QString entity(QStringView name) {
    static const QHash<QString, QString> named{
        {QStringLiteral("amp"), QStringLiteral("&")},  {QStringLiteral("lt"), QStringLiteral("<")},
        {QStringLiteral("gt"), QStringLiteral(">")},   {QStringLiteral("quot"), QStringLiteral("\"")},
        {QStringLiteral("apos"), QStringLiteral("'")}, {QStringLiteral("nbsp"), QString(QChar::Nbsp)}};
    if (!name.startsWith(QLatin1Char('#')))
        return named.value(name.toString());
    const bool hex = name.size() > 1 && name.at(1).toLower() == QLatin1Char('x');
    bool ok = false;
    const uint code = name.mid(hex ? 2 : 1).toUInt(&ok, hex ? 16 : 10);
    if (!ok || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return {};
    const char32_t character = code;
    return QString::fromUcs4(&character, 1);
}

} // namespace

QString HtmlToken::attribute(const QString& name) const {
    for (const auto& [key, value] : attributes) {
        if (key == name)
            return value;
    }
    return {};
}

QString decodedText(QStringView raw) {
    QString text;
    text.reserve(raw.size());
    qsizetype at = 0;
    while (at < raw.size()) {
        const qsizetype ampersand = raw.indexOf(QLatin1Char('&'), at);
        if (ampersand < 0)
            break;
        text += raw.mid(at, ampersand - at);
        const qsizetype end = raw.mid(ampersand, 12).indexOf(QLatin1Char(';'));
        const QString decoded = end > 1 ? entity(raw.mid(ampersand + 1, end - 1)) : QString();
        if (decoded.isEmpty()) {
            text += QLatin1Char('&');
            at = ampersand + 1;
        } else {
            text += decoded;
            at = ampersand + end + 1;
        }
    }
    text += raw.mid(at);
    return text;
}

std::optional<HtmlToken> HtmlTokens::next() {
    while (m_at < m_html.size()) {
        if (m_html.at(m_at) == QLatin1Char('<')) {
            const qsizetype before = m_at;
            if (auto token = tagAt(m_at))
                return token;
            if (m_at > before) // a comment or declaration was passed over
                continue;
        }
        // A '<' that begins no tag is text.
        qsizetype end = m_html.indexOf(QLatin1Char('<'), m_at + (m_html.at(m_at) == QLatin1Char('<') ? 1 : 0));
        if (end < 0)
            end = m_html.size();
        HtmlToken token;
        token.text = QStringView(m_html).mid(m_at, end - m_at);
        m_at = end;
        return token;
    }
    return std::nullopt;
}

std::optional<HtmlToken> HtmlTokens::tagAt(qsizetype start) {
    qsizetype at = start + 1;
    if (at >= m_html.size())
        return std::nullopt;
    if (m_html.at(at) == QLatin1Char('!') || m_html.at(at) == QLatin1Char('?')) {
        const bool comment = QStringView(m_html).mid(at).startsWith(QStringLiteral("!--"));
        const QString close = comment ? QStringLiteral("-->") : QStringLiteral(">");
        const qsizetype end = m_html.indexOf(close, at);
        m_at = end < 0 ? m_html.size() : end + close.size();
        return std::nullopt;
    }
    HtmlToken token;
    token.kind = m_html.at(at) == QLatin1Char('/') ? HtmlToken::End : HtmlToken::Start;
    if (token.kind == HtmlToken::End)
        ++at;
    const qsizetype nameStart = at;
    while (at < m_html.size() && isNameCharacter(m_html.at(at)))
        ++at;
    if (at == nameStart || !m_html.at(nameStart).isLetter())
        return std::nullopt;
    token.tag = m_html.mid(nameStart, qMin<qsizetype>(at - nameStart, 32)).toLower();
    readAttributes(token, at);
    m_at = at;
    return token;
}

void HtmlTokens::readAttributes(HtmlToken& token, qsizetype& at) const {
    while (at < m_html.size() && m_html.at(at) != QLatin1Char('>')) {
        if (!isNameCharacter(m_html.at(at))) {
            ++at;
            continue;
        }
        const qsizetype nameStart = at;
        while (at < m_html.size() && isNameCharacter(m_html.at(at)))
            ++at;
        const QString name = m_html.mid(nameStart, qMin<qsizetype>(at - nameStart, 32)).toLower();
        while (at < m_html.size() && m_html.at(at).isSpace())
            ++at;
        QString value;
        if (at < m_html.size() && m_html.at(at) == QLatin1Char('=')) {
            ++at;
            while (at < m_html.size() && m_html.at(at).isSpace())
                ++at;
            const QChar quote = at < m_html.size() ? m_html.at(at) : QChar();
            const bool quoted = quote == QLatin1Char('"') || quote == QLatin1Char('\'');
            const qsizetype valueStart = quoted ? ++at : at;
            while (at < m_html.size() &&
                   (quoted ? m_html.at(at) != quote : !m_html.at(at).isSpace() && m_html.at(at) != QLatin1Char('>')))
                ++at;
            value = decodedText(QStringView(m_html).mid(valueStart, at - valueStart));
            if (quoted && at < m_html.size())
                ++at;
        }
        if (token.attributes.size() < mostAttributes)
            token.attributes.append({name, value});
    }
    if (at < m_html.size())
        ++at;
}

void HtmlTokens::skipPast(const QString& tag) {
    const QString close = QString(QStringLiteral("</") % tag);
    const qsizetype end = m_html.indexOf(close, m_at, Qt::CaseInsensitive);
    if (end < 0) {
        m_at = m_html.size();
        return;
    }
    const qsizetype after = m_html.indexOf(QLatin1Char('>'), end);
    m_at = after < 0 ? m_html.size() : after + 1;
}

} // namespace ui
