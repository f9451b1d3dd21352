#include "article/explain.h"

#include "article/assembly.h"
#include "article/charset.h"
#include "article/overridden.h"
#include "article/parser.h"
#include "article/reasons.h"
#include "article/selector.h"
#include "article/standin.h"
#include "article/text.h"

namespace article {
namespace {

constexpr size_t shownText = 100;

// "div#main.post > p"
QString pathOf(const Document& document, NodeId id) {
    QStringList path;
    for (int level = 0; level < 3 && id != noNode && document.tag(id) != Tag::None; ++level, id = document.parent(id)) {
        QString step = stringOf(document.name(id));
        if (const std::string_view name = document.attribute(id, Attribute::Id); !name.empty())
            step += QLatin1Char('#') + stringOf(name);
        if (const std::string_view classes = document.attribute(id, Attribute::Class); !classes.empty())
            step += QLatin1Char('.') + stringOf(folded(classes)).left(60).replace(QLatin1Char(' '), QLatin1Char('.'));
        path.prepend(step);
    }
    return path.join(QLatin1String(" > "));
}

} // namespace

QString explain(const QByteArray& html, const ExtractOptions& options) {
    const Decoded decoded = decode(html, options.headerCharset);
    const Document document = assembled(parse(viewOf(decoded.utf8), options.parseDeadline));
    const Blocks blocks(document);
    const ContentTable& table = options.table ? *options.table : ContentTable::shipped();
    Selection selection = selectContent(document, blocks, options.choice.leaning, table);
    applyOverride(document, blocks, options.choice, selection);
    const Features features(document, blocks, table.paths);
    QString out = QStringLiteral("charset %1, %2 nodes, %3 blocks, main element: %4\n")
                      .arg(QString::fromLatin1(decoded.charset), QString::number(document.size()),
                           QString::number(blocks.size()), pathOf(document, selection.main));
    if (const StandIn standIn = standInFor(document, blocks, selection);
        options.choice.isEmpty() && !standIn.html.isEmpty())
        out += QStringLiteral("in its stead: %1 words from %2\n")
                   .arg(QString::number(standIn.words), QString::fromLatin1(embeddingName(standIn.embedding)));
    const auto reasonOf = [&](size_t i) {
        const char* chosen = selection.reasons[i];
        return chosen ? QString::fromLatin1(chosen) : reasonsOf(features, quint32(i), table).join(QLatin1String(", "));
    };
    for (size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        out += QStringLiteral("%1 %2  %3 words, %4 in links  [%5]  %6\n    %7\n")
                   .arg(selection.keep[i] ? QStringLiteral("+") : QStringLiteral("-"),
                        QString::number(double(selection.scores[i]), 'f', 3), QString::number(block.tokens),
                        QString::number(block.linkTokens), reasonOf(i), pathOf(document, block.element),
                        stringOf(blocks.text(i).substr(0, shownText)));
    }
    return out;
}

} // namespace article
