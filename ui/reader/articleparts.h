#pragma once

#include "ui/reader/readerstyle.h"

#include <QObject>
#include <QTimer>

namespace ui {

class ArticleLoader;
class ArticleView;
class PartBar;

// Which part of an article is shown, and where in it: asked for by the bar below, a heading, a link, the search, or by
// going further than an end. Builds the part anew when the column's width or the style has changed.
class ArticleParts : public QObject {
    Q_OBJECT

public:
    ArticleParts(ArticleLoader& loader, ArticleView& view, PartBar& bar, QObject* parent = nullptr);

    void show(int part, double position = 0); // position within the part
    void showPlace(int part, const QString& anchor);
    // The part's document is in the view: goes to what was asked for, unless that is done already.
    void arrived(int part, double position, bool placed);
    int shown() const { return m_part; }
    double position() const; // 0…1 over all parts
    void setStyle(const ReaderStyle& style, const ReaderColours& colours, qreal pixelRatio);

private:
    void place(double position, bool placed);

    ArticleLoader& m_loader;
    ArticleView& m_view;
    PartBar& m_bar;
    int m_part = 0;
    QString m_wantedAnchor;
    QTimer m_rebuild;
};

} // namespace ui
