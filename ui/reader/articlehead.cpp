#include "ui/reader/articlehead.h"

#include "models/readingtime.h"

#include <QRegularExpression>

namespace ui {

namespace {

// Takes the heading that says the same as the title out of where the article begins; true when there was one.
bool takeTitle(PreparedArticle& article, const QString& title) {
    if (article.headings.isEmpty())
        return false;
    const Heading& first = article.headings.first();
    if (first.part != 0 || first.level > 2 || first.text.compare(title, Qt::CaseInsensitive) != 0)
        return false;
    static const QRegularExpression tags(QStringLiteral("<[^>]*>"));
    QString& html = article.parts.first().html;
    const QString open = QStringLiteral("<h%1").arg(first.level);
    const QString close = QStringLiteral("</h%1>").arg(first.level);
    const qsizetype from = html.indexOf(open);
    const qsizetype end = from < 0 ? -1 : html.indexOf(close, from);
    if (end < 0 || !html.left(from).remove(tags).trimmed().isEmpty() || html.mid(from, end - from).contains(u"<img"))
        return false;
    html.remove(from, end + close.size() - from);
    QString& text = article.parts.first().text;
    while (text.startsWith(QLatin1Char('\n')))
        text.remove(0, 1);
    text.remove(0, qMax<qsizetype>(0, text.indexOf(QLatin1Char('\n')))); // the line that was the heading
    return true;
}

} // namespace

void putHead(PreparedArticle& article, const library::SnapshotRow& snapshot, const QString& site) {
    const QString title = snapshot.title.simplified();
    QStringList facts{site, snapshot.byline.simplified(), models::publishedDate(snapshot.publishedAt),
                      models::readingTime(snapshot.wordCount)};
    facts.removeAll(QString());
    QString anchor;
    if (takeTitle(article, title))
        anchor = QString(QStringLiteral("<a name=\"") % article.headings.first().anchor % QStringLiteral("\"></a>"));
    const QString shown = facts.join(QStringLiteral(" · "));
    const QString line =
        QString(QStringLiteral("<p class=\"caption\">") % shown.toHtmlEscaped() % QStringLiteral("</p>"));
    article.parts.first().text.prepend(QString(title % QLatin1Char('\n') % shown % QLatin1Char('\n')));
    const QString heading = QString(QStringLiteral("<h1>") % anchor % title.toHtmlEscaped() % QStringLiteral("</h1>"));
    article.parts.first().html.prepend(title.isEmpty() ? line : QString(heading % line));
}

} // namespace ui
