#include "article/writer.h"

#include "article/images.h"
#include "article/layouttable.h"
#include "article/limits.h"
#include "article/outputtags.h"

namespace article {
namespace {

// An element that has been written and not yet closed.
struct Open {
    Tag tag = Tag::None;
    NodeId end = 0;
    bool implied = false; // not in the page: loose text in a list becomes an item, and so on
};

bool isBlank(std::string_view text) {
    for (const char c : text) {
        if (!isSpace(c))
            return false;
    }
    return true;
}

class Writer {
public:
    Writer(const Document& document, const LinkResolver& links, const WriteOptions& options)
        : m_document(document)
        , m_links(links)
        , m_plain(options.shape == Shape::Plain)
        , m_keep(options.keep)
        , m_wanted(document.size() + 1, 0) {}

    QByteArray run(bool* cut) {
        countWanted();
        for (NodeId id = 1; id < m_document.size();) {
            leave(id);
            if (m_out.size() > size_t(articleBytes.standard)) {
                if (cut)
                    *cut = true;
                break;
            }
            id = visit(id);
        }
        closeInlines(0);
        while (!m_blocks.empty())
            closeBlock();
        return QByteArray(m_out.data(), qsizetype(m_out.size()));
    }

private:
    const Document& m_document;
    const LinkResolver& m_links;
    const bool m_plain;
    const std::vector<bool>* m_keep;
    std::vector<quint32> m_wanted; // number of wanted texts and images before a node
    std::string m_out;
    std::vector<Open> m_blocks;
    std::vector<NodeId> m_active;  // inline elements around the current node
    std::vector<NodeId> m_written; // those of them that stand open in m_out
    quint32 m_breaks = 0;          // <br> seen but not yet written
    bool m_space = false;          // white space seen but not yet written
    bool m_lineEmpty = true;       // nothing written in the current line yet
    bool m_softBreak = false;      // an element that is not written ended a line inside a line

    void countWanted() {
        for (NodeId id = 0; id < m_document.size(); ++id) {
            const Tag tag = m_document.tag(id);
            const bool can = tag == Tag::Text ? !isBlank(m_document.text(id)) || !m_plain : tag == Tag::Img;
            m_wanted[id + 1] = m_wanted[id] + (can && (!m_keep || (*m_keep)[id]) ? 1 : 0);
        }
    }
    bool wanted(NodeId id) const { return m_wanted[m_document.end(id)] > m_wanted[id]; }
    bool between(NodeId id) const { return m_wanted[id] > 0 && m_wanted[id] < m_wanted.back(); }

    Tag top() const { return m_blocks.empty() ? Tag::None : m_blocks.back().tag; }
    bool inPre() const { return top() == Tag::Pre; }

    // --- leaving and closing

    void leave(NodeId id) {
        while (!m_active.empty() && id >= m_document.end(m_active.back())) {
            if (!m_written.empty() && m_written.back() == m_active.back())
                closeInlines(m_written.size() - 1);
            m_active.pop_back();
        }
        while (!m_blocks.empty() && id >= m_blocks.back().end)
            closeBlock();
    }

    void closeInlines(size_t downTo) {
        while (m_written.size() > downTo) {
            m_out.append("</").append(tagName(outputTag(m_document.tag(m_written.back())))).append(">");
            m_written.pop_back();
        }
    }

    void closeBlock() {
        closeInlines(0);
        const Tag tag = top();
        m_blocks.pop_back();
        m_out.append("</").append(tagName(tag)).append(">");
        if (m_plain && tag != Tag::Td && tag != Tag::Th)
            m_out.push_back('\n');
        startLine();
    }

    void startLine() {
        m_breaks = 0;
        m_space = false;
        m_lineEmpty = true;
        m_softBreak = false;
    }

    void openBlock(Tag tag, NodeId end, bool implied, NodeId source = noNode) {
        closeInlines(0);
        m_out.append("<").append(tagName(tag));
        if (source != noNode)
            writeAttributes(source, tag);
        m_out.push_back('>');
        m_blocks.push_back({tag, end, implied});
        startLine();
    }

    // --- what may stand where

