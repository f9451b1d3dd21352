#include "ui/reader/articlehead.h"

#include "models/format.h"
#include "models/readingtime.h"
#include "ui/reader/htmltoken.h"

#include <QDate>
#include <QRegularExpression>

namespace ui {

namespace {

constexpr int blocksSearched = 3;  // a byline stands under a title, perhaps after a summary and a picture
constexpr int longestByline = 240; // characters of a block that says no more than who wrote it, and when

QString plain(const QString& html) {
    static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
    return decodedText(QString(html).remove(tags)).simplified();
}

// Takes the heading that says the same as the title out of where the article begins; true when there was one.
bool takeTitle(PreparedArticle& article, const QString& title) {
    if (article.headings.isEmpty())
        return false;
    const Heading& first = article.headings.first();
    if (first.part != 0 || first.level > 2 || first.text.compare(title, Qt::CaseInsensitive) != 0)
        return false;
    QString& html = article.parts.first().html;
    const QString open = QStringLiteral("<h%1").arg(first.level);
    const QString close = QStringLiteral("</h%1>").arg(first.level);
    const qsizetype from = html.indexOf(open);
    const qsizetype end = from < 0 ? -1 : html.indexOf(close, from);
    if (end < 0 || !plain(html.left(from)).isEmpty() || html.mid(from, end - from).contains(u"<img"))
        return false;
    html.remove(from, end + close.size() - from);
    QString& text = article.parts.first().text;
    while (text.startsWith(QLatin1Char('\n')))
        text.remove(0, 1);
    text.remove(0, qMax<qsizetype>(0, text.indexOf(QLatin1Char('\n')))); // the line that was the heading
    return true;
}

// "By Nora Vahl", "Nora Vahl | 11 February 2026": the byline, and at most the date that is shown beside it.
bool saysByline(const QString& block, const QString& byline, const QDate& published) {
    static const QRegularExpression before(
        QStringLiteral("^(?:(?:written |posted |words |text |story )?by|von|par|por|di|de|door|av|af)\\b[:\\s]*"),
        QRegularExpression::CaseInsensitiveOption);
    const QString name = QString(byline).remove(before);
    QString rest = QString(block).remove(before);
    if (name.isEmpty() || !rest.startsWith(name, Qt::CaseInsensitive))
        return false;
    rest.remove(0, name.size());
    static const QRegularExpression words(QStringLiteral("[\\p{L}\\p{N}]+"));
    QStringList left;
    for (auto match = words.globalMatch(rest); match.hasNext();)
        left.append(match.next().captured());
    if (left.isEmpty())
        return true;
    const auto holds = [&left](int number) {
        return left.contains(QString::number(number)) ||
               left.contains(QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')));
    };
    return published.isValid() && left.size() <= 4 && holds(published.year()) && holds(published.day());
}

// The paragraph near the top that says who wrote the article goes: the head says it already.
void takeByline(ArticlePart& part, const QString& byline, const QDate& published) {
    static const QRegularExpression open(QStringLiteral("<p\\b[^>]*>"));
    qsizetype from = 0;
    for (int block = 0; block < blocksSearched; ++block) {
        const QRegularExpressionMatch begin = open.match(part.html, from);
        const qsizetype end = begin.hasMatch() ? part.html.indexOf(QStringLiteral("</p>"), begin.capturedEnd()) : -1;
        if (end < 0)
            return;
        const QString inside = part.html.mid(begin.capturedEnd(), end - begin.capturedEnd());
        const QString said = plain(inside);
        from = end;
        if (said.size() > longestByline || inside.contains(u"<img") || !saysByline(said, byline, published))
            continue;
        QStringList lines = part.text.split(QLatin1Char('\n'));
        for (qsizetype line = 0; line < lines.size(); ++line) {
            if (lines.at(line).simplified() != said)
                continue;
            lines.removeAt(line);
            part.text = lines.join(QLatin1Char('\n'));
            part.html.remove(begin.capturedStart(), end + 4 - begin.capturedStart());
            return;
        }
    }
}

} // namespace

void putHead(PreparedArticle& article, const library::SnapshotRow& snapshot, const QString& site) {
    const QString title = snapshot.title.simplified();
    const QString byline = models::oneLine(snapshot.byline);
    QStringList facts{models::isolated(site), models::isolated(byline),
                      models::isolated(models::publishedDate(snapshot.publishedAt)),
                      models::isolated(models::readingTime(snapshot.wordCount))};
    facts.removeAll(QString());
    QString anchor;
    if (takeTitle(article, title))
        anchor = QString(QStringLiteral("<a name=\"") % article.headings.first().anchor % QStringLiteral("\"></a>"));
    if (!byline.isEmpty())
        takeByline(article.parts.first(), byline, QDate::fromString(snapshot.publishedAt.left(10), Qt::ISODate));
    const QString shown = facts.join(QStringLiteral(" · "));
    const QString line =
        QString(QStringLiteral("<p class=\"caption\">") % shown.toHtmlEscaped() % QStringLiteral("</p>"));
    article.parts.first().text.prepend(QString(title % QLatin1Char('\n') % shown % QLatin1Char('\n')));
    const QString heading = QString(QStringLiteral("<h1>") % anchor % title.toHtmlEscaped() % QStringLiteral("</h1>"));
    article.parts.first().html.prepend(title.isEmpty() ? line : QString(heading % line));
}

} // namespace ui
