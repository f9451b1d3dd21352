#include "article/titlewords.h"

#include "article/text.h"

#include <QSet>

#include <algorithm>

namespace article {
namespace {

QSet<QString> wordsOf(const QString& text) {
    QSet<QString> words;
    QString word;
    for (const QChar c : text) {
        if (c.isLetterOrNumber()) {
            word += c.toLower();
        } else if (!word.isEmpty()) {
            words.insert(word);
            word.clear();
        }
    }
    if (!word.isEmpty())
        words.insert(word);
    return words;
}

} // namespace

Likeness compare(const QString& heading, const QString& title) {
    const QSet<QString> words = wordsOf(heading);
    const QSet<QString> others = wordsOf(title);
    if (words.isEmpty() || others.isEmpty())
        return {};
    QSet<QString> shared = words;
    shared.intersect(others);
    const double common = double(shared.size());
    Likeness like{common / double(std::min(words.size(), others.size())),
                  common / double(words.size() + others.size() - shared.size()),
                  double(words.size()) / double(others.size())};
    // Languages without spaces: the one holds the other.
    if (like.ofShorter < 1 && essence(title).contains(essence(heading)))
        like.ofShorter = 1;
    return like;
}

} // namespace article
