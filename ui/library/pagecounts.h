#pragma once

#include "models/tagcountmodel.h"

#include <QObject>
#include <QTimer>

namespace library {
class Library;
}

namespace ui {

// The sites and tags there are, read anew a while after the library has changed, as long as somebody looks.
class PageCounts : public QObject {
    Q_OBJECT

public:
    explicit PageCounts(library::Library& library, QObject* parent = nullptr);

    void setWatched(bool watched);
    models::TagCountModel& sites() { return m_sites; }
    models::TagCountModel& tags() { return m_tags; }

private:
    void read();

    library::Library& m_library;
    models::TagCountModel m_sites;
    models::TagCountModel m_tags;
    QTimer m_soon;
    bool m_watched = false;
};

} // namespace ui
