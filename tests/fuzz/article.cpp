#include "article/article.h"

#include "allowlist.h"
#include "require.h"

#include <array>

// A page as bytes: the first byte chooses what the header said, the rest is the page. Whatever it is, there is an
// article of allowed HTML, the same each time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static constexpr std::array charsets{"",       "utf-8", "utf-16le", "shift_jis",   "gb18030", "windows-1251",
                                         "euc-jp", "big5",  "euc-kr",   "iso-2022-jp", "utf-16",  "no-such"};
    if (size == 0)
        return 0;
    article::ExtractOptions options;
    options.link = QUrl(QStringLiteral("https://site.test/folder/page"));
    options.headerCharset = charsets[data[0] % charsets.size()];
    const QByteArray page(reinterpret_cast<const char*>(data + 1), qsizetype(size - 1));

    const article::Article first = article::extract(page, options);
    const std::string wrong = fuzz::complaintAbout({first.html.constData(), std::size_t(first.html.size())});
    fuzz::require(wrong.empty(), wrong.c_str());
    fuzz::require(first.excerpt.size() <= 301, "an excerpt is short");
    fuzz::require(first.wordCount >= 0, "words are counted");
    const article::Article second = article::extract(page, options);
    fuzz::require(first.html == second.html && first.text == second.text && first.title == second.title,
                  "the same page gives the same article");
    article::anchorsOf(page, options.link);
    article::sniffMediaType(page, options.headerCharset);
    article::articleFromText(page, options);
    return 0;
}
