#include "article/article.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/pagejson.h"
#include "cli/titleline.h"
#include "formats/markdown.h"
#include "library/errors.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qint64 largestBody = 1024LL * 1024 * 1024; // as much as Settings lets a body be

struct Shown {
    library::Page page;
    library::SnapshotRow snapshot;
};

// ISO 8601, local unless it names a zone; a day alone means its end.
base::Result<QDateTime> timeOf(const QString& text) {
    const QDate day = QDate::fromString(text, Qt::ISODate);
    const QDateTime time = day.isValid() && text.size() <= 10 ? QDateTime(day, QTime(23, 59, 59, 999))
                                                              : QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return base::Error{wrongUsage,
                           Words::tr("“%1” is no time. Write it as 2026-03-01 or 2026-03-01T12:00:00Z.").arg(text)};
    return time.toUTC();
}

base::Result<Shown> findShown(library::Stores& stores, const Arguments& arguments) {
    const QString given = arguments.operands.first();
    const auto id = findPage(stores, given);
    if (!id)
        return id.error();
    auto page = stores.pages.page(*id);
    if (!page)
        return page.error();
    const base::Error noSnapshot{library::notFound, Words::tr("“%1” has no snapshot.").arg(given)};
    if (!arguments.has("at")) {
        auto snapshot = page->currentSnapshot == 0 ? base::Result<library::SnapshotRow>(noSnapshot)
                                                   : stores.snapshots.snapshot(page->currentSnapshot);
        if (!snapshot)
            return snapshot.error();
        return Shown{*page, *snapshot};
    }
    const auto time = timeOf(arguments.value("at"));
    if (!time)
        return time.error();
    auto snapshot = stores.snapshots.at(*id, *time);
    if (!snapshot && snapshot.error().kind == library::notFound)
        return base::Error{library::notFound,
                           Words::tr("“%1” has no snapshot from %2 or before.").arg(given, arguments.value("at"))};
    if (!snapshot)
        return snapshot.error();
    return Shown{*page, *snapshot};
}

base::Result<QByteArray> articleOf(library::Stores& stores, const library::SnapshotRow& snapshot) {
    if (snapshot.articleBlob.isEmpty())
        return QByteArray();
    auto html = stores.blobs.get(snapshot.articleBlob, largestBody);
    if (!html)
        return html.error();
    return article::sanitise(*html, QUrl(snapshot.finalLink));
}

QByteArray markdownOf(const Shown& shown, const QByteArray& html) {
    const QString title = shown.snapshot.title.isEmpty() ? shown.page.title : shown.snapshot.title;
    const QString text = formats::markdownText(title.simplified(), false);
    const QString body = QString::fromUtf8(formats::toMarkdown(html));
    static const QRegularExpression marks(QStringLiteral("^#+ "));
    const QString first = body.section(u'\n', 0, 0);
    const bool isHeading = marks.match(first).hasMatch();
    const QString rest = isHeading ? withoutTitleLine(body, QString(first.left(first.indexOf(u' ') + 1) % text)) : body;
    return QString(u"# " % text % u"\n\n<" % shown.page.link % u">\n\n" % rest).toUtf8();
}

base::Result<QByteArray> contentOf(library::Stores& stores, const Shown& shown, const QString& format) {
    if (format == QLatin1String("raw"))
        return stores.blobs.get(shown.snapshot.bodyBlob, largestBody);
    if (format == QLatin1String("text")) {
        const auto text = stores.snapshots.text(shown.snapshot.id);
        if (!text)
            return text.error();
        return text->toUtf8();
    }
    auto html = articleOf(stores, shown.snapshot);
    if (html && format == QLatin1String("markdown"))
        return markdownOf(shown, *html);
    return html;
}

