#include "article/sanitiser.h"

#include "article/limits.h"
#include "article/parser.h"
#include "article/plaintext.h"
#include "article/text.h"
#include "article/utf8.h"
#include "article/writer.h"

#include <QSet>

namespace article {
namespace {

constexpr int mostPasses = 4;

// A fragment is parsed as the body of a page in standards mode, as it will be shown.
Document parseFragment(const QByteArray& fragment) {
    static constexpr char start[] = "<!DOCTYPE html><body>";
    const QByteArray whole = start + repairedUtf8({fragment.constData(), size_t(fragment.size())});
    return parse({whole.constData(), size_t(whole.size())}, std::chrono::milliseconds(parseTime.standard));
}

QList<Image> imagesIn(const Document& document) {
    QList<Image> images;
    QSet<QString> seen;
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) != Tag::Img)
            continue;
        const QString link = stringOf(document.attribute(id, Attribute::Src));
        if (link.isEmpty() || seen.contains(link))
            continue;
        seen.insert(link);
        images.append({link, stringOf(document.attribute(id, Attribute::Alt))});
    }
    return images;
}

} // namespace

CleanFragment cleaned(const QByteArray& fragment, const QUrl& base) {
    CleanFragment clean;
    const LinkResolver links(base);
    Document document = parseFragment(fragment);
    clean.html = writeHtml(document, links, {});
    for (int pass = 1; pass < mostPasses && clean.html != fragment; ++pass) {
        document = parseFragment(clean.html);
        const QByteArray again = writeHtml(document, links, {});
        if (again == clean.html)
            break;
        clean.html = again;
    }
    clean.text = plainText(document);
    clean.wordCount = int(countWordsOf(document));
    clean.images = imagesIn(document);
    return clean;
}

QByteArray sanitise(const QByteArray& fragment, const QUrl& base) {
    return cleaned(fragment, base).html;
}

QString textOf(const QByteArray& fragment) {
    return plainText(parseFragment(fragment));
}

QList<Image> imagesOf(const QByteArray& fragment) {
    return imagesIn(parseFragment(sanitise(fragment)));
}

} // namespace article
