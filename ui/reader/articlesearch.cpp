#include "ui/reader/articlesearch.h"

#include "ui/reader/articleloader.h"
#include "ui/reader/articleview.h"
#include "ui/reader/findbar.h"

#include <utility>

namespace ui {

ArticleSearch::ArticleSearch(ArticleView& view, FindBar& bar, const ArticleLoader& loader, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_bar(bar)
    , m_loader(loader) {
    connect(&bar, &FindBar::textChanged, this, &ArticleSearch::count);
    connect(&bar, &FindBar::nextWanted, this, [this] { next(false); });
    connect(&bar, &FindBar::previousWanted, this, [this] { next(true); });
    connect(&bar, &FindBar::closed, this, &ArticleSearch::close);
}

void ArticleSearch::open() {
    m_bar.open(m_view.textCursor().selectedText());
    count();
}

void ArticleSearch::close() {
    m_bar.hide();
    m_view.markAll({});
    m_view.setFocus();
}

bool ArticleSearch::partShown(int part) {
    m_part = part;
    const Arrival arrival = std::exchange(m_arrival, Arrival::None);
    if (!m_bar.isVisible())
        return false;
    m_view.markAll(m_bar.text());
    return arrival != Arrival::None && m_view.find(m_bar.text(), arrival == Arrival::Last, true);
}

void ArticleSearch::count() {
    const QString text = m_bar.text();
    m_view.markAll(text);
    if (text.isEmpty() || !m_loader.ready()) {
        m_bar.setCount(-1);
        return;
    }
    qsizetype found = 0;
    for (const ArticlePart& part : m_loader.ready()->prepared.parts)
        found += part.text.count(text, Qt::CaseInsensitive);
    m_bar.setCount(static_cast<int>(found));
    QTextCursor start = m_view.textCursor();
    start.setPosition(start.selectionStart());
    m_view.setTextCursor(start);
    if (found > 0)
        next(false);
}

// Through this part, then the next one that has it, then round from the other end.
void ArticleSearch::next(bool backwards) {
    const QString text = m_bar.text();
    if (text.isEmpty() || !m_loader.ready() || m_view.find(text, backwards, false))
        return;
    const QList<ArticlePart>& parts = m_loader.ready()->prepared.parts;
    const auto count = static_cast<int>(parts.size());
    for (int step = 1; step < count; ++step) {
        const int part = (m_part + (backwards ? count - step : step)) % count;
        if (!parts.at(part).text.contains(text, Qt::CaseInsensitive))
            continue;
        m_arrival = backwards ? Arrival::Last : Arrival::First;
        Q_EMIT partWanted(part);
        return;
    }
    m_view.find(text, backwards, true);
}

} // namespace ui
