#include "formats/links.h"
#include "formats/limits.h"

#include "require.h"

#include <QBuffer>

namespace {

void check(const QList<formats::FoundLink>& links) {
    for (const formats::FoundLink& found : links) {
        fuzz::require(found.link.toUtf8().size() <= formats::maxLinkBytes, "a link has at most 8 KiB");
        fuzz::require(found.link.startsWith(QLatin1String("http"), Qt::CaseInsensitive), "a link is http or https");
        for (const QChar character : found.link)
            fuzz::require(character.unicode() > 0x20, "a link holds no space, line end or NUL");
        const auto again = formats::linkOf(found.link);
        fuzz::require(bool(again), "a link that was found is a link");
        fuzz::require(again->link == found.link, "and the same one");
        fuzz::require(again->user.isEmpty() && again->password.isEmpty(), "without credentials");
    }
}

void check(const formats::FoundLinks& found) {
    check(found.links);
    fuzz::require(found.bad.size() <= formats::maxBadLines, "few bad lines are kept");
    for (const formats::BadLine& line : found.bad)
        fuzz::require(line.text.size() <= formats::maxBadLineText, "and little of each");
}

} // namespace

// The same bytes as pasted text, as a URI list, as HTML, as bookmarks and as a file of unknown kind.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    check(formats::linksInText(QString::fromUtf8(bytes)));
    check(formats::linksInUriList(bytes));
    check(formats::linksInHtml(bytes));
    check(formats::linksInBookmarks(bytes));

    QBuffer file;
    file.setData(bytes);
    file.open(QIODevice::ReadOnly);
    qint64 links = 0;
    const auto read = formats::readLinkFile(file, [&links](const QList<formats::FoundLink>& batch) {
        fuzz::require(batch.size() <= formats::maxBatchLinks, "a batch is bounded");
        check(batch);
        links += batch.size();
        return true;
    });
    fuzz::require(!read || read->links == links, "the summary counts what was handed over");
    return 0;
}
