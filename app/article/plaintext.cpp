#include "article/plaintext.h"

#include "article/blocks.h"

namespace article {
namespace {

class TextWriter {
public:
    explicit TextWriter(const Document& document)
        : m_document(document) {}

    std::string run() {
        std::vector<NodeId> open; // block-level elements around the node
        for (NodeId id = 0; id < m_document.size();) {
            endQuotes(id);
            while (!open.empty() && id >= m_document.end(open.back())) {
                breakFor(m_document.tag(open.back()));
                open.pop_back();
            }
            const Tag tag = m_document.tag(id);
            if (tag == Tag::Text) {
                add(m_document.text(id), id < m_preEnd);
            } else if (isUnread(tag) && tag != Tag::Title) {
                id = m_document.end(id);
                continue;
            } else if (tag == Tag::Br) {
                wantBreak(1);
            } else if (tag == Tag::Q) {
                beforeText();
                m_out.append("\u201C");
                m_quotes.push_back(m_document.end(id));
            } else if (!isInline(tag)) {
                breakFor(tag);
                open.push_back(id);
                if (tag == Tag::Pre)
                    m_preEnd = m_document.end(id);
            }
            ++id;
        }
        endQuotes(m_document.size());
        while (!m_out.empty() && isSpace(m_out.back()))
            m_out.pop_back();
        return std::move(m_out);
    }

private:
    const Document& m_document;
    std::string m_out;
    std::vector<NodeId> m_quotes; // where those that are open end
    NodeId m_preEnd = 0;
    int m_breaks = 0; // line ends owed before the next text
    bool m_space = false;
    bool m_tab = false;

    void endQuotes(NodeId at) {
        for (; !m_quotes.empty() && at >= m_quotes.back(); m_quotes.pop_back())
            m_out.append("\u201D");
    }

    void breakFor(Tag tag) {
        switch (tag) {
        case Tag::Td:
        case Tag::Th:
            m_tab = true;
            break;
        case Tag::Li:
        case Tag::Tr:
        case Tag::Dt:
        case Tag::Dd:
        case Tag::Tbody:
        case Tag::Thead:
        case Tag::Tfoot:
            wantBreak(1);
            break;
        case Tag::Html:
        case Tag::Body:
        case Tag::None:
            break;
        default:
            wantBreak(2);
        }
    }

    void wantBreak(int lines) { m_breaks = std::max(m_breaks, lines); }

    void beforeText() {
        if (m_out.empty()) {
        } else if (m_breaks > 0) {
            m_out.append(size_t(m_breaks), '\n');
        } else if (m_tab) {
            m_out.push_back('\t');
        } else if (m_space && !isSpace(m_out.back())) {
            m_out.push_back(' ');
        }
        m_breaks = 0;
        m_space = m_tab = false;
    }

    void add(std::string_view text, bool preformatted) {
        if (preformatted) {
            if (!text.empty()) {
                beforeText();
                m_out.append(text);
            }
            return;
        }
        for (size_t at = 0; at < text.size();) {
            const size_t begin = at;
            while (at < text.size() && !isSpace(text[at]))
                ++at;
            if (at > begin) {
                beforeText();
                m_out.append(text.substr(begin, at - begin));
            }
            while (at < text.size() && isSpace(text[at])) {
                m_space = true;
                ++at;
            }
        }
    }
};

} // namespace

QString plainText(const Document& document) {
    const std::string text = TextWriter(document).run();
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

quint32 countWordsOf(const Document& document) {
    const Blocks blocks(document);
    return blocks.tokens(0, quint32(blocks.size()));
}

} // namespace article
