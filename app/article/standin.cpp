#include "article/standin.h"

#include "article/embeddedtext.h"
#include "article/prose.h"

#include <algorithm>

namespace article {
namespace {

constexpr quint32 muchKept = 400;      // words: an article that is not to be replaced by anything
constexpr quint32 littleKept = 60;     // words: what a page without its scripts shows, a frame
constexpr quint32 littleInSight = 200; // words of running text in such a frame
constexpr quint32 nothingKept = 25;    // words: a menu perhaps, no article
constexpr quint32 leastForEmpty = 40;  // words that are better than that
constexpr quint32 leastWords = 80;     // words that are better than little
constexpr double outweighs = 2.0;      // times the words of the article, and the running text in sight
constexpr double outweighsAll = 1.5;   // times all words in sight, for what no search engine was meant to read
constexpr size_t bytesOfWord = 4;      // at least, with what stands around it

void take(StandIn& best, Embedding embedding, EmbeddedText text) {
    if (text.words <= best.words)
        return;
    best.words = text.words;
    best.embedding = embedding;
    best.html = QByteArray(text.html.data(), qsizetype(text.html.size()));
}

void takeData(StandIn& best, const std::vector<Embedded>& embedded, Embedding embedding, Wanted wanted) {
    JsonTree tree;
    for (const Embedded& each : embedded) {
        if (each.embedding == embedding)
            tree.add(each.source);
    }
    tree.finish();
    take(best, embedding, chooseText(tree, wanted));
}

void takeMarkup(StandIn& best, const std::vector<Embedded>& embedded) {
    for (const Embedded& each : embedded) {
        if (each.embedding == Embedding::Markup && proseOf(each.source, true) == Prose::Markup)
            take(best, Embedding::Markup, {std::string(each.source), wordsOfMarkup(each.source)});
    }
}

quint32 wordsOf(const Blocks& blocks, const Selection& selection) {
    quint32 words = 0;
    for (size_t i = 0; i < blocks.size(); ++i)
        words += selection.keep[i] ? blocks[i].tokens : 0;
    return words;
}

} // namespace

StandIn standInFor(const Document& document, const Blocks& blocks, const Selection& selection) {
    const quint32 kept = wordsOf(blocks, selection);
    const quint32 inSight = blocks.textyTokens(0, quint32(blocks.size()));
    if (kept >= muchKept)
        return {};
    const double least =
        std::max(outweighs * std::max(inSight, kept), double(kept < nothingKept ? leastForEmpty : leastWords));
    const std::vector<Embedded> embedded = findEmbedded(document);
    size_t bytes = 0;
    for (const Embedded& each : embedded)
        bytes += each.source.size();
    if (double(bytes) < least * bytesOfWord)
        return {};
    StandIn best;
    takeData(best, embedded, Embedding::JsonLd, kept < nothingKept ? Wanted::AllText : Wanted::Bodies);
    if (best.words >= least)
        return best;
    best = {};
    const double all = blocks.tokens(0, quint32(blocks.size()));
    if (kept < littleKept && inSight < littleInSight) {
        takeData(best, embedded, Embedding::State, Wanted::AllText);
        takeData(best, embedded, Embedding::Attribute, Wanted::AllText);
        takeMarkup(best, embedded);
    }
    return best.words >= std::max(least, outweighsAll * all) ? std::move(best) : StandIn{};
}

} // namespace article
