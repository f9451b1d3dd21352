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
    void showDocument(std::shared_ptr<ArticleDocument> document);
    void showNothing();
    ArticleDocument* article() const { return m_article.get(); }

    double position() const; // 0…1: the share of characters above the window
    void setPosition(double position);
    bool atEnd() const;
    void scrollTo(const QString& anchor);
    bool hasAnchor(const QString& name) const;

    // Marks what `text` finds, and selects the one after (or before) the selection; false when there is none further.
    void markAll(const QString& text);
    bool find(const QString& text, bool backwards, bool fromStart);

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
    void placeColumn();
    void paintMarks();
    void paintBehind(QPainter& painter);
    QRectF blockRect(const QTextBlock& block) const;

    std::shared_ptr<ArticleDocument> m_article;
    ReaderColours m_colours;
    QList<ExtraSelection> m_marks; // what was found
    int m_column = 640;
    int m_placed = 0; // the column's width now
};

} // namespace ui
