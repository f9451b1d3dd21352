#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace formats {

// The words of one paragraph, heading or cell, with emphasis and links. White space moves out of emphasis, which
// Markdown would not read otherwise, and marks around nothing are left out.
class MarkdownLine {
public:
    void text(const QString& text); // white space folded
    void code(const QString& code);
    void image(const QString& source, const QString& alt);
    void lineBreak();
    void open(const QString& mark); // "**", "*", "~~", "[" …
    void close(const QString& mark);
    void openLink(const QString& destination);
    void closeLink();
    void openHtml(const QString& element);
    void closeHtml(const QString& element);
    QString take(); // all marks closed; the line begins anew

    bool isEmpty() const { return m_text.isEmpty(); }

private:
    void begin(); // what waits to be written before the next word
    void end(size_t first); // this mark and those opened after it

    struct Mark {
        QString opening;
        QString closing;
        bool written = false;
    };
    QString m_text;
    std::vector<Mark> m_marks;
    bool m_space = false;
};

} // namespace formats
