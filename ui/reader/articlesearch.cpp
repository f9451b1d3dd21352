#include "ui/reader/articlesearch.h"

#include "ui/reader/articleloader.h"
#include "ui/reader/articletext.h"
#include "ui/reader/articleview.h"

#include <numeric>
#include <utility>

namespace ui {

using Round = FindBar::Round;

ArticleSearch::ArticleSearch(ArticleView& view, FindBar& bar, const ArticleLoader& loader, Worker& worker,
                             QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_bar(bar)
    , m_loader(loader)
    , m_worker(worker) {
    connect(&bar, &FindBar::textChanged, this, &ArticleSearch::look);
    connect(&bar, &FindBar::nextWanted, this, [this] { next(false); });
    connect(&bar, &FindBar::previousWanted, this, [this] { next(true); });
    connect(&bar, &FindBar::closed, this, &ArticleSearch::close);
}

void ArticleSearch::open() {
    const QString selected = m_view.textCursor().selectedText();
    m_view.startSearchHere();
    m_bar.open(selected);
    look();
}

void ArticleSearch::close() {
    m_bar.hide();
    m_view.search({});
    m_view.setFocus();
}

// For what is typed now, from where the last search began.
void ArticleSearch::look() {
    m_round = Round::No;
    m_view.search(m_bar.text());
    count();
    if (m_bar.text().isEmpty() || m_arrival != Arrival::None)
        return;
    QTextCursor start = m_view.textCursor();
    start.setPosition(start.selectionStart());
    m_view.setTextCursor(start);
    step(false);
}

void ArticleSearch::next(bool backwards) {
    if (m_bar.text().isEmpty()) {
        open();
        return;
    }
    if (!m_bar.isVisible()) {
        m_bar.show();
        m_view.search(m_bar.text());
        count();
    }
    step(backwards);
}

void ArticleSearch::count() {
    if (m_counting)
        m_counting->store(true);
    m_counting.reset();
    m_stepLater.reset();
    m_counts.clear();
    m_article = m_loader.ready();
    const QString text = m_bar.text();
    if (!m_article || text.isEmpty()) {
        tell();
        return;
    }
    if (m_article->prepared.parts.size() == 1) {
        counted({m_view.found()});
        return;
    }
    auto counts = std::make_shared<QList<qsizetype>>();
    m_counting = m_worker.run(
        this,
        [counts, article = m_article, text](const Stop& stop) {
            for (const ArticlePart& part : article->prepared.parts) {
                if (stop->load())
                    return;
                counts->append(countFound(part.text, text));
            }
        },
        [this, counts, article = m_article, text] {
            if (article == m_article && text == m_bar.text())
                counted(*counts);
        });
}

void ArticleSearch::counted(const QList<qsizetype>& counts) {
    if (counts.size() != m_article->prepared.parts.size()) // it was stopped
        return;
    m_counts = counts;
    if (m_arrival == Arrival::None)
        m_counts[m_part] = m_view.found(); // as it is shown
    const auto later = std::exchange(m_stepLater, std::nullopt);
    if (later && m_bar.isVisible())
        step(*later);
    tell();
}

// Through this part, then the next one that has it, then round from the other end.
void ArticleSearch::step(bool backwards) {
    if (!m_loader.ready() || m_bar.text().isEmpty())
        return;
    m_round = Round::No;
    if (const int beside = m_view.foundBeside(backwards); beside >= 0) {
        m_view.selectFound(beside);
        tell();
        return;
    }
    if (m_counts.isEmpty()) {
        m_stepLater = backwards;
        return;
    }
    const auto parts = static_cast<int>(m_counts.size());
    for (int step = 1; step < parts; ++step) {
        const int part = (m_part + (backwards ? parts - step : step)) % parts;
        if (m_counts.at(part) == 0)
            continue;
        if (backwards ? part > m_part : part < m_part)
            m_round = backwards ? Round::FromEnd : Round::FromTop;
        m_arrival = backwards ? Arrival::Last : Arrival::First;
        Q_EMIT partWanted(part);
        return;
    }
    if (m_view.found() > 0) {
        m_round = backwards ? Round::FromEnd : Round::FromTop;
        m_view.selectFound(backwards ? m_view.found() - 1 : 0);
    }
    tell();
}

bool ArticleSearch::partShown(int part) {
    m_part = part;
    const Arrival arrival = std::exchange(m_arrival, Arrival::None);
    if (!m_bar.isVisible())
        return false;
    m_view.search(m_bar.text());
    if (m_article != m_loader.ready())
        count();
    else if (!m_counts.isEmpty())
        m_counts[part] = m_view.found();
    const bool placed = arrival != Arrival::None && m_view.found() > 0;
    if (placed)
        m_view.selectFound(arrival == Arrival::Last ? m_view.found() - 1 : 0);
    else if (arrival != Arrival::None) // something else was typed meanwhile
        step(arrival == Arrival::Last);
    tell();
    return placed;
}

void ArticleSearch::tell() {
    if (m_counts.isEmpty()) {
        m_bar.setNothing();
        return;
    }
    const int at = m_view.foundAt();
    const qsizetype before = std::accumulate(m_counts.begin(), m_counts.begin() + m_part, qsizetype(0));
    const qsizetype all = std::accumulate(m_counts.begin(), m_counts.end(), qsizetype(0));
    m_bar.setFound(at < 0 ? 0 : before + at + 1, all, m_round);
}

} // namespace ui
