#pragma once

#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace ui {

struct HtmlToken {
    enum Kind { Text, Start, End } kind = Text;
    QString tag;                                   // lower case
    QStringView text;                              // as written, entities and all
    QList<std::pair<QString, QString>> attributes; // decoded; at most 32

    QString attribute(const QString& name) const;
};

// Reads the sanitiser's output, and anything else without harm: what is no tag is text. Linear in its input.
class HtmlTokens {
public:
    explicit HtmlTokens(const QString& html)
        : m_html(html) {}

    std::optional<HtmlToken> next();
    void skipPast(const QString& tag); // to the end of the element that has just begun

private:
    std::optional<HtmlToken> tagAt(qsizetype start);
    void readAttributes(HtmlToken& token, qsizetype& at) const;

    const QString& m_html;
    qsizetype m_at = 0;
};

// Entities as the sanitiser writes them, and numeric ones.
QString decodedText(QStringView raw);

} // namespace ui
