#include "formats/markdown.h"

#include "article/parser.h"
#include "formats/markdownblocks.h"
#include "formats/markdowninline.h"

namespace formats {

namespace {

using article::Attribute;
using article::Document;
using article::NodeId;
using article::Tag;

QString toString(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString markOf(Tag tag) {
    switch (tag) {
    case Tag::B:
    case Tag::Strong:
        return QStringLiteral("**");
    case Tag::I:
    case Tag::Em:
    case Tag::Cite:
    case Tag::Dfn:
    case Tag::Var:
        return QStringLiteral("*");
    case Tag::Del:
    case Tag::S:
        return QStringLiteral("~~");
    default:
        return {};
    }
}

// Elements that Markdown has no mark for, but HTML within it does.
bool staysHtml(Tag tag) {
    return tag == Tag::Sup || tag == Tag::Sub || tag == Tag::Kbd || tag == Tag::Mark;
}

class Writer {
public:
    explicit Writer(const Document& document)
        : m_document(document) {}
    QString write();

private:
    NodeId open(NodeId id); // returns where to go on
    void close(NodeId id);
    void openBlock(NodeId id);
    void closeBlock(NodeId id);
    NodeId writeCode(NodeId id);
    void flush();
    bool isTight(NodeId list) const;
    QString rawText(NodeId id) const;
    QString languageOf(NodeId pre) const;
    void endCell();
    void endTable();

    const Document& m_document;
    MarkdownLine m_line;
    MarkdownBlocks m_blocks;
    std::vector<NodeId> m_open;
    int m_links = 0;
    NodeId m_table = article::noNode; // the outermost one; those in its cells are read as text
    bool m_inCell = false;
    bool m_headRow = false;
    QList<QStringList> m_rows;
};

QString Writer::write() {
    for (NodeId id = 0; id < m_document.size();) {
        while (!m_open.empty() && m_document.end(m_open.back()) <= id) {
            const NodeId ended = m_open.back();
            m_open.pop_back();
            close(ended);
        }
        id = open(id);
    }
    while (!m_open.empty()) {
        const NodeId ended = m_open.back();
        m_open.pop_back();
        close(ended);
    }
    flush();
    return m_blocks.take();
}

NodeId Writer::open(NodeId id) {
    const Tag tag = m_document.tag(id);
    if (tag == Tag::Text) {
        m_line.text(toString(m_document.text(id)));
        return id + 1;
    }
    if (tag == Tag::Pre || tag == Tag::Code || tag == Tag::Samp || tag == Tag::Tt)
        return writeCode(id);
    if (tag == Tag::Br)
        m_line.lineBreak();
    else if (tag == Tag::Img)
        m_line.image(toString(m_document.attribute(id, Attribute::Src)),
                     toString(m_document.attribute(id, Attribute::Alt)));
    else if (tag == Tag::A && m_document.has(id, Attribute::Href) && m_links++ == 0)
        m_line.openLink(toString(m_document.attribute(id, Attribute::Href)));
    else if (const QString mark = markOf(tag); !mark.isEmpty())
        m_line.open(mark);
    else if (staysHtml(tag))
        m_line.openHtml(toString(article::tagName(tag)));
    else if (!article::isInline(tag) || tag == Tag::None)
        openBlock(id);
    m_open.push_back(id);
    return id + 1;
}

void Writer::close(NodeId id) {
    const Tag tag = m_document.tag(id);
    if (tag == Tag::A && m_document.has(id, Attribute::Href)) {
        if (--m_links == 0)
            m_line.closeLink();
    } else if (const QString mark = markOf(tag); !mark.isEmpty()) {
        m_line.close(mark);
    } else if (staysHtml(tag)) {
        m_line.closeHtml(toString(article::tagName(tag)));
    } else if (!article::isInline(tag) || tag == Tag::None) {
        closeBlock(id);
    }
}

void Writer::openBlock(NodeId id) {
    const Tag tag = m_document.tag(id);
    if (m_inCell) {
        m_line.lineBreak();
        return;
    }
    flush();
    switch (tag) {
    case Tag::Ul:
    case Tag::Ol: {
        const int start = toString(m_document.attribute(id, Attribute::Start)).toInt();
        m_blocks.openList(tag == Tag::Ol, m_document.has(id, Attribute::Start) ? start : 1, isTight(id));
        return;
    }
    case Tag::Li:
        return m_blocks.openItem();
    case Tag::Blockquote:
        return m_blocks.openQuote();
    case Tag::Dd:
        return m_blocks.openDefinition();
    case Tag::Hr:
        return m_blocks.block(QStringLiteral("---"));
    case Tag::Table:
        if (m_table == article::noNode)
            m_table = id;
        return;
    case Tag::Tr:
        m_rows << QStringList();
        return;
    case Tag::Th:
        m_headRow = m_headRow || m_rows.size() == 1;
        [[fallthrough]];
    case Tag::Td:
        m_inCell = m_table != article::noNode;
        return;
    default:
        return;
    }
}

void Writer::closeBlock(NodeId id) {
    const Tag tag = m_document.tag(id);
    if (m_inCell) {
        if ((tag == Tag::Td || tag == Tag::Th) && m_document.parent(id) != article::noNode)
            endCell();
        else
            m_line.lineBreak();
        return;
    }
    if (article::isHeading(tag)) {
        const int level = int(tag) - int(Tag::H1) + 1;
        const QString text = m_line.take().replace(QLatin1String("\\\n"), QLatin1String(" "));
        if (!text.isEmpty())
            m_blocks.block(QString(QString(level, u'#') % u' ' % text));
        return;
    }
    flush();
    if (tag == Tag::Ul || tag == Tag::Ol)
        m_blocks.closeList();
    else if (tag == Tag::Li || tag == Tag::Blockquote || tag == Tag::Dd)
        m_blocks.closeLevel();
    else if (id == m_table)
        endTable();
}

void Writer::flush() {
    const QString text = m_line.take();
    if (!text.isEmpty())
        m_blocks.block(text);
}

// Code stands as it is: a block with its language, or a span.
NodeId Writer::writeCode(NodeId id) {
    QString code = rawText(id);
    if (m_document.tag(id) != Tag::Pre || m_inCell) {
        m_line.code(code.replace(u'\n', u' '));
        return m_document.end(id);
    }
    flush();
    while (code.endsWith(u'\n'))
        code.chop(1);
    const QString fence = markdownFence(code);
    m_blocks.block(QString(fence % languageOf(id) % u'\n' % code % u'\n' % fence));
    return m_document.end(id);
}

QString Writer::rawText(NodeId id) const {
    QString text;
    for (NodeId at = id; at < m_document.end(id); ++at) {
        if (m_document.tag(at) == Tag::Text)
            text += toString(m_document.text(at));
        else if (m_document.tag(at) == Tag::Br)
            text += u'\n';
    }
    return text;
}

QString Writer::languageOf(NodeId pre) const {
    for (NodeId at = pre; at < m_document.end(pre); ++at) {
        if (m_document.tag(at) != Tag::Pre && m_document.tag(at) != Tag::Code)
            continue;
        QString language = toString(m_document.attribute(at, Attribute::DataLang));
        for (const QString& word : toString(m_document.attribute(at, Attribute::Class)).split(u' ')) {
            for (const char* prefix : {"language-", "lang-", "highlight-source-"}) {
                if (language.isEmpty() && word.startsWith(QLatin1String(prefix)))
                    language = word.mid(qsizetype(qstrlen(prefix)));
            }
        }
        language.removeIf([](QChar c) { return c.isSpace() || c == u'`' || c == u'~' || c == u'\\'; });
        if (!language.isEmpty())
            return language.left(40);
    }
    return {};
}

// A list is tight when none of its items holds more than words and further lists.
bool Writer::isTight(NodeId list) const {
    for (NodeId item = m_document.firstChild(list); item != article::noNode; item = m_document.nextSibling(item)) {
        int blocks = 0;
        for (NodeId part = m_document.firstChild(item); part != article::noNode; part = m_document.nextSibling(part)) {
            const Tag tag = m_document.tag(part);
            const bool isBlock = tag != Tag::Text && !article::isInline(tag);
            if (isBlock && tag != Tag::Ul && tag != Tag::Ol && (tag == Tag::Pre || ++blocks > 1))
                return false;
        }
    }
    return true;
}

void Writer::endCell() {
    m_inCell = false;
    QString text = m_line.take();
    text.replace(QLatin1String("\\\n"), QLatin1String("<br>"));
    text.replace(u'\n', u' ');
    text.replace(u'|', QLatin1String("\\|"));
    if (m_rows.isEmpty())
        m_rows << QStringList();
    m_rows.last() << text;
}

void Writer::endTable() {
    m_table = article::noNode;
    qsizetype columns = 0;
    for (const QStringList& row : m_rows)
        columns = qMax(columns, row.size());
    const auto lineOf = [columns](QStringList cells) {
        while (cells.size() < columns)
            cells << QString();
        return QString(u"| " % cells.join(QLatin1String(" | ")) % u" |");
    };
    QStringList lines;
    if (!m_headRow)
        lines << lineOf({}) << lineOf(QStringList(columns, QStringLiteral("---")));
    for (const QStringList& row : m_rows) {
        if (row.isEmpty())
            continue;
        lines << lineOf(row);
        if (std::exchange(m_headRow, false))
            lines << lineOf(QStringList(columns, QStringLiteral("---")));
    }
    if (columns > 0)
        m_blocks.block(lines.join(u'\n'));
    m_rows.clear();
}

} // namespace

QByteArray toMarkdown(const QByteArray& articleHtml) {
    if (articleHtml.isEmpty())
        return {};
    const Document document =
        article::parse(std::string_view(articleHtml.constData(), size_t(articleHtml.size())), std::chrono::seconds(5));
    return Writer(document).write().toUtf8();
}

} // namespace formats
