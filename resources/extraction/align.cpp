// Finds how much of each text block of a page stands in the page's reviewed text: the labels the trainer learns from.
// usage: align FEATURES TRUTH. Reads FEATURES/NAME.blocks (a block a line) and TRUTH/NAME.json, writes
// FEATURES/NAME.labels: the number of blocks, of the truth's words and of those found on the page (u32 each), then for
// each block its words (u32) and the share of them that was matched (f32). Words are what the scorer counts (\w+ in
// lower case).

#include "alignment.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <algorithm>

namespace {

class Dictionary {
public:
    void append(const QString& text, Words& words) {
        QString word;
        for (const QChar c : text.toLower()) {
            if (c.isLetterOrNumber() || c == u'_' || c.isSurrogate()) {
                word += c;
            } else if (!word.isEmpty()) {
                words.push_back(number(word));
                word.clear();
            }
        }
        if (!word.isEmpty())
            words.push_back(number(word));
    }

private:
    QHash<QString, Word> m_numbers;
    Word number(const QString& word) {
        const auto found = m_numbers.constFind(word);
        return found != m_numbers.constEnd() ? *found : *m_numbers.insert(word, Word(m_numbers.size()));
    }
};

QByteArray readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template<typename Number>
void put(QByteArray& bytes, Number value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

bool label(const QString& folder, const QString& name, const QString& truthFolder) {
    const QByteArray truthBytes = readAll(truthFolder + QLatin1Char('/') + name + QLatin1String(".json"));
    if (truthBytes.isEmpty())
        return false;
    Dictionary dictionary;
    Words truth;
    dictionary.append(QJsonDocument::fromJson(truthBytes)
                          .object()[QLatin1String("ground_truth")]
                          .toObject()[QLatin1String("main_content")]
                          .toString(),
                      truth);
    Words page;
    std::vector<size_t> ends;
    QString lines = QString::fromUtf8(readAll(folder + QLatin1Char('/') + name + QLatin1String(".blocks")));
    if (lines.endsWith(u'\n'))
        lines.chop(1);
    if (!lines.isEmpty()) {
        for (const QString& line : lines.split(u'\n')) {
            dictionary.append(line, page);
            ends.push_back(page.size());
        }
    }
    const std::vector<bool> matched = matchedWords(page, truth);
    QByteArray out;
    put(out, quint32(ends.size()));
    put(out, quint32(truth.size()));
    put(out, quint32(std::count(matched.begin(), matched.end(), true)));
    size_t from = 0;
    for (const size_t end : ends) {
        const auto hits = std::count(matched.begin() + qptrdiff(from), matched.begin() + qptrdiff(end), true);
        put(out, quint32(end - from));
        put(out, end > from ? float(hits) / float(end - from) : 0.F);
        from = end;
    }
    QFile file(folder + QLatin1Char('/') + name + QLatin1String(".labels"));
    return file.open(QIODevice::WriteOnly) && file.write(out) == out.size();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        QTextStream(stderr) << "usage: align FEATURES TRUTH\n";
        return 2;
    }
    int failed = 0;
    for (const QString& file : QDir(arguments[1]).entryList({QStringLiteral("*.blocks")}, QDir::Files, QDir::Name))
        failed += label(arguments[1], file.chopped(7), arguments[2]) ? 0 : 1;
    if (failed > 0)
        QTextStream(stderr) << failed << " pages without truth\n";
    return failed > 0 ? 1 : 0;
}
