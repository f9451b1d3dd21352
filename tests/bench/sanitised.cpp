#include "article/article.h"
#include "article/charset.h"

#include "../fuzz/allowlist.h"
#include "pages.h"

#include <QUrl>

#include <cstdio>

namespace {

// What is wrong with a clean fragment, empty when nothing is.
std::string complaintAbout(const QByteArray& clean) {
    std::string wrong = fuzz::complaintAbout({clean.constData(), size_t(clean.size())});
    if (wrong.empty() && article::sanitise(clean) != clean)
        wrong = "sanitising it again changes it";
    return wrong;
}

} // namespace

// Over the pages of a folder: neither the article of a page nor the page itself, sanitised whole, holds anything
// outside the allow-list, and sanitising it again changes nothing. Ends with 1 when one does.
int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: %s FOLDER\n", arguments[0]);
        return 2;
    }
    article::ExtractOptions options;
    options.link = QUrl(QStringLiteral("https://site.example/folder/page"));
    int wrong = 0;
    const QList<bench::Page> pages = bench::readPages(QString::fromLocal8Bit(arguments[1]));
    for (const bench::Page& page : pages) {
        const QByteArray utf8 = article::decode(page.bytes, {}).utf8;
        const std::string ofArticle = complaintAbout(article::extract(page.bytes, options).html);
        const std::string ofPage = complaintAbout(article::sanitise(utf8, options.link));
        if (!ofArticle.empty())
            std::printf("%s: its article: %s\n", qUtf8Printable(page.name), ofArticle.c_str());
        if (!ofPage.empty())
            std::printf("%s: the whole page: %s\n", qUtf8Printable(page.name), ofPage.c_str());
        wrong += !ofArticle.empty() || !ofPage.empty();
    }
    std::printf("pages %d, not clean or not the same again %d\n", int(pages.size()), wrong);
    return wrong == 0 ? 0 : 1;
}
