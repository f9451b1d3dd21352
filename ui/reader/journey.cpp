#include "ui/reader/journey.h"

#include "ui/reader/articleloader.h"
#include "ui/reader/articleparts.h"
#include "ui/reader/articleview.h"

namespace ui {

namespace {
constexpr int saveAfter = 1'500; // ms without scrolling
}

Journey::Journey(library::Library& library, ArticleLoader& loader, ArticleView& view, const ArticleParts& parts,
                 QObject* parent)
    : QObject(parent)
    , m_loader(loader)
    , m_view(view)
    , m_parts(parts)
    , m_places(library) {
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(saveAfter);
    connect(&m_saveSoon, &QTimer::timeout, this, &Journey::savePlace);
    connect(&view, &ArticleView::scrolled, &m_saveSoon, qOverload<>(&QTimer::start));
}

void Journey::visit(const Visit& next) {
    savePlace();
    m_visits.visit(next);
    m_loader.setColumnWidth(m_view.columnWidth());
    const auto left = m_places.left(next.page);
    m_loader.open(next.page, next.snapshot, left && next.snapshot == 0 ? *left : next.position);
}

void Journey::back() {
    savePlace();
    revisit(m_visits.back());
}

void Journey::forward() {
    savePlace();
    revisit(m_visits.forward());
}

void Journey::revisit(const std::optional<Visit>& visit) {
    if (visit)
        m_loader.open(visit->page, visit->snapshot, visit->position);
}

void Journey::showNewest() {
    const double place = m_loader.ready() ? m_parts.position() : -1;
    m_visits.now().snapshot = 0;
    m_loader.setColumnWidth(m_view.columnWidth());
    m_loader.open(m_page.id, 0, place);
}

void Journey::showAgain(library::SnapshotId snapshot) {
    const double place = m_loader.ready() ? m_parts.position() : 0;
    m_loader.setColumnWidth(m_view.columnWidth());
    m_loader.open(m_page.id, snapshot, place);
}

void Journey::savePlace() {
    m_saveSoon.stop();
    // Nothing of the page is in the view yet, or a part of it that is only looked at.
    if (!m_loader.ready() || m_loader.isPreview() || m_page.id == 0)
        return;
    const double position = m_parts.position();
    m_visits.now().position = position;
    m_places.save(m_page, position);
}

} // namespace ui
