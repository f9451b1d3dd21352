#include "article/bylines.h"

#include "article/dates.h"
#include "article/text.h"

#include <QRegularExpression>

namespace article {
namespace {

constexpr qsizetype longestName = 80;
constexpr int mostWords = 8;
constexpr quint32 headBlocks = 25; // how far from the heading a byline or date is looked for
constexpr quint32 shortBlock = 30; // words

const QRegularExpression& leadIn() {
    static const QRegularExpression expression(
        QStringLiteral(
            "^(?:(?:written|posted|published|authored|reviewed|created|story|article|words|text|review)\\s+by|"
            "by|author(?:ed)?(?:\\s+by)?|autor|autorin|von|par|por|da|di|door|av|od|written by)\\s*[:\\-]?\\s+"),
        QRegularExpression::CaseInsensitiveOption);
    return expression;
}

// Where the name ends: a separator, a date, a role.
const QRegularExpression& nameEnd() {
    static const QRegularExpression expression(
        QStringLiteral(
            "\\s*(?:[|\u2022\u00B7\u2013\u2014\u2502\u203A/(\\[]|\\s-\\s|\\b(?:on|in|at|updated|published|posted|last|"
            "modified|reviewed|edited|fact[- ]checked|contributor|share|follow|read|min read|staff writer|"
            "senior|editor|reporter|published:|is an?)\\b|\\d).*$"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return expression;
}

bool startsWithBy(const QString& text) {
    return leadIn().match(text).hasMatch();
}

// Order of closeness to the heading: behind it first, in front of it later.
quint32 distance(quint32 block, quint32 heading) {
    return block >= heading ? block - heading : (heading - block) * 3;
}

} // namespace

QString cleanName(const QString& text) {
    QString name = withoutEntities(text).simplified();
    if (name.contains(QLatin1String("://")) || name.contains(u'@'))
        return {};
    for (int round = 0; round < 2; ++round)
        name.remove(leadIn());
    name.remove(nameEnd());
    while (!name.isEmpty() && (name.back().isPunct() || name.back().isSpace()) && name.back() != u'.' &&
           name.back() != u')')
        name.chop(1);
    while (!name.isEmpty() && (name.front().isPunct() || name.front().isSpace()))
        name.remove(0, 1);
    static const QStringList nobody{QStringLiteral("admin"),     QStringLiteral("administrator"),
                                    QStringLiteral("author"),    QStringLiteral("authors"),
                                    QStringLiteral("none"),      QStringLiteral("null"),
                                    QStringLiteral("by"),        QStringLiteral("undefined"),
                                    QStringLiteral("guest"),     QStringLiteral("user"),
                                    QStringLiteral("editor"),    QStringLiteral("written"),
                                    QStringLiteral("anonymous"), QStringLiteral("about the author")};
    const bool sound = !name.isEmpty() && name.size() <= longestName && name.count(u' ') < mostWords &&
                       !nobody.contains(name.toLower());
    return sound ? name : QString();
}

QString joinedNames(const QStringList& names) {
    if (names.size() == 2)
        return QString(names[0] + QStringLiteral(" and ") + names[1]);
    return names.join(QStringLiteral(", "));
}

QString visibleByline(const Document& document, const Blocks& blocks, const PageFacts& facts, NodeId heading) {
    const quint32 origin = heading == noNode ? 0 : blocks.firstBelow(heading);
    QString best;
    quint32 nearest = std::numeric_limits<quint32>::max();
    const auto offer = [&](quint32 block, const QString& text, quint32 handicap) {
        const quint32 away = distance(block, origin) + handicap;
        if (away >= nearest)
            return;
        const QString name = cleanName(text);
        if (!name.isEmpty()) {
            best = name;
            nearest = away;
        }
    };
    for (const Spot& spot : facts.authors) {
        const bool link = document.tag(spot.node) == Tag::A ||
                          document.attribute(spot.node, Attribute::Rel) == "author" ||
                          hasWord(document.attribute(spot.node, Attribute::Itemprop), "author");
        offer(blocks.firstBelow(spot.node), spot.text, link ? 0 : 2);
    }
    const quint32 from = origin > headBlocks / 5 ? origin - headBlocks / 5 : 0;
    const quint32 to = std::min(quint32(blocks.size()), origin + headBlocks);
    for (quint32 i = from; i < to; ++i) {
        const QString text = blocks[i].tokens <= shortBlock ? stringOf(blocks.text(i)) : QString();
        if (!text.isEmpty() && startsWithBy(text))
            offer(i, text, 1);
    }
    return best;
}

QString visibleDate(const Document&, const Blocks& blocks, const PageFacts& facts, NodeId heading,
                    QStringView language) {
    const quint32 origin = heading == noNode ? 0 : blocks.firstBelow(heading);
    QString best;
    quint32 nearest = headBlocks * 2;
    const auto offer = [&](quint32 block, const QString& text, quint32 handicap) {
        const quint32 away = distance(block, origin) + handicap;
        if (away >= nearest)
            return;
        const QString date = findDate(text, language);
        if (!date.isEmpty()) {
            best = date;
            nearest = away;
        }
    };
    for (const Spot& spot : facts.times)
        offer(blocks.firstBelow(spot.node), spot.text, 0);
    const quint32 from = origin > headBlocks / 3 ? origin - headBlocks / 3 : 0;
    const quint32 to = std::min(quint32(blocks.size()), origin + headBlocks);
    for (quint32 i = from; i < to; ++i) {
        if (blocks[i].tokens <= shortBlock && i != origin)
            offer(i, stringOf(blocks.text(i)), 2);
    }
    return best;
}

} // namespace article
