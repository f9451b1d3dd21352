#include "ui/reader/htmltags.h"

#include "ui/reader/htmltoken.h"

#include <QHash>
#include <QSet>

namespace ui {

namespace {

QSet<QString> names(const char* list) {
    const QStringList words = QString::fromLatin1(list).split(QLatin1Char(' '));
    return QSet<QString>(words.begin(), words.end());
}

// Qt allocates every cell that a span names: 1,000 × 1,000 of them are an attack.
QString span(const HtmlToken& token, const char* name) {
    const int cells = token.attribute(QString::fromLatin1(name)).toInt();
    if (cells < 2)
        return {};
    return QStringLiteral(" %1=\"%2\"").arg(QLatin1String(name)).arg(qMin(cells, 20));
}

} // namespace

bool isDroppedWhole(const QString& tag) {
    static const QSet<QString> set =
        names("script style head title template noscript iframe object embed svg math canvas "
              "select textarea button form audio video link meta base");
    return set.contains(tag);
}

bool isVoidTag(const QString& tag) {
    static const QSet<QString> set = names("img br hr link meta base embed wbr source track input col");
    return set.contains(tag);
}

bool isInlineTag(const QString& tag) {
    static const QSet<QString> set =
        names("a b strong i em cite u ins s del strike sub sup small big code kbd samp tt var span mark abbr time q");
    return set.contains(tag);
}

bool isTablePart(const QString& tag) {
    static const QSet<QString> set = names("table thead tbody tfoot tr th td");
    return set.contains(tag);
}

bool isHeading(const QString& tag) {
    return tag.size() == 2 && tag.at(0) == QLatin1Char('h') && tag.at(1) >= QLatin1Char('1') &&
           tag.at(1) <= QLatin1Char('6');
}

QString shownTag(const QString& tag) {
    static const QSet<QString> same = names("p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead "
                                            "tbody tfoot tr th td hr br a b strong i em "
                                            "cite u s sub sup small big code span");
    static const QHash<QString, QString> others{
        {QStringLiteral("section"), QStringLiteral("div")}, {QStringLiteral("article"), QStringLiteral("div")},
        {QStringLiteral("main"), QStringLiteral("div")},    {QStringLiteral("aside"), QStringLiteral("div")},
        {QStringLiteral("header"), QStringLiteral("div")},  {QStringLiteral("footer"), QStringLiteral("div")},
        {QStringLiteral("figure"), QStringLiteral("div")},  {QStringLiteral("details"), QStringLiteral("div")},
        {QStringLiteral("address"), QStringLiteral("div")}, {QStringLiteral("figcaption"), QStringLiteral("p")},
        {QStringLiteral("caption"), QStringLiteral("p")},   {QStringLiteral("summary"), QStringLiteral("p")},
        {QStringLiteral("kbd"), QStringLiteral("code")},    {QStringLiteral("samp"), QStringLiteral("code")},
        {QStringLiteral("tt"), QStringLiteral("code")},     {QStringLiteral("var"), QStringLiteral("i")},
        {QStringLiteral("ins"), QStringLiteral("u")},       {QStringLiteral("del"), QStringLiteral("s")},
        {QStringLiteral("strike"), QStringLiteral("s")},    {QStringLiteral("mark"), QStringLiteral("span")},
        {QStringLiteral("abbr"), QStringLiteral("span")},   {QStringLiteral("time"), QStringLiteral("span")}};
    return same.contains(tag) ? tag : others.value(tag);
}

QString startTag(const HtmlToken& token, const QString& shown) {
    QString tag = QString(QLatin1Char('<') % shown);
    const auto copy = [&](const char* name) {
        const QString value = token.attribute(QString::fromLatin1(name));
        if (!value.isEmpty())
            tag += QString(QLatin1Char(' ') % QLatin1String(name) % QStringLiteral("=\"") % value.toHtmlEscaped() %
                           QLatin1Char('"'));
    };
    copy("id");
    if (shown == QLatin1String("a")) {
        copy("href");
        copy("name");
    }
    if (shown == QLatin1String("td") || shown == QLatin1String("th")) {
        tag += span(token, "colspan");
        tag += span(token, "rowspan");
    }
    if (shown == QLatin1String("table"))
        tag += QStringLiteral(" border=\"1\" cellspacing=\"0\" cellpadding=\"6\"");
    if (!isInlineTag(token.tag))
        copy("dir");
    if (token.tag == QLatin1String("figcaption"))
        tag += QStringLiteral(" class=\"caption\"");
    else if (token.tag == QLatin1String("mark"))
        tag += QStringLiteral(" class=\"mark\"");
    else if (token.tag == QLatin1String("figure"))
        tag += QStringLiteral(" class=\"figure\"");
    return QString(tag % QLatin1Char('>'));
}

} // namespace ui
