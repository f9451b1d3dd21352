#pragma once

#include <QHash>
#include <QSize>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace ui {

// A picture as the reader shows it: its number in the part's HTML (src="asset:N") and its size in the column.
struct ShownPicture {
    int number = 0;
    QSize size;
};

struct Heading {
    int level = 1;
    QString text;
    QString anchor; // name of the anchor before it
    int part = 0;
};

struct ArticlePart {
    QString html;
    QString text;        // for counting what is found: line for line what the part's document shows
    QList<int> pictures; // numbers, in order
};

struct PreparedArticle {
    QList<ArticlePart> parts; // at least one
    QList<Heading> headings;
    QHash<QString, int> anchors; // id → part
};

struct PrepareOptions {
    // Characters of HTML, about; a part ends between two blocks where it can. Qt lays out about 2,000 to 4,000
    // characters a millisecond, and a jump or a resize lays out all of a part at once: more would hold the interface
    // thread.
    qsizetype partSize = 96 * 1024;
    QString direction; // "rtl" or anything else
    // Where a picture of this link comes from; none: it was not kept.
    std::function<std::optional<ShownPicture>(const QString& link)> picture;
    QString missingPicture; // text before the description of a picture that was not kept
};

// Article HTML (an allow-list already, and not trusted to be one) → what QTextDocument shows well: tags outside the
// list dropped, pictures numbered so that no address of the page is ever asked for, tables no deeper than two, long
// articles cut into parts. Pure, for a worker thread.
PreparedArticle prepareArticle(const QString& html, const PrepareOptions& options);

} // namespace ui
