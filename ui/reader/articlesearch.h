#pragma once

#include <QObject>

namespace ui {

class ArticleLoader;
class ArticleView;
class FindBar;

// Find in page, over all parts of an article: counts in the prepared text, marks and selects in the part that is shown.
class ArticleSearch : public QObject {
    Q_OBJECT

public:
    ArticleSearch(ArticleView& view, FindBar& bar, const ArticleLoader& loader, QObject* parent = nullptr);

    void open(); // the bar, with what is selected
    void close();
    // A part has come: marks it. True when it was asked for by the search, which has placed the view then.
    bool partShown(int part);

Q_SIGNALS:
    void partWanted(int part);

private:
    enum class Arrival { None, First, Last };

    void count();
    void next(bool backwards);

    ArticleView& m_view;
    FindBar& m_bar;
    const ArticleLoader& m_loader;
    int m_part = 0;
    Arrival m_arrival = Arrival::None;
};

} // namespace ui
