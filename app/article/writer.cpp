#include "article/writer.h"

#include "article/images.h"
#include "article/layouttable.h"
#include "article/limits.h"
#include "article/markup.h"
#include "article/outputblocks.h"
#include "article/outputline.h"
#include "article/outputtags.h"
#include "article/wanted.h"

namespace article {
namespace {

// The walk over the page's tree: what becomes of each node.
class Writer {
public:
    Writer(const Document& document, const LinkResolver& links, const WriteOptions& options)
        : m_document(document)
        , m_links(links)
        , m_plain(options.shape == Shape::Plain)
        , m_wanted(document, options)
        , m_line(document, links, options.shape, m_out)
        , m_blocks(document, options.shape, m_line, m_out) {}

    QByteArray run(bool* cut) {
        for (NodeId id = 1; id < m_document.size();) {
            m_line.leave(id);
            m_blocks.leave(id);
            leavePassed(id);
            if (m_out.size() > size_t(articleBytes.standard)) {
                if (cut)
                    *cut = true;
                break;
            }
            id = visit(id);
        }
        m_blocks.closeAll();
        return QByteArray(m_out.data(), qsizetype(m_out.size()));
    }

private:
    const Document& m_document;
    const LinkResolver& m_links;
    const bool m_plain;
    WantedNodes m_wanted;
    QByteArray m_lastImage; // that no text follows yet
    std::string m_out;
    OutputLine m_line;
    OutputBlocks m_blocks;
    std::vector<NodeId> m_passed; // ends of the blocks that are not written themselves: lines end there

    NodeId visit(NodeId id) {
        const Tag tag = m_wanted.tag(id);
        if (tag == Tag::Text) {
            if (m_wanted.isKept(id))
                writeText(id);
            return m_document.end(id);
        }
        const Role role = roleOf(tag);
        if (role == Role::Dropped || tag == Tag::None)
            return m_document.end(id);
        if (role == Role::Void)
            return visitVoid(id, tag);
        if (!m_wanted.any(id) && role != Role::Cell && !mayHoldSpace(tag) && (m_plain || role == Role::Transparent))
            return m_document.end(id);
        writePostHead(id);
        if (role == Role::Inline)
            enterInline(id, tag);
        else if (role != Role::Transparent || !isInline(tag))
            enterBlock(id, tag, role);
        return id + 1;
    }

    // A rule before each post but the first, then who wrote it and when.
    void writePostHead(NodeId id) {
        const PostHead* head = m_wanted.postHead(id);
        if (!head || !m_blocks.mayHoldBlock())
            return;
        writeRule(id);
        m_blocks.endLine();
        beginRun();
        appendPostHead(m_out, head->author, head->date, head->dateTime);
        m_blocks.endLine();
    }

    // White space in an element of its own still parts words, and in code it is all that there may be.
    bool mayHoldSpace(Tag tag) const { return m_plain && (isInline(tag) || m_blocks.isPreformatted()); }

    void enterInline(NodeId id, Tag tag) {
        m_line.enter(id, tag);
        if (m_wanted.isLine(id) && m_blocks.isPreformatted())
            m_line.swallow(id, true);
    }

    NodeId visitVoid(NodeId id, Tag tag) {
        if (tag == Tag::Img)
            writeImage(id);
        else if (tag == Tag::Br)
            writeBreak();
        else if (tag == Tag::Wbr && !m_line.isEmpty() && !m_blocks.isPreformatted())
            m_out.append("<wbr>");
        else if (tag == Tag::Hr)
            writeRule(id);
        return id + 1;
    }

    void writeBreak() {
        m_line.putOffBreak();
        if (!m_plain)
            m_blocks.wantLine();
        if (!m_plain || m_blocks.isPreformatted())
            m_line.writeBreaks();
    }

    void writeRule(NodeId id) {
        if (m_plain && !m_wanted.isBetween(id))
            return;
        if (!m_blocks.mayHoldBlock())
            return m_line.putOffLineEnd();
        m_blocks.endLine();
        m_blocks.wantFlow();
        m_out.append(m_plain ? "<hr>\n" : "<hr>");
    }

    void leavePassed(NodeId id) {
        bool left = false;
        for (; !m_passed.empty() && id >= m_passed.back(); left = true)
            m_passed.pop_back();
        if (left)
            m_blocks.endLine();
    }

    void enterBlock(NodeId id, Tag tag, Role role) {
        if (!m_blocks.mayHoldBlock())
            return m_line.swallow(id, m_wanted.isLine(id));
        m_blocks.endLine();
        const size_t openings = m_blocks.openings();
        openBlock(id, tag, role);
        if (m_plain && m_blocks.openings() == openings)
            m_passed.push_back(m_document.end(id));
    }