    static bool holdsInlineOnly(Tag tag) { return roleOf(tag) == Role::Line; }

    // Ends the line that is being written, so that a block may follow.
    void endLine() {
        closeInlines(0);
        while (holdsInlineOnly(top()) && (top() == Tag::P || m_blocks.back().implied))
            closeBlock();
        startLine();
    }

    // Makes the open element one that may hold blocks and lines.
    void wantFlow() {
        NodeId end = m_blocks.empty() ? m_document.size() : m_blocks.back().end;
        switch (roleOf(top())) {
        case Role::List:
            openBlock(Tag::Li, end, true);
            break;
        case Role::Terms:
            openBlock(Tag::Dd, end, true);
            break;
        case Role::Table:
            openBlock(Tag::Tbody, end, true);
            [[fallthrough]];
        case Role::RowGroup:
            openBlock(Tag::Tr, end, true);
            [[fallthrough]];
        case Role::Row:
            openBlock(Tag::Td, end, true);
            break;
        default:
            break;
        }
    }

    void wantLine() {
        if (holdsInlineOnly(top()))
            return;
        wantFlow();
        const Role role = roleOf(top());
        const bool needsParagraph = m_blocks.empty() || role == Role::Container;
        if (m_plain && needsParagraph)
            openBlock(Tag::P, m_blocks.empty() ? m_document.size() : m_blocks.back().end, true);
    }

    // Closes implied elements until `role` is on top; false when it is not there.
    bool backTo(Role role) {
        size_t depth = m_blocks.size();
        while (depth > 0 && m_blocks[depth - 1].implied && roleOf(m_blocks[depth - 1].tag) != role)
            --depth;
        if (depth == 0 || roleOf(m_blocks[depth - 1].tag) != role)
            return false;
        while (m_blocks.size() > depth)
            closeBlock();
        return true;
    }

    // --- the walk

    NodeId visit(NodeId id) {
        const Tag tag = m_document.tag(id);
        if (tag == Tag::Text) {
            if (!m_keep || (*m_keep)[id])
                writeText(m_document.text(id));
            return id + 1;
        }
        const Role role = roleOf(tag);
        if (role == Role::Dropped)
            return m_document.end(id);
        if (role == Role::Void)
            return visitVoid(id, tag);
        if (!wanted(id) && role != Role::Cell && (m_plain || m_keep || role == Role::Transparent))
            return m_document.end(id);
        if (role == Role::Inline)
            m_active.push_back(id);
        else if (role != Role::Transparent || !isInline(tag))
            enterBlock(id, tag, role);
        return id + 1;
    }

    NodeId visitVoid(NodeId id, Tag tag) {
        if (tag == Tag::Img)
            writeImage(id);
        else if (tag == Tag::Br)
            ++m_breaks;
        else if (tag == Tag::Wbr && !m_lineEmpty && !inPre())
            m_out.append("<wbr>");
        else if (tag == Tag::Hr)
            writeRule(id);
        if (tag == Tag::Br && (!m_plain || inPre()))
            flushBreaks();
        return id + 1;
    }

    void writeRule(NodeId id) {
        if (m_plain && !between(id))
            return;
        if (!mayHoldBlock()) {
            m_softBreak = true;
            return;
        }
        endLine();
        wantFlow();
        m_out.append(m_plain ? "<hr>\n" : "<hr>");
    }

    // A heading, a caption or preformatted text stays one line whatever the page put into it.
    bool mayHoldBlock() const { return !holdsInlineOnly(top()) || top() == Tag::P || m_blocks.back().implied; }

