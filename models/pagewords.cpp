#include "models/pagewords.h"

#include "archive/advice.h"
#include "library/standin.h"
#include "models/flagwords.h"
#include "models/format.h"
#include "models/readingtime.h"

#include <QCoreApplication>

namespace models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

// What happened, without its full stop: it stands among other facts.
QString failureFact(const library::PageRow& page) {
    QString sentence = oneLine(archive::failureSentence(page.lastError, page.lastStatus, page.lastErrorText));
    if (sentence.endsWith(QLatin1Char('.')))
        sentence.chop(1);
    return page.snapshots > 0 ? Words::tr("last capture failed: %1").arg(sentence) : sentence;
}

QString typeWord(const library::PageRow& page) {
    if (page.snapshots == 0)
        return Words::tr("not archived yet");
    if (page.mediaType == "application/pdf")
        return QStringLiteral("PDF");
    return page.mediaType.startsWith("image/") ? Words::tr("picture") : QString();
}

} // namespace

QString pageFacts(const library::PageRow& page, const QDateTime& now) {
    const QString when = relativeTime(page.snapshots > 0 ? page.capturedAt : page.addedAt, now);
    const QString reading = library::standsForAnother(page.flag) ? QString() : readingTime(page.wordCount);
    QStringList facts{isolated(page.site), when, reading, flagWord(page.flag), typeWord(page)};
    if (!page.lastError.isEmpty()) {
        const QString why = failureFact(page);
        facts = {why.contains(page.site) ? QString() : isolated(page.site), why, when}; // most sentences name the site
    }
    facts.removeAll(QString());
    return facts.join(QStringLiteral(" · "));
}

QStringList pageDetails(const library::PageRow& page) {
    QStringList lines{isolated(oneLine(page.title)), isolated(oneLine(page.link)),
                      Words::tr("Added %1").arg(exactTime(page.addedAt))};
    if (page.snapshots > 0)
        lines.append(Words::tr("Captured %1").arg(exactTime(page.capturedAt)));
    if (page.snapshots > 1)
        lines.append(Words::tr("%n snapshot(s)", nullptr, page.snapshots));
    lines << flagSentence(page.flag) << flagAdvice(page.flag);
    if (!page.lastError.isEmpty())
        lines << oneLine(archive::failureSentence(page.lastError, page.lastStatus, page.lastErrorText))
              << archive::adviceFor(page.lastError, page.lastStatus);
    lines.removeAll(QString());
    return lines;
}

QString spokenPage(const library::PageRow& page) {
    QStringList parts{oneLine(page.title.isEmpty() ? page.link : page.title), page.site};
    if (!page.readAt && page.snapshots > 0)
        parts.append(Words::tr("unread"));
    if (page.starred)
        parts.append(Words::tr("starred"));
    if (!page.flag.isEmpty())
        parts.append(flagWord(page.flag));
    if (!page.lastError.isEmpty())
        parts.append(failureFact(page));
    if (!page.tags.isEmpty())
        parts.append(Words::tr("tags: %1").arg(page.tags.join(QStringLiteral(", "))));
    return parts.join(QStringLiteral(", "));
}

QString snippetText(const library::SearchHit& hit) {
    switch (hit.of) {
    case library::SnippetOf::Note:
        return Words::tr("Note: %1").arg(hit.snippet);
    case library::SnippetOf::Tags:
        return Words::tr("Tags: %1").arg(hit.snippet);
    case library::SnippetOf::Text:
        break;
    }
    return hit.snippet;
}

} // namespace models