    void openBlock(NodeId id, Tag tag, Role role) {
        switch (role) {
        case Role::Item:
            enterPart(id, Tag::Li, Role::List);
            break;
        case Role::Definition:
            enterPart(id, Tag::Dd, Role::Terms);
            break;
        case Role::RowGroup:
            enterPart(id, tag, Role::Table);
            break;
        case Role::Row:
            m_blocks.wantRows();
            enterPart(id, tag, Role::RowGroup);
            break;
        case Role::Cell:
            enterPart(id, tag, Role::Row);
            break;
        case Role::Table:
            if (!m_plain || m_document.tag(id) != Tag::Table || !isLayoutTable(m_document, id))
                enterFlow(id, tag);
            break;
        case Role::Line:
            enterLine(id, tag);
            break;
        case Role::Container:
            enterContainer(id, outputTag(tag));
            break;
        case Role::List:
        case Role::Terms:
            enterFlow(id, outputTag(tag));
            break;
        default:
            break;
        }
    }

    // An element that means nothing outside its parent: an item, a row.
    void enterPart(NodeId id, Tag tag, Role parent) {
        if (m_blocks.backTo(parent))
            m_blocks.open(tag, id);
    }

    void enterFlow(NodeId id, Tag tag) {
        m_blocks.wantFlow();
        m_blocks.open(tag, id);
    }

    void enterContainer(NodeId id, Tag tag) {
        const Role parent = roleOf(m_blocks.top());
        if (tag != Tag::Div || (!m_plain && parent != Role::Terms && parent != Role::List))
            enterFlow(id, tag);
    }

    void enterLine(NodeId id, Tag tag) {
        const Tag parent = m_blocks.top();
        const bool placed =
            (tag != Tag::Figcaption || parent == Tag::Figure) && (tag != Tag::Summary || parent == Tag::Details) &&
            (tag != Tag::Caption || parent == Tag::Table) && (tag != Tag::Dt || m_blocks.backTo(Role::Terms));
        if (!placed && m_plain)
            return;
        if (!placed)
            tag = Tag::P;
        if (tag != Tag::Dt && tag != Tag::Caption)
            m_blocks.wantFlow();
        m_blocks.open(outputTag(tag), id);
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

    void writeText(NodeId id) {
        const std::string_view text = m_wanted.text(id);
        if (m_plain && m_blocks.isPreformatted())
            writeCode(id, text);
        else if (!m_blocks.isPreformatted() && isBlank(text) && (m_plain || !holdsSpace(m_blocks.top())))
            m_line.putOffSpace();
        else if (m_plain)
            writeWords(text);
        else
            writeRun(text);
    }

    // As it is, but that it can be copied from here: without the no-break spaces that were to keep its shape.
    void writeCode(NodeId id, std::string_view text) {
        static constexpr std::string_view noBreakSpace = "\xC2\xA0";
        if (m_document.tag(id) == Tag::Text && isBetweenBlocks(m_document, id))
            return;
        if (text.find(noBreakSpace) == std::string_view::npos)
            return writeRun(text);
        std::string code(text);
        for (size_t at = code.find(noBreakSpace); at != std::string::npos; at = code.find(noBreakSpace, at + 1))
            code.replace(at, noBreakSpace.size(), 1, ' ');
        writeRun(code);
    }

    // White space folded to one space between words.
    void writeWords(std::string_view text) {
        size_t at = 0;
        while (at < text.size()) {
            if (isSpace(text[at])) {
                m_line.putOffSpace();
                ++at;
                continue;
            }
            const size_t from = at;
            while (at < text.size() && !isSpace(text[at]))
                ++at;
            writeRun(text.substr(from, at - from));
        }
    }

    void writeRun(std::string_view text) {
        if (m_blocks.isPreformatted())
            m_line.beforeCode(text);
        beginRun();
        m_lastImage.clear();
        appendText(m_out, text);
        m_line.afterCode(text);
    }

    void beginRun() {
        if (m_blocks.top() == Tag::P && m_line.wantsParagraph())
            m_blocks.splitParagraph();
        m_blocks.wantLine();
        m_line.makeReady();
    }

    void writeImage(NodeId id) {
        if (!m_wanted.isKept(id))
            return;
        const QByteArray address = bestImage(m_document, id, m_links);
        if (address.isEmpty() || (m_plain && address == m_lastImage)) // once more for browsers without scripts
            return;
        beginRun();
        m_lastImage = address;
        m_out.append("<img");
        appendAttribute(m_out, "src", {address.constData(), size_t(address.size())});
        appendAttributes(m_out, m_document, id, Tag::Img, true);
        m_out.push_back('>');
    }
};

} // namespace

QByteArray writeHtml(const Document& document, const LinkResolver& links, const WriteOptions& options) {
    return Writer(document, links, options).run(options.cut);
}

} // namespace article
