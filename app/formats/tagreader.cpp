#include "formats/tagreader.h"

#include "formats/limits.h"

#include <QHash>

namespace formats {

namespace {

constexpr qsizetype maxNameText = 64;
constexpr qsizetype maxAttributes = 64;

bool hasRawText(const QString& name) {
    return name == QLatin1String("script") || name == QLatin1String("style") || name == QLatin1String("textarea");
}

const QHash<QString, char32_t>& namedCharacters() {
    static const QHash<QString, char32_t> names{
        {QStringLiteral("amp"), U'&'},    {QStringLiteral("lt"), U'<'},     {QStringLiteral("gt"), U'>'},
        {QStringLiteral("quot"), U'"'},   {QStringLiteral("apos"), U'\''},  {QStringLiteral("nbsp"), U'\u00a0'},
        {QStringLiteral("copy"), U'©'},   {QStringLiteral("reg"), U'®'},    {QStringLiteral("trade"), U'™'},
        {QStringLiteral("ndash"), U'–'},  {QStringLiteral("mdash"), U'—'},  {QStringLiteral("hellip"), U'…'},
        {QStringLiteral("laquo"), U'«'},  {QStringLiteral("raquo"), U'»'},  {QStringLiteral("lsquo"), U'‘'},
        {QStringLiteral("rsquo"), U'’'},  {QStringLiteral("ldquo"), U'“'},  {QStringLiteral("rdquo"), U'”'},
        {QStringLiteral("bull"), U'•'},   {QStringLiteral("middot"), U'·'}, {QStringLiteral("rarr"), U'→'},
        {QStringLiteral("larr"), U'←'},   {QStringLiteral("times"), U'×'},  {QStringLiteral("eacute"), U'é'},
        {QStringLiteral("egrave"), U'è'}, {QStringLiteral("agrave"), U'à'}, {QStringLiteral("ccedil"), U'ç'},
        {QStringLiteral("auml"), U'ä'},   {QStringLiteral("ouml"), U'ö'},   {QStringLiteral("uuml"), U'ü'},
        {QStringLiteral("szlig"), U'ß'},  {QStringLiteral("euro"), U'€'},   {QStringLiteral("shy"), U'\u00ad'},
    };
    return names;
}

// The character that `name` (between & and ;) stands for, 0 when it is none.
char32_t characterOf(QStringView name) {
    if (!name.startsWith(u'#'))
        return namedCharacters().value(name.toString(), 0);
    const bool hex = name.size() > 1 && (name[1] == u'x' || name[1] == u'X');
    bool good = false;
    const uint code = name.mid(hex ? 2 : 1).toUInt(&good, hex ? 16 : 10);
    const bool possible = good && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return possible ? code : 0;
}

} // namespace

QString decodeReferences(const QString& text) {
    qsizetype ampersand = text.indexOf(u'&');
    if (ampersand < 0)
        return text;
    QString decoded;
    qsizetype copied = 0;
    for (; ampersand >= 0; ampersand = text.indexOf(u'&', ampersand + 1)) {
        const qsizetype semicolon = text.indexOf(u';', ampersand);
        if (semicolon < 0)
            break;
        if (semicolon - ampersand > 12)
            continue;
        const char32_t code = characterOf(QStringView(text).mid(ampersand + 1, semicolon - ampersand - 1));
        if (code == 0)
            continue;
        decoded += QStringView(text).mid(copied, ampersand - copied);
        decoded += QChar::fromUcs4(code);
        copied = semicolon + 1;
    }
    return decoded + QStringView(text).mid(copied);
}

QString Tag::attribute(QLatin1String wanted) const {
    for (const auto& [attributeName, value] : attributes) {
        if (attributeName == wanted)
            return value;
    }
    return {};
}

TagReader::TagReader(Sink sink)
    : m_sink(std::move(sink)) {}

void TagReader::feed(QStringView html) {
    for (const QChar c : html) {
        if (c == u'\n')
            ++m_tag.line;
        step(c);
    }
}

void TagReader::step(QChar c) {
    switch (m_state) {
    case State::Text:
        if (c == u'<')
            m_state = State::TagBegin;
        else if (m_tag.linesBefore.size() < maxDescriptionText)
            m_tag.linesBefore += c;
        return;
    case State::TagBegin:
        m_tag.closing = c == u'/';
        m_tag.name.clear();
        m_tag.attributes.clear();
        m_tail.clear();
        if (c == u'!' || c == u'?')
            m_state = State::Declaration;
        else if (c == u'/')
            m_state = State::Name;
        else if (c.isLetter()) {
            m_tag.name = c.toLower();
            m_state = State::Name;
        } else {
            m_tag.linesBefore += QChar(u'<');
            m_tag.linesBefore += c;
            m_state = State::Text;
        }
        return;
    case State::Declaration:
        if (m_tail.size() < 2)
            m_tail += c;
        if (m_tail == QLatin1String("--")) {
            m_state = State::Comment;
            m_tail.clear();
        } else if (c == u'>') {
            m_state = State::Text;
        }
        return;
    case State::Comment:
        m_tail = m_tail.right(2) + c;
        if (m_tail == QLatin1String("-->"))
            m_state = State::Text;
        return;
    case State::RawText:
        return stepInRawText(c);
    case State::Value:
        return stepInValue(c);
    default:
        return stepInTag(c);
    }
}

void TagReader::stepInTag(QChar c) {
    if (c == u'>') {
        endAttribute();
        return endTag();
    }
    if (m_state == State::Name) {
        if (c.isSpace() || c == u'/')
            m_state = State::InTag;
        else if (m_tag.name.size() < maxNameText)
            m_tag.name += c.toLower();
        return;
    }
    if (c == u'=' && m_state != State::InTag) {
        m_state = State::Value;
        m_quote = QChar();
        m_value.clear();
        m_tooLong = false;
    } else if (c.isSpace()) {
        m_state = m_state == State::InTag ? State::InTag : State::AfterName;
    } else if (c == u'/') {
        endAttribute();
    } else if (m_state == State::AttributeName) {
        if (m_name.size() < maxNameText)
            m_name += c.toLower();
    } else {
        endAttribute();
        m_name = c.toLower();
        m_state = State::AttributeName;
    }
}

void TagReader::stepInValue(QChar c) {
    const bool begins = m_quote.isNull() && m_value.isEmpty() && !m_tooLong;
    if (begins && c.isSpace())
        return;
    if (begins && (c == u'"' || c == u'\'')) {
        m_quote = c;
        return;
    }
    if (m_quote.isNull() && c == u'>') {
        endAttribute();
        return endTag();
    }
    if (m_quote.isNull() ? c.isSpace() : c == m_quote)
        return endAttribute();
    if (m_value.size() < maxAttributeText) {
        m_value += c;
    } else {
        m_tooLong = true;
    }
}

// A script's text is passed over until its own end tag.
void TagReader::stepInRawText(QChar c) {
    m_tail = QString(m_tail + c.toLower()).right(m_rawName.size() + 3);
    if (c == u'>' && m_tail == QString(u"</" + m_rawName + u'>'))
        m_state = State::Text;
}

void TagReader::endAttribute() {
    if (!m_name.isEmpty() && m_tag.attributes.size() < maxAttributes)
        m_tag.attributes << std::pair(m_name, m_tooLong ? QString() : decodeReferences(m_value));
    m_name.clear();
    m_value.clear();
    m_quote = QChar();
    m_tooLong = false;
    m_state = State::InTag;
}

void TagReader::endTag() {
    m_tag.linesBefore = decodeReferences(m_tag.linesBefore);
    m_tag.textBefore = m_tag.linesBefore.left(4 * maxTitleText).simplified().left(maxTitleText);
    m_sink(m_tag);
    m_tag.linesBefore.clear();
    const bool raw = !m_tag.closing && hasRawText(m_tag.name);
    m_rawName = raw ? m_tag.name : QString();
    m_tail.clear();
    m_state = raw ? State::RawText : State::Text;
}

} // namespace formats
