#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace formats {

// Blocks of Markdown one below the other, within quotations and list items, with the blank lines between them.
class MarkdownBlocks {
public:
    void block(const QString& text); // one line or more
    void openQuote() { open(QStringLiteral("> "), QStringLiteral("> ")); }
    void openDefinition() { open(QStringLiteral(": "), QStringLiteral("  ")); }
    void closeLevel(); // a quotation, a definition or an item; an empty item stands alone
    void openList(bool isOrdered, int start, bool isTight);
    void openItem();
    void closeList();
    bool inList() const { return !m_lists.empty(); }
    QString take();

private:
    struct Level {
        QString first; // before its first line
        QString rest;  // before the others
        bool begun = false;
    };
    struct List {
        bool isOrdered = false;
        bool isTight = true;
        bool hasItems = false;
        qint64 next = 1;
    };
    void open(const QString& first, const QString& rest);
    void separate();
    void line(const QString& text);

    std::vector<Level> m_levels;
    std::vector<List> m_lists;
    QString m_text;
    bool m_gap = false;       // a blank line is due before the next block
    bool m_afterList = false; // another list here would run into the last one
};

} // namespace formats
