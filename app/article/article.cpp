#include "article/article.h"

#include "article/assembly.h"
#include "article/charset.h"
#include "article/clutter.h"
#include "article/code.h"
#include "article/dates.h"
#include "article/facts.h"
#include "article/figures.h"
#include "article/flags.h"
#include "article/kept.h"
#include "article/metadata.h"
#include "article/overridden.h"
#include "article/parser.h"
#include "article/posts.h"
#include "article/sanitiser.h"
#include "article/selector.h"
#include "article/standin.h"
#include "article/text.h"
#include "article/writer.h"

#include <algorithm>

namespace article {
namespace {

constexpr qsizetype excerptLength = 300;
constexpr quint32 mostWordsBeforePosts = 20;
constexpr qsizetype directionSample = 4000;

int keptWords(const Blocks& blocks, const Selection& selection) {
    quint32 words = 0;
    for (size_t i = 0; i < blocks.size(); ++i)
        words += selection.keep[i] ? blocks[i].tokens : 0;
    return int(words);
}

// A page that is built by scripts may still carry its text for them, or for search engines.
QByteArray written(const StandIn& standIn, const LinkResolver& links, std::chrono::milliseconds deadline, bool& cut) {
    const Document document = parse(viewOf(standIn.html), deadline);
    Signs signs(document);
    markCode(document, signs);
    return writeHtml(document, links, {.shape = Shape::Plain, .signs = &signs, .cut = &cut});
}

// The text's first characters, none of them by half.
QString cutTo(const QString& text, qsizetype length) {
    const bool half = length > 0 && length < text.size() && text[length].isLowSurrogate();
    return text.left(half ? length - 1 : length);
}

QString excerptOf(const QString& description, const QString& text) {
    QString excerpt = (description.isEmpty() ? text.left(excerptLength * 2) : description).simplified();
    if (excerpt.size() <= excerptLength)
        return excerpt;
    const qsizetype space = excerpt.lastIndexOf(u' ', excerptLength - 1);
    return QString(cutTo(excerpt, space > excerptLength / 2 ? space : excerptLength - 1) + QChar(0x2026));
}

// The title stands above the excerpt wherever that is shown.
QString withoutTitle(const QString& text, const QString& title) {
    const QString first = text.section(QLatin1Char('\n'), 0, 0);
    const QString rest = essence(first) == essence(title) ? text.mid(first.size()).trimmed() : QString();
    return rest.isEmpty() ? text : rest;
}

// By the letters of the text's first part.
QString directionOf(const QString& text) {
    int leftToRight = 0, rightToLeft = 0;
    for (const QChar c : QStringView(text).first(std::min(directionSample, text.size()))) {
        const QChar::Direction direction = c.direction();
        rightToLeft += direction == QChar::DirR || direction == QChar::DirAL;
        leftToRight += direction == QChar::DirL;
    }
    return rightToLeft > leftToRight ? QStringLiteral("rtl") : QStringLiteral("ltr");
}

// What holds all that is kept, with two elements around it that may say what it is; with the whole of a table, a list
// or code that it lies in.
NodeId holderOf(const Document& document, const Blocks& blocks, const Selection& selection) {
    const auto first = std::find(selection.keep.begin(), selection.keep.end(), true);
    if (first == selection.keep.end())
        return 0;
    const auto last = std::find(selection.keep.rbegin(), selection.keep.rend(), true);
    const NodeId lastNode = blocks[size_t(selection.keep.rend() - last) - 1].last;
    NodeId holder = blocks[size_t(first - selection.keep.begin())].element;
    while (document.end(holder) <= lastNode)
        holder = document.parent(holder);
    for (int step = 0; step < 2 && holder != 0; ++step)
        holder = document.parent(holder);
    for (NodeId id = holder; id != noNode; id = document.parent(id)) {
        const Tag tag = document.tag(id);
        if (tag == Tag::Pre || tag == Tag::Table || tag == Tag::Ul || tag == Tag::Ol || tag == Tag::Dl)
            holder = id;
    }
    return holder;
}

// Whether what is kept begins with the first of the posts: the page is a thread, not a text with comments below it.
bool opensWithPost(const Blocks& blocks, const Selection& selection, const Signs& signs) {
    if (signs.posts().size() < 2)
        return false;
    quint32 before = 0;
    for (quint32 i = 0; i < blocks.size() && blocks[i].last < signs.posts().front().post; ++i)
        before += selection.keep[i] ? blocks[i].tokens : 0;
    return before <= mostWordsBeforePosts;
}

// The chosen part of the page, in the shape of an article; and the head of the post that opens it.
QByteArray chosen(const Document& document, const Blocks& blocks, const Selection& selection, const LinkResolver& links,
                  bool& cut, PostHead& opening) {
    Signs signs(document, holderOf(document, blocks, selection));
    markCode(document, signs);
    markClutter(document, signs);
    markFigures(document, signs);
    markFacts(document, signs);
    const std::vector<bool> keep = nodesToKeep(document, blocks, selection, signs);
    markPosts(document, keep, signs);
    if (opensWithPost(blocks, selection, signs))
        opening = signs.posts().front();
    return writeHtml(document, links, {Shape::Plain, &keep, &signs, &cut});
}

// A thread is by whoever began it, where the page does not say otherwise.
void takeOpening(const PostHead& opening, const QUrl& base, Article& article) {
    if (article.byline.isEmpty())
        article.byline = stringOf(opening.author);
    const DayOrder order = orderOf(article.language, base.host());
    for (const std::string& said : {opening.dateTime, opening.date}) {
        if (article.publishedAt.isEmpty())
            article.publishedAt = findDate(stringOf(said), order);
    }
}

// Fills in all that is known from the page itself and returns the HTML of what was chosen.
QByteArray draftOf(const QByteArray& html, const ExtractOptions& options, Article& article) {
    const Decoded decoded = decode(html, options.headerCharset);
    const Document document = assembled(parse(viewOf(decoded.utf8), options.parseDeadline));
    const QUrl base = baseOf(document, options.link);
    const LinkResolver links(base);
    const Blocks blocks(document);
    Selection selection = selectContent(document, blocks, options.choice.leaning,
                                        options.table ? *options.table : ContentTable::shipped());
    const Metadata metadata = readMetadata(document, blocks, selection.main, base);
    const int ownWords = keptWords(blocks, selection); // what a person wants makes a page no other page
    article.choiceMet = applyOverride(document, blocks, options.choice, selection);
    article.title = metadata.title;
    article.byline = metadata.byline;
    article.publishedAt = metadata.publishedAt;
    article.language = metadata.language;
    article.direction = metadata.direction;
    article.siteName = metadata.siteName;
    article.excerpt = metadata.description;
    article.mainImage = metadata.mainImage;
    article.canonical = metadata.canonical;
    article.charset = decoded.charset;

    bool cut = false;
    PostHead opening;
    const StandIn standIn = options.choice.isEmpty() ? standInFor(document, blocks, selection) : StandIn{};
    const bool own = standIn.html.isEmpty();
    const QByteArray draft = own ? chosen(document, blocks, selection, links, cut, opening)
                                 : written(standIn, links, options.parseDeadline, cut);
    takeOpening(opening, base, article);
    if (document.truncated() || cut)
        article.flag = Flag::Truncated;
    else if (own)
        article.flag = detectFlag(document, blocks, metadata.title, ownWords);
    return draft;
}

} // namespace

const char* flagName(Flag flag) {
    switch (flag) {
    case Flag::Login:
        return "login";
    case Flag::Challenge:
        return "challenge";
    case Flag::NeedsBrowser:
        return "needs-browser";
    case Flag::Truncated:
        return "truncated";
    case Flag::None:
        break;
    }
    return "";
}

Flag flagFromName(const QByteArray& name) {
    for (const Flag flag : {Flag::Login, Flag::Challenge, Flag::NeedsBrowser, Flag::Truncated}) {
        if (name == flagName(flag))
            return flag;
    }
    return Flag::None;
}

Article extract(const QByteArray& html, const ExtractOptions& options) {
    Article article;
    if (html.isEmpty())
        return article;
    // The page's tree is gone before the article is parsed again: two large trees at once would double the memory.
    CleanFragment clean = cleaned(draftOf(html, options, article), {});
    article.html = std::move(clean.html);
    article.text = std::move(clean.text);
    article.wordCount = clean.wordCount;
    article.images = std::move(clean.images);
    article.excerpt = excerptOf(article.excerpt, withoutTitle(article.text, article.title));
    if (article.direction.isEmpty())
        article.direction = directionOf(article.text.isEmpty() ? article.title : article.text);
    return article;
}

Article articleFromText(const QByteArray& text, const ExtractOptions& options) {
    Article article;
    const Decoded decoded = decode(text, options.headerCharset);
    const QString whole = QString::fromUtf8(decoded.utf8);
    const QByteArray escaped = whole.toHtmlEscaped().toUtf8();
    CleanFragment clean = cleaned("<pre>\n" + escaped + "</pre>", {});
    article.html = std::move(clean.html);
    article.text = std::move(clean.text);
    article.wordCount = clean.wordCount;
    article.title = cutTo(whole.left(2000).trimmed().section(u'\n', 0, 0).simplified(), 200);
    article.excerpt = excerptOf({}, article.text);
    article.direction = directionOf(article.text);
    article.charset = decoded.charset;
    return article;
}

QList<Anchor> anchorsOf(const QByteArray& html, const QUrl& base) {
    QList<Anchor> anchors;
    const Decoded decoded = decode(html, {});
    const Document document = assembled(parse(viewOf(decoded.utf8), ExtractOptions{}.parseDeadline));
    const LinkResolver links(baseOf(document, base));
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) != Tag::A || !document.has(id, Attribute::Href))
            continue;
        const QByteArray link = links.link(document.attribute(id, Attribute::Href));
        if (!link.isEmpty())
            anchors.append({QString::fromUtf8(link), QString::fromStdString(foldedText(document, id, 1000))});
    }
    return anchors;
}

} // namespace article
