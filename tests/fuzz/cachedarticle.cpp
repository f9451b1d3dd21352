#include "article/article.h"
#include "formats/cachedarticles.h"
#include "formats/folderexporter.h"
#include "formats/frontmatter.h"

#include "require.h"

// A file of the cached articles folder: what is read can be written, a person's marks with it, and reading that gives
// the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArray file(reinterpret_cast<const char*>(data), qsizetype(size));
    const formats::FrontMatter front = formats::frontMatterOf(file);
    fuzz::require(front.bodyAt >= 0 && front.bodyAt <= file.size(), "the body lies within the file");

    // A title cannot forge a key.
    const QString title = QString::fromUtf8(file);
    const QString link = QStringLiteral("https://site.test/page");
    const QByteArray composed = formats::composeFrontMatter(title, link);
    fuzz::require(composed.count('\n') == 3, "three keys are three lines");
    const formats::FrontMatter again = formats::frontMatterOf(composed + "\n<p>x");
    fuzz::require(again.value("url") == link, "the link stays the link");
    fuzz::require(again.value("hash_url") == QString::fromLatin1(formats::hashOfLink(link)), "and its hash its hash");

    const QDateTime written(QDate(2024, 1, 2), QTime(3, 4), Qt::UTC);
    const QString folder = QStringLiteral("2024/00000000000000000000000000000000");
    const auto first = formats::parseCachedArticle(file, written, folder);
    if (!first)
        return 0;
    // As the library keeps it: sanitised, and every picture of it there.
    const QByteArray pictureName = QByteArray(64, 'a') + ".png";
    const auto html = [](const formats::CachedArticle& entry, const QByteArray& from) {
        const QByteArray body = from.mid(formats::frontMatterOf(from).bodyAt);
        return article::sanitise(formats::withExactLinks(body), QUrl(entry.link.link));
    };
    const auto compose = [&](const formats::CachedArticle& entry, const QByteArray& from) {
        formats::ExportedPage page;
        page.title = entry.snapshot.title;
        page.link = entry.link.link;
        page.frontMatter = entry.snapshot.frontMatter;
        page.marks = entry.marks;
        page.articleHtml = html(entry, from);
        for (const article::Image& image : article::imagesOf(page.articleHtml))
            page.pictures << formats::ExportedPicture{{image.link, pictureName}, {}};
        return formats::composeCachedArticle(page).file;
    };
    const QByteArray out = compose(*first, file);
    const auto second = formats::parseCachedArticle(out, written, folder);
    fuzz::require(bool(second), "what was written can be read");
    fuzz::require(second->link.link == first->link.link, "the link survives");
    fuzz::require(second->snapshot.text == first->snapshot.text, "the article survives");
    fuzz::require(second->marks == first->marks, "what a person added survives");
    fuzz::require(html(*second, out) == html(*first, file), "the article is the same, its pictures' links too");
    fuzz::require(compose(*second, out) == out, "writing it again changes nothing");
    return 0;
}
