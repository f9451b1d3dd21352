#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace formats {

// One tag of an HTML text and the text that stood before it.
struct Tag {
    QString name; // lower case
    bool closing = false;
    QList<std::pair<QString, QString>> attributes; // names in lower case, values decoded
    QString textBefore;                            // decoded, on one line, at most maxTitleText characters
    QString linesBefore;                           // the same with its line ends, at most maxDescriptionText
    qint64 line = 1;

    QString attribute(QLatin1String wanted) const;
};

// Cuts HTML that comes in pieces into tags, at bounded memory, for the loose HTML of bookmark files: no tree, no
// repairs. Comments, declarations, scripts and styles are passed over; attributes over maxAttributeText are emptied.
class TagReader {
public:
    using Sink = std::function<void(const Tag&)>;
    explicit TagReader(Sink sink);

    void feed(QStringView html);

private:
    enum class State { Text, TagBegin, Name, InTag, AttributeName, AfterName, Value, Declaration, Comment, RawText };

    void step(QChar c);
    void stepInTag(QChar c);
    void stepInValue(QChar c);
    void stepInRawText(QChar c);
    void endTag();
    void endAttribute();

    Sink m_sink;
    State m_state = State::Text;
    Tag m_tag;
    QString m_name;
    QString m_value;
    QChar m_quote;     // null: an unquoted value
    QString m_tail;    // the last characters of a comment or a script, to see its end
    QString m_rawName; // script, style …
    bool m_tooLong = false;
};

// &amp; &#39; &#x27; and the named characters that titles hold.
QString decodeReferences(const QString& text);

} // namespace formats
