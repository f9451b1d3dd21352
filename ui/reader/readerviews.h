#pragma once

#include "library/types.h"

#include <QStackedWidget>

class QLabel;

namespace library {
class Library;
}
namespace models {
class CaptureModel;
}

namespace ui {

class ArticleView;
class CaptureTable;
class OtherFileView;
class SourceView;
class Worker;

// What stands in the middle of the reader: one of five ways to look at a page.
class ReaderViews : public QStackedWidget {
    Q_OBJECT

public:
    enum class View { Empty, Article, Source, Captures, OtherFile };

    ReaderViews(library::Library& library, Worker& worker, models::CaptureModel* captures, QWidget* parent = nullptr);

    void setView(View view);
    View shown() const { return static_cast<View>(currentIndex()); }
    void setEmptyText(const QString& text);

    ArticleView* article() const { return m_article; }
    SourceView* source() const { return m_source; }
    OtherFileView* otherFile() const { return m_otherFile; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* m_empty;
    ArticleView* m_article;
    SourceView* m_source;
    CaptureTable* m_captures;
    OtherFileView* m_otherFile;
};

} // namespace ui
