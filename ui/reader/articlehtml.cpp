#include "ui/reader/articlehtml.h"

#include "ui/reader/htmltags.h"
#include "ui/reader/htmltoken.h"

namespace ui {

namespace {

constexpr int deepestTable = 2;
constexpr int deepestElement = 96; // deeper ones lose their tags, not their text
constexpr int deepestKnown = 512;  // deeper ones are not even waited for: each end tag looks through the open ones
constexpr qsizetype headingText = 200;

// Words without a space longer than a part: not inside a surrogate pair or an entity.
qsizetype safeCut(QStringView raw, qsizetype cut) {
    const qsizetype ampersand = raw.left(cut).lastIndexOf(QLatin1Char('&'));
    if (ampersand > 0 && cut - ampersand < 12)
        return ampersand;
    return cut < raw.size() && cut > 1 && raw.at(cut).isLowSurrogate() ? cut - 1 : cut;
}

struct OpenElement {
    QString tag;   // of the page
    QString shown; // what stands in the output; empty: nothing
    QString start; // the whole start tag, to open it again in the next part
};

class Preparer {
public:
    Preparer(const QString& html, const PrepareOptions& options)
        : m_tokens(html)
        , m_options(options) {
        m_result.parts.append(ArticlePart{});
    }

    PreparedArticle run() {
        while (const auto token = m_tokens.next()) {
            switch (token->kind) {
            case HtmlToken::Text:
                text(token->text);
                break;
            case HtmlToken::Start:
                start(*token);
                break;
            case HtmlToken::End:
                end(token->tag);
                break;
            }
        }
        while (!m_open.isEmpty())
            closeLast();
        return std::move(m_result);
    }

private:
    ArticlePart& part() { return m_result.parts.last(); }
    void put(const QString& html) { part().html += html; }

    void text(QStringView raw) {
        if (!m_pendingTable.isEmpty() && raw.trimmed().isEmpty())
            return;
        flushTable();
        if (m_heading)
            m_heading->text += decodedText(raw);
        // One text longer than a part: cut at line ends or spaces, never inside an entity.
        while (!raw.isEmpty()) {
            const qsizetype room = m_options.partSize * 2 - part().html.size();
            if (raw.size() <= room) {
                append(raw);
                return;
            }
            qsizetype cut = qMax<qsizetype>(room, 1);
            while (cut > 0 && !raw.at(cut - 1).isSpace())
                --cut;
            if (cut == 0 && m_tableDepth == 0 && part().html.size() > m_options.partSize) {
                nextPart();
                continue;
            }
            if (cut == 0)
                cut = safeCut(raw, qMin(raw.size(), m_options.partSize));
            append(raw.left(cut));
            raw = raw.mid(cut);
            if (!raw.isEmpty())
                nextPart();
        }
    }

    void append(QStringView raw) {
        part().html += raw;
        appendText(decodedText(raw));
    }

    // As it is shown: but for code, white space is one space, and none at the beginning of a line.
    void appendText(const QString& text) {
        if (m_preformatted > 0) {
            part().text += text;
            return;
        }
        for (const QChar c : text) {
            const bool space = c == QLatin1Char(' ') || (c >= QLatin1Char('\t') && c <= QLatin1Char('\r'));
            const QChar before = part().text.isEmpty() ? QLatin1Char('\n') : part().text.back();
            if (!space)
                part().text += c;
            else if (before != QLatin1Char(' ') && before != QLatin1Char('\n'))
                part().text += QLatin1Char(' ');
        }
    }

    void endLine() { part().text += QLatin1Char('\n'); }

    void start(const HtmlToken& token) {
        if (isDroppedWhole(token.tag)) {
            if (!isVoidTag(token.tag))
                m_tokens.skipPast(token.tag);
            return;
        }
        if (token.tag == QLatin1String("caption") && !m_pendingTable.isEmpty()) {
            open(token.tag, QStringLiteral("p"), QStringLiteral("<p class=\"caption\">"));
            return;
        }
        flushTable();
        if (token.tag == QLatin1String("img")) {
            picture(token);
            return;
        }
        const QString shown = shownTag(token.tag);
        if (isVoidTag(token.tag)) {
            if (!shown.isEmpty()) {
                put(QString(QLatin1Char('<') % shown % QLatin1Char('>')));
                endLine();
            }
            return;
        }
        if (!isInlineTag(token.tag) && m_tableDepth == 0 && part().html.size() >= m_options.partSize && !m_heading)
            nextPart();
        if (m_open.size() < deepestKnown)
            startElement(token, shown);
    }

    void startElement(const HtmlToken& token, QString shown) {
        const bool ofTable = isTablePart(token.tag);
        if (token.tag == QLatin1String("table"))
            ++m_tableDepth;
        if (ofTable && m_tableDepth > deepestTable)
            shown = token.tag == QLatin1String("td") || token.tag == QLatin1String("th") ? QStringLiteral("div")
                                                                                         : QString();
        if (ofTable && m_tableDepth == 0)
            shown = QStringLiteral("div");
        if (m_open.size() >= deepestElement)
            shown.clear();
        if (!isInlineTag(token.tag) && !shown.isEmpty())
            endLine();
        if (token.tag == QLatin1String("q"))
            append(QStringLiteral("“"));
        const QString tag = shown.isEmpty() ? QString() : startTag(token, shown);
        if (shown == QLatin1String("table")) {
            m_pendingTable = tag;
            open(token.tag, shown, {}, tag);
            return;
        }
        open(token.tag, shown, tag);
        noteAnchor(token);
        if (isHeading(token.tag))
            beginHeading(token.tag);
    }

