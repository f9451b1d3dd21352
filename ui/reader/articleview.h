#pragma once

#include "ui/reader/articledocument.h"

#include <QTextBrowser>
#include <QUrl>

#include <memory>

class QMenu;

namespace ui {

// The article in its calm column. It shows a document that was built elsewhere, opens nothing and follows no link:
// what is clicked is told by signals.
class ArticleView : public QTextBrowser {
    Q_OBJECT

public:
    explicit ArticleView(QWidget* parent = nullptr);
    ~ArticleView() override;

    void setColours(const ReaderColours& colours);
    void setColumn(int pixels); // the widest the text gets
    int columnWidth() const;    // what it gets in this window
    // Keep: it is the same text as before in another style.
    enum class Selection { Drop, Keep };
    void showDocument(std::shared_ptr<ArticleDocument> document, Selection selection = Selection::Drop);
    void showNothing();
    ArticleDocument* article() const { return m_article.get(); }

    double position() const; // 0…1: the share of characters above the window
    void setPosition(double position);
    bool atEnd() const;
    void scrollTo(const QString& anchor);
    bool hasAnchor(const QString& name) const;

    // Where `text` stands in this document, without regard to case. Marks those places, the selected one above all.
    void search(const QString& text);
    int found() const { return static_cast<int>(m_found.size()); }
    int foundAt() const;                   // which of them is selected, from 0; −1: none
    int foundBeside(bool backwards) const; // the one after (or before) the selection; −1: none further
    void selectFound(int which);
    void startSearchHere(); // from what is selected, else from the first line that is shown

Q_SIGNALS:
    void linkClicked(const QUrl& link);
    void linkHovered(const QString& link);
    void linkMenuWanted(const QUrl& link, QMenu* menu); // add to it what else can be done with the link
    void scrolled();                                    // by the reader, or by setPosition()
    void nextPartWanted();                              // further down than the end
    void previousPartWanted();
    void columnChanged();

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    int firstShown() const; // the position at the top of the window
    void placeColumn();
    void paintMarks();
    QTextCursor foundCursor(int which) const;
    void paintBehind(QPainter& painter);
    QRectF blockRect(const QTextBlock& block) const;

    std::shared_ptr<ArticleDocument> m_article;
    ReaderColours m_colours;
    QString m_wanted;   // what is looked for
    QList<int> m_found; // positions, in order
    int m_column = 640;
    int m_placed = 0; // the column's width now
};

} // namespace ui
