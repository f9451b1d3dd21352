#include "article/article.h"

#include "allowlist.h"
#include "require.h"

// A fragment of HTML: what comes out is allowed, and sanitising it again changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArray fragment(reinterpret_cast<const char*>(data), qsizetype(size));
    const QByteArray clean = article::sanitise(fragment, QUrl(QStringLiteral("https://site.test/folder/page")));
    const std::string wrong = fuzz::complaintAbout({clean.constData(), std::size_t(clean.size())});
    fuzz::require(wrong.empty(), wrong.c_str());
    fuzz::require(article::sanitise(clean) == clean, "sanitising twice is sanitising once");
    article::textOf(fragment);
    for (const article::Image& image : article::imagesOf(fragment))
        fuzz::require(!image.link.isEmpty(), "an image has an address");
    return 0;
}
