#include "ui/reader/readerviews.h"

#include "ui/reader/articleview.h"
#include "ui/reader/capturetable.h"
#include "ui/reader/otherfileview.h"
#include "ui/reader/sourceview.h"

#include <QLabel>

namespace ui {

namespace {

QLabel* makeEmpty(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(QStringLiteral("readerEmptyLabel"));
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setMargin(32);
    label->setAutoFillBackground(true);
    label->setBackgroundRole(QPalette::Base);
    return label;
}

} // namespace

ReaderViews::ReaderViews(library::Library& library, Worker& worker, models::CaptureModel* captures, QWidget* parent)
    : QStackedWidget(parent)
    , m_empty(makeEmpty(this))
    , m_article(new ArticleView(this))
    , m_source(new SourceView(library, worker, this))
    , m_captures(new CaptureTable(captures, this))
    , m_otherFile(new OtherFileView(library, worker, this)) {
    for (QWidget* view :
         {static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_article), static_cast<QWidget*>(m_source),
          static_cast<QWidget*>(m_captures), static_cast<QWidget*>(m_otherFile)}) // in the order of View
        addWidget(view);
}

void ReaderViews::setView(View view) {
    setCurrentIndex(static_cast<int>(view));
}

void ReaderViews::setEmptyText(const QString& text) {
    m_empty->setText(text);
}

// Its column is asked for before it is shown for the first time: pictures are decoded to it.
void ReaderViews::resizeEvent(QResizeEvent* event) {
    QStackedWidget::resizeEvent(event);
    m_article->resize(size());
}

} // namespace ui
