#pragma once

#include "library/library.h"

#include <QCache>
#include <QObject>

#include <optional>

namespace ui {

// Where pages were left, 0…1. What the library has not written yet is known here already.
class ReadingPlaces : public QObject {
    Q_OBJECT

public:
    explicit ReadingPlaces(library::Library& library, QObject* parent = nullptr);

    std::optional<double> left(library::PageId page) const;
    // Writes the place into the library; a page read to its end is marked as read.
    void save(library::Page& page, double position);

private:
    library::Library& m_library;
    QCache<library::PageId, double> m_left{200};
};

} // namespace ui
