#include "ui/reader/readingplaces.h"

namespace ui {

ReadingPlaces::ReadingPlaces(library::Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library) {}

std::optional<double> ReadingPlaces::left(library::PageId page) const {
    const double* position = m_left.object(page);
    return position ? std::optional(*position) : std::nullopt;
}

void ReadingPlaces::save(library::Page& page, double position) {
    if (m_library.readOnly() || qAbs(position - page.readPosition) < 0.001)
        return;
    page.readPosition = position;
    m_left.insert(page.id, new double(position));
    // Read to its end is read; that is no doing of the person's, so it is not in the way of undo.
    const bool ended = position >= 1 && !page.readAt;
    m_library.write(
        this,
        [page = page.id, position, ended](library::Stores& stores) -> base::Result<void> {
            auto placed = stores.pages.setReadPosition(page, position);
            return placed && ended ? stores.pages.setRead({page}, QDateTime::currentDateTimeUtc()) : placed;
        },
        [](const base::Result<void>&) {}); // a place that is not kept is no loss worth a message
}

} // namespace ui