base::Result<QJsonObject> jsonOf(library::Stores& stores, const Shown& shown, const QString& format,
                                 const QByteArray& content) {
    const auto page = pageJson(stores, shown.page);
    if (!page)
        return page.error();
    QJsonObject object = *page;
    const library::SnapshotRow& snapshot = shown.snapshot;
    object[QStringLiteral("snapshot")] = snapshot.id;
    object[QStringLiteral("title")] = snapshot.title;
    object[QStringLiteral("byline")] = snapshot.byline;
    object[QStringLiteral("published_at")] = snapshot.publishedAt;
    object[QStringLiteral("captured_at")] = timeJson(snapshot.capturedAt);
    object[QStringLiteral("final_link")] = snapshot.finalLink;
    object[QStringLiteral("media_type")] = QString::fromLatin1(snapshot.mediaType);
    object[QStringLiteral("flag")] = QString::fromLatin1(snapshot.flag);
    object[QStringLiteral("format")] = format;
    if (format == QLatin1String("raw"))
        object[QStringLiteral("content_base64")] = QString::fromLatin1(content.toBase64());
    else
        object[QStringLiteral("content")] = QString::fromUtf8(content);
    return object;
}

void printText(const Shown& shown, const QByteArray& content, Console& console) {
    const library::SnapshotRow& snapshot = shown.snapshot;
    const QString title = snapshot.title.isEmpty() ? shown.page.title : snapshot.title;
    console.line(title);
    QStringList facts;
    for (const QString& fact : {snapshot.byline, snapshot.publishedAt}) {
        if (!fact.isEmpty())
            facts << fact;
    }
    facts
        << Words::tr("captured %1").arg(snapshot.capturedAt.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")));
    console.line(facts.join(QStringLiteral(" · ")));
    console.line(shown.page.link);
    const QString text = withoutTitleLine(QString::fromUtf8(content), title);
    console.text(QString(u'\n' % text % (text.endsWith(u'\n') ? QString() : QStringLiteral("\n"))));
}

base::Result<int> show(library::Stores& stores, const Arguments& arguments, const QString& format, Console& console) {
    const auto shown = findShown(stores, arguments);
    if (!shown)
        return shown.error();
    const auto content = contentOf(stores, *shown, format);
    if (!content)
        return content.error();
    const bool isText = shown->snapshot.mediaType.startsWith("text/");
    if (arguments.has("json")) {
        const auto object = jsonOf(stores, *shown, format, *content);
        if (!object)
            return object.error();
        console.json(*object);
    } else if (format == QLatin1String("raw") && !isText && console.outIsTerminal())
        return base::Error{wrongUsage, Words::tr("The page is %1, nothing for a terminal: send it to a file.")
                                           .arg(QString::fromLatin1(shown->snapshot.mediaType))};
    else if (format == QLatin1String("text"))
        printText(*shown, *content, console);
    else
        console.bytes(*content);
    if (shown->page.deletedAt)
        console.message(Words::tr("This page is in the bin."));
    return AllWell;
}

int run(const Arguments& arguments, Console& console) {
    const QString format = arguments.has("format") ? arguments.value("format") : QStringLiteral("text");
    const QStringList formats{QStringLiteral("text"), QStringLiteral("html"), QStringLiteral("markdown"),
                              QStringLiteral("raw")};
    if (!formats.contains(format))
        return explain(
            {wrongUsage, Words::tr("--format takes %1, not “%2”.").arg(formats.join(QLatin1String(", ")), format)},
            console);
    if (arguments.has("at")) {
        if (const auto time = timeOf(arguments.value("at")); !time)
            return explain(time.error(), console);
    }
    return withLibrary(arguments, console,
                       [&](library::Stores& stores) { return show(stores, arguments, format, console); });
}

} // namespace

Command showCommand() {
    return {.name = QStringLiteral("show"),
            .operands = QStringLiteral("PAGE"),
            .summary = Words::tr("Shows a page of the library.\n"
                                 "PAGE is a link, its hash_url, or the number that `list` prints."),
            .example = QStringLiteral("tidemark-cli show https://example.org/ --format markdown --at 2026-03-01"),
            .options = {{QStringLiteral("format"), QStringLiteral("FORMAT"),
                         Words::tr("text (as it is without this), html, markdown, or raw: the bytes as received")},
                        {QStringLiteral("at"), QStringLiteral("TIME"),
                         Words::tr("the latest snapshot not after TIME: ISO 8601, local unless it names a zone; a day "
                                   "means its end")},
                        jsonOption()},
            .leastOperands = 1,
            .mostOperands = 1,
            .run = run};
}

} // namespace cli
