#include "article/bylines.h"

#include "article/dates.h"
#include "article/leadins.h"
#include "article/names.h"
#include "article/text.h"

#include <QRegularExpression>

namespace article {
namespace {

constexpr quint32 headBlocks = 25; // how far from the heading a byline or date is looked for
constexpr quint32 nearBlocks = 8;  // how far it is surely the content's own
constexpr quint32 bareBlocks = 5;  // how far a name may stand alone
constexpr quint32 shortBlock = 30; // words

// Order of closeness to the heading: behind it first, in front of it later.
quint32 distance(quint32 block, quint32 heading) {
    return block >= heading ? block - heading : (heading - block) * 3;
}

// The person in a line that bars or dots divide: "May 3, 2024 · Ann Poe".
QString personAmong(const QString& line) {
    static const QRegularExpression marks(QStringLiteral("\\s[|\u00B7\u2022]\\s"));
    const QStringList parts = line.simplified().split(marks);
    for (const QString& part : parts) {
        if (parts.size() > 1 && looksLikePerson(part))
            return visibleName(part);
    }
    return {};
}

class BylineFinder {
public:
    BylineFinder(const Document& document, const Blocks& blocks, quint32 origin)
        : m_document(document)
        , m_blocks(blocks)
        , m_origin(origin) {}

    void lookAtMarks(const std::vector<AuthorMark>& marks) {
        for (size_t i = 0; i < marks.size(); ++i) {
            const NodeId node = marks[i].node;
            const quint32 block = m_blocks.firstBelow(node);
            const AuthorMark::Kind kind = marks[i].kind;
            const quint32 away = distance(block, m_origin);
            // A link to somebody's page is a byline only where bylines stand.
            if (kind == AuthorMark::Link && away > headBlocks / 2)
                continue;
            const quint32 rank = kind == AuthorMark::Stated ? away / 2 : away * 2 + (kind == AuthorMark::Link ? 1 : 2);
            if (rank >= m_nearest)
                continue;
            const QString text = textOf(node, block);
            const QString name = visibleName(text);
            offer(block, name.isEmpty() ? personAmong(text) : name, rank, true);
        }
    }

    void lookAtBlocks() {
        const quint32 from = m_origin > headBlocks / 5 ? m_origin - headBlocks / 5 : 0;
        const quint32 to = std::min(quint32(m_blocks.size()), m_origin + headBlocks);
        for (quint32 i = from; i < to; ++i) {
            const quint32 rank = distance(i, m_origin) * 2 + 1;
            if (m_blocks[i].tokens > shortBlock || rank >= m_nearest)
                continue;
            const QString text = stringOf(m_blocks.text(i)).simplified();
            if (!beginsLikeByline(text))
                continue;
            const bool label = isBylineLabel(text) && i + 1 < m_blocks.size();
            const QString name = visibleName(label ? stringOf(m_blocks.text(i + 1)) : text);
            // "By following these steps …" is none.
            if (!name.isEmpty() && !name.front().isLower())
                offer(i, name, rank, true);
        }
    }

    // A name with nothing around it, beside the date: what many sites print below the heading.
    void lookAtBareNames() {
        const quint32 from = m_origin + 1;
        const quint32 to = std::min(quint32(m_blocks.size()), m_origin + bareBlocks);
        for (quint32 i = from; m_best.name.isEmpty() && i < to; ++i) {
            if (m_blocks[i].tokens > shortBlock / 2 || m_blocks[i].tokens < 2)
                continue;
            const QString text = stringOf(m_blocks.text(i)).simplified();
            if (hasDate(i) && i <= m_origin + 2)
                offer(i, personAmong(text), distance(i, m_origin) * 2 + 4, false);
            if (looksLikePerson(text) && (hasDate(i - 1) || hasDate(i + 1)))
                offer(i, visibleName(text), distance(i, m_origin) * 2 + 4, false);
        }
    }

    // "Written by …" below the text, when it is said of nobody else.
    void lookAtSignatures() {
        QString found;
        for (quint32 i = m_origin; i < m_blocks.size(); ++i) {
            const QString text = m_blocks[i].tokens <= shortBlock ? stringOf(m_blocks.text(i)).simplified() : QString();
            if (!beginsLikeSignature(text) && !(isBylineLabel(text) && text.contains(u' ')))
                continue;
            const QString name =
                visibleName(isBylineLabel(text) && i + 1 < m_blocks.size() ? stringOf(m_blocks.text(i + 1)) : text);
            if (!looksLikePerson(name.section(QLatin1String(" and "), 0, 0)))
                continue;
            if (!found.isEmpty() && found != name)
                return;
            found = name;
        }
        m_best = {found, false};
    }

    const VisibleByline& found() const { return m_best; }

private:
    const Document& m_document;
    const Blocks& m_blocks;
    const quint32 m_origin;
    VisibleByline m_best;
    quint32 m_nearest = std::numeric_limits<quint32>::max();

    void offer(quint32 block, const QString& name, quint32 rank, bool marked) {
        if (name.isEmpty() || rank >= m_nearest)
            return;
        m_nearest = rank;
        m_best = {name, marked && distance(block, m_origin) <= nearBlocks};
    }

    bool hasDate(quint32 block) const {
        return block < m_blocks.size() && m_blocks[block].tokens <= shortBlock &&
               !findDate(stringOf(m_blocks.text(block))).isEmpty();
    }

    // A mark around several blocks begins with the name: its first block; "Written by" alone, the next.
    QString textOf(NodeId node, quint32 block) const {
        if (block >= m_blocks.size() || m_blocks.endBelow(node) <= block + 1)
            return stringOf(foldedText(m_document, node, 400));
        const QString first = stringOf(m_blocks.text(block)).simplified();
        return isBylineLabel(first) ? stringOf(m_blocks.text(block + 1)).simplified() : first;
    }
};

} // namespace

VisibleByline visibleByline(const Document& document, const Blocks& blocks, const PageFacts& facts, NodeId heading) {
    BylineFinder finder(document, blocks, heading == noNode ? 0 : blocks.firstBelow(heading));
    finder.lookAtMarks(facts.authors);
    finder.lookAtBlocks();
    if (finder.found().name.isEmpty())
        finder.lookAtBareNames();
    if (finder.found().name.isEmpty())
        finder.lookAtSignatures();
    return finder.found();
}

} // namespace article