    void enterBlock(NodeId id, Tag tag, Role role) {
        if (!mayHoldBlock()) {
            m_softBreak = true;
            return;
        }
        endLine();
        const NodeId end = m_document.end(id);
        switch (role) {
        case Role::Item:
            if (backTo(Role::List))
                openBlock(Tag::Li, end, false, id);
            break;
        case Role::Definition:
            if (backTo(Role::Terms))
                openBlock(Tag::Dd, end, false, id);
            break;
        case Role::Table:
            enterTable(id);
            break;
        case Role::RowGroup:
            if (backTo(Role::Table))
                openBlock(tag, end, false, id);
            break;
        case Role::Row:
            if (backTo(Role::RowGroup))
                openBlock(tag, end, false, id);
            break;
        case Role::Cell:
            if (backTo(Role::Row))
                openBlock(tag, end, false, id);
            break;
        case Role::Line:
            enterLine(id, tag);
            break;
        case Role::Container:
            enterContainer(id, outputTag(tag));
            break;
        case Role::List:
        case Role::Terms:
            wantFlow();
            openBlock(outputTag(tag), end, false, id);
            break;
        default:
            break;
        }
    }

    void enterTable(NodeId id) {
        if (m_plain && isLayoutTable(m_document, id))
            return;
        wantFlow();
        openBlock(Tag::Table, m_document.end(id), false, id);
    }

    void enterContainer(NodeId id, Tag tag) {
        if (tag == Tag::Div && (m_plain || roleOf(top()) == Role::Terms || roleOf(top()) == Role::List))
            return;
        wantFlow();
        openBlock(tag, m_document.end(id), false, id);
    }

    void enterLine(NodeId id, Tag tag) {
        const bool placed = (tag != Tag::Figcaption || top() == Tag::Figure) &&
                            (tag != Tag::Summary || top() == Tag::Details) &&
                            (tag != Tag::Caption || top() == Tag::Table) && (tag != Tag::Dt || backTo(Role::Terms));
        if (!placed) {
            if (m_plain)
                return;
            tag = Tag::P;
        }
        if (tag != Tag::Dt && tag != Tag::Caption)
            wantFlow();
        openBlock(outputTag(tag), m_document.end(id), false, id);
        if (tag == Tag::Pre && startsWithNewline(id))
            m_out.push_back('\n'); // the parser eats the first one
    }

    bool startsWithNewline(NodeId pre) const {
        for (NodeId id = pre + 1; id < m_document.end(pre); ++id) {
            if (m_document.tag(id) == Tag::Text)
                return m_document.text(id).starts_with('\n');
        }
        return false;
    }

    // --- text and what stands in a line

    void writeText(std::string_view text) {
        if (inPre()) {
            flushSoftBreak();
            flushBreaks();
            openInlines();
            escape(text);
            m_lineEmpty = false;
            return;
        }
        const bool blank = isBlank(text);
        if (m_plain ? blank : blank && !holdsText(top())) {
            m_space = true;
            return;
        }
        if (!m_plain) {
            beginRun();
            escape(text);
            return;
        }
        m_space = m_space || isSpace(text.front());
        size_t at = 0;
        while (at < text.size()) {
            while (at < text.size() && isSpace(text[at]))
                ++at;
            size_t stop = at;
            while (stop < text.size() && !isSpace(text[stop]))
                ++stop;
            if (stop == at)
                break;
            beginRun();
            escape(text.substr(at, stop - at));
            m_space = stop < text.size();
            at = stop;
        }
    }

    // Whether white space alone means anything there.
    static bool holdsText(Tag tag) {
        switch (roleOf(tag)) {
        case Role::List:
        case Role::Terms:
        case Role::Table:
        case Role::RowGroup:
        case Role::Row:
            return false;
        default:
            return true;
        }
    }

    // Everything that was put off until something visible follows.
    void beginRun() {
        if (m_plain && m_breaks >= 2 && (top() == Tag::P) && !m_lineEmpty) {
            const Open paragraph = m_blocks.back();
            closeBlock();
            openBlock(Tag::P, paragraph.end, true);
        }
        wantLine();
        flushSoftBreak();
        flushBreaks();
        if (m_plain && m_space && !m_lineEmpty)
            m_out.push_back(' ');
        m_space = false;
        openInlines();
        m_lineEmpty = false;
    }

    void flushSoftBreak() {
        if (m_softBreak && !m_lineEmpty) {
            if (!inPre())
                m_out.push_back(' ');
            else if (m_out.back() != '\n')
                m_out.push_back('\n');
        }
        m_softBreak = false;
    }