    void open(const QString& tag, const QString& shown, const QString& written, const QString& again = {}) {
        put(written);
        if (tag == QLatin1String("caption"))
            ++m_captions;
        if (tag == QLatin1String("pre"))
            ++m_preformatted;
        m_open.append({tag, shown, again.isEmpty() ? written : again});
    }

    void noteAnchor(const HtmlToken& token) {
        for (const char* name : {"id", "name"}) {
            const QString anchor = token.attribute(QString::fromLatin1(name));
            if (anchor.isEmpty() || anchor.size() > headingText || m_result.anchors.contains(anchor))
                continue;
            m_result.anchors.insert(anchor, partNumber());
        }
    }

    void beginHeading(const QString& tag) {
        Heading heading;
        heading.level = tag.at(1).digitValue();
        heading.part = partNumber();
        heading.anchor = QStringLiteral("tidemark-heading-%1").arg(m_result.headings.size());
        put(QString(QStringLiteral("<a name=\"") % heading.anchor % QStringLiteral("\"></a>")));
        m_heading = heading;
    }

    void endHeading() {
        m_heading->text = m_heading->text.simplified().left(headingText);
        if (!m_heading->text.isEmpty())
            m_result.headings.append(*m_heading);
        m_heading.reset();
    }

    void picture(const HtmlToken& token) {
        const QString alt = token.attribute(QStringLiteral("alt")).simplified();
        const auto shown = m_options.picture ? m_options.picture(token.attribute(QStringLiteral("src"))) : std::nullopt;
        if (!shown) {
            const QString words = alt.isEmpty() ? m_options.missingPicture
                                                : QString(m_options.missingPicture % QStringLiteral(": ") % alt);
            put(QString(QStringLiteral("<span class=\"missing\">") % words.toHtmlEscaped() %
                        QStringLiteral("</span>")));
            part().text += words;
            return;
        }
        put(QStringLiteral("<img src=\"asset:%1\" width=\"%2\" height=\"%3\">")
                .arg(shown->number)
                .arg(shown->size.width())
                .arg(shown->size.height()));
        part().text += QChar(QChar::ObjectReplacementCharacter);
        if (!part().pictures.contains(shown->number))
            part().pictures.append(shown->number);
    }

    void end(const QString& tag) {
        qsizetype at = m_open.size() - 1;
        while (at >= 0 && m_open.at(at).tag != tag)
            --at;
        if (at < 0)
            return;
        while (m_open.size() > at)
            closeLast();
        // Between two blocks is the best place to cut.
        if (!isInlineTag(tag) && m_tableDepth == 0 && !m_heading && part().html.size() >= m_options.partSize)
            m_cutNext = true;
    }

    void closeLast() {
        const OpenElement element = m_open.takeLast();
        if (element.tag == QLatin1String("caption"))
            --m_captions;
        if (element.tag == QLatin1String("pre"))
            --m_preformatted;
        if (element.tag == QLatin1String("q"))
            append(QStringLiteral("”"));
        if (m_heading && isHeading(element.tag))
            endHeading();
        if (element.tag == QLatin1String("table")) {
            flushTable();
            m_tableDepth = qMax(0, m_tableDepth - 1);
        }
        if (!element.shown.isEmpty())
            put(QString(QStringLiteral("</") % element.shown % QLatin1Char('>')));
        if (!isInlineTag(element.tag) && !element.shown.isEmpty())
            endLine();
    }

    void flushTable() {
        if (!m_pendingTable.isEmpty() && m_captions == 0) {
            put(m_pendingTable);
            m_pendingTable.clear();
        }
        if (m_cutNext && m_tableDepth == 0 && !m_heading)
            nextPart();
    }

    int partNumber() const { return static_cast<int>(m_result.parts.size()) - 1; }

    // Closes what is open, and opens it again in a new part.
    void nextPart() {
        m_cutNext = false;
        for (auto element = m_open.crbegin(); element != m_open.crend(); ++element) {
            if (!element->shown.isEmpty())
                put(QString(QStringLiteral("</") % element->shown % QLatin1Char('>')));
        }
        m_result.parts.append(ArticlePart{});
        for (const OpenElement& element : std::as_const(m_open))
            put(element.start);
    }

    HtmlTokens m_tokens;
    const PrepareOptions& m_options;
    PreparedArticle m_result;
    QList<OpenElement> m_open;
    QString m_pendingTable;
    std::optional<Heading> m_heading;
    int m_tableDepth = 0;
    int m_captions = 0;
    int m_preformatted = 0;
    bool m_cutNext = false;
};

} // namespace

PreparedArticle prepareArticle(const QString& html, const PrepareOptions& options) {
    return Preparer(html, options).run();
}

} // namespace ui
