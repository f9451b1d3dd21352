#pragma once

#include "ui/reader/findbar.h"
#include "ui/widgets/worker.h"

#include <QObject>

#include <optional>

namespace ui {

class ArticleLoader;
class ArticleView;
struct ReadyArticle;

// Find in page, over all parts of an article: marks and selects in the part that is shown; the other parts' text is
// counted on the worker, so that a very long article does not hold the interface thread.
class ArticleSearch : public QObject {
    Q_OBJECT

public:
    ArticleSearch(ArticleView& view, FindBar& bar, const ArticleLoader& loader, Worker& worker,
                  QObject* parent = nullptr);

    void open(); // the bar, with what is selected
    void close();
    void next(bool backwards); // round the whole article; with the bar closed, for what was looked for last
    // A part has come: marks it. True when it was asked for by the search, which has placed the view then.
    bool partShown(int part);

Q_SIGNALS:
    void partWanted(int part);

private:
    enum class Arrival { None, First, Last };

    void look();
    void count();
    void counted(const QList<qsizetype>& counts);
    void step(bool backwards);
    void tell();

    ArticleView& m_view;
    FindBar& m_bar;
    const ArticleLoader& m_loader;
    Worker& m_worker;
    int m_part = 0;
    Arrival m_arrival = Arrival::None;             // what to select in the part that is on its way
    std::shared_ptr<const ReadyArticle> m_article; // which is counted
    QList<qsizetype> m_counts;                     // of each part; empty: not known yet
    Stop m_counting;
    std::optional<bool> m_stepLater; // backwards; as soon as it is counted
    FindBar::Round m_round = FindBar::Round::No;
};

} // namespace ui
