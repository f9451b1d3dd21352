#include "formats/links.h"

#include "formats/bookmarks.h"
#include "formats/limits.h"
#include "formats/linkcollector.h"
#include "formats/linkscanner.h"

#include <QCoreApplication>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

FoundLinks linksInMarkup(const QByteArray& html, BookmarkReader::Folders folders) {
    LinkCollector collector(LinkCollector::Repeats::Dropped);
    BookmarkReader reader(collector, folders);
    reader.feed(QString::fromUtf8(html));
    reader.end();
    return collector.found();
}

} // namespace

QString badLinkSentence(const QByteArray& why, const QString& text) {
    if (why == badScheme)
        return Words::tr("Only http and https links can be archived.");
    if (why == tooLong)
        return Words::tr("The link is longer than 8 KiB.");
    if (why == noHost)
        return Words::tr("The link names no host, or one that cannot be.");
    if (why == badPort)
        return Words::tr("The port is out of range: it must be a number from 0 to 65535.");
    if (why == noScheme && !text.isEmpty())
        return Words::tr("A link begins with http:// or https://: write https://%1").arg(text.trimmed());
    if (why == noScheme)
        return Words::tr("A link begins with http:// or https://: write it before this.");
    return Words::tr("This is not a link.");
}

base::Result<FoundLink> linkOf(const QString& text) {
    CheckedLink checked = checkLink(text);
    if (!checked.why.isEmpty())
        return base::Error{checked.why, badLinkSentence(checked.why, text.size() > maxBadLineText ? QString() : text)};
    return checked.found;
}

FoundLinks linksInText(const QString& text) {
    LinkCollector collector(LinkCollector::Repeats::Dropped);
    LineSplitter splitter([&](qint64 line, QStringView lineText) {
        collector.addLine(line, lineText);
        return true;
    });
    splitter.feed(text);
    splitter.end();
    return collector.found();
}

FoundLinks linksInUriList(const QByteArray& uriList) {
    LinkCollector collector(LinkCollector::Repeats::Dropped);
    LineSplitter splitter([&](qint64 line, QStringView lineText) {
        if (!lineText.trimmed().isEmpty() && !lineText.startsWith(u'#'))
            collector.addWhole(line, lineText);
        return true;
    });
    splitter.feed(QString::fromUtf8(uriList));
    splitter.end();
    return collector.found();
}

FoundLinks linksInHtml(const QByteArray& html) {
    return linksInMarkup(html, BookmarkReader::Folders::Ignored);
}

FoundLinks linksInBookmarks(const QByteArray& html) {
    return linksInMarkup(html, BookmarkReader::Folders::AsTags);
}

} // namespace formats