    void flushBreaks() {
        if (m_breaks > 0 && !m_plain)
            wantLine();
        for (; m_breaks > 0; --m_breaks) {
            if (m_plain && inPre())
                m_out.push_back('\n');
            else if (!m_plain || !m_lineEmpty)
                m_out.append("<br>");
            m_space = false;
        }
    }

    void openInlines() {
        for (size_t i = 0, next = 0; i < m_active.size(); ++i) {
            if (next < m_written.size() && m_written[next] == m_active[i]) {
                ++next;
                continue;
            }
            if (next == m_written.size() && writeInline(m_active[i]))
                next = m_written.size();
        }
    }

    bool isOpen(Tag tag) const {
        for (const NodeId id : m_written) {
            if (outputTag(m_document.tag(id)) == tag)
                return true;
        }
        return false;
    }

    bool writeInline(NodeId id) {
        const Tag tag = outputTag(m_document.tag(id));
        const size_t before = m_out.size();
        if (tag == Tag::Span && !keepsSpan(id))
            return false;
        if (isOpen(tag) && tag != Tag::Span && tag != Tag::Sub && tag != Tag::Sup && tag != Tag::Q)
            return false; // a link in a link, bold in bold
        m_out.append("<").append(tagName(tag));
        if (tag == Tag::A) {
            const QByteArray link = m_links.link(m_document.attribute(id, Attribute::Href));
            if (link.isEmpty()) {
                m_out.resize(before);
                return false;
            }
            m_out.append(" href=\"");
            escape({link.constData(), size_t(link.size())}, true);
            m_out.push_back('"');
        }
        writeAttributes(id, tag);
        m_out.push_back('>');
        m_written.push_back(id);
        return true;
    }

    // A span means something in code (its colours), for direction and for language.
    bool keepsSpan(NodeId id) const {
        if ((inPre() || isOpen(Tag::Code)) &&
            allows(Tag::Span, Attribute::Class, m_document.attribute(id, Attribute::Class)))
            return true;
        return allows(Tag::Span, Attribute::Dir, m_document.attribute(id, Attribute::Dir)) ||
               allows(Tag::Span, Attribute::Lang, m_document.attribute(id, Attribute::Lang));
    }

    void writeImage(NodeId id) {
        if (m_keep && !(*m_keep)[id])
            return;
        const QByteArray address = bestImage(m_document, id, m_links);
        if (address.isEmpty())
            return;
        beginRun();
        m_out.append("<img src=\"");
        escape({address.constData(), size_t(address.size())}, true);
        m_out.push_back('"');
        writeAttributes(id, Tag::Img);
        m_out.push_back('>');
    }

    void writeAttributes(NodeId id, Tag tag) {
        const Node& node = m_document.node(id);
        for (quint32 i = 0; i < node.attributes; ++i) {
            const NamedValue& each = m_document.attributeAt(node.attributesAt + i);
            const std::string_view value = m_document.view(each.value);
            const bool inCode = each.name != Attribute::Class || tag != Tag::Span || inPre() || isOpen(Tag::Code);
            if (!inCode || !allows(tag, each.name, value))
                continue;
            m_out.append(" ").append(attributeName(each.name)).append("=\"");
            escape(value, true);
            m_out.push_back('"');
        }
    }

    void escape(std::string_view text, bool quoted = false) {
        size_t from = 0;
        for (size_t at = 0; at < text.size(); ++at) {
            const char* entity = nullptr;
            switch (text[at]) {
            case '&':
                entity = "&amp;";
                break;
            case '<':
                entity = "&lt;";
                break;
            case '>':
                entity = "&gt;";
                break;
            case '"':
                entity = quoted ? "&quot;" : nullptr;
                break;
            case '\0':
                entity = "";
                break;
            case '\r':
                entity = " ";
                break;
            default:
                break;
            }
            if (entity) {
                m_out.append(text.substr(from, at - from)).append(entity);
                from = at + 1;
            }
        }
        m_out.append(text.substr(from));
    }
};

} // namespace

QByteArray writeHtml(const Document& document, const LinkResolver& links, const WriteOptions& options) {
    return Writer(document, links, options).run(options.cut);
}

} // namespace article
