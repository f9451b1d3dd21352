#pragma once

#include "ui/reader/readingplaces.h"
#include "ui/reader/visits.h"

#include <QObject>
#include <QTimer>

namespace ui {

class ArticleLoader;
class ArticleParts;
class ArticleView;

// From page to page and back again, each at the place where it was left.
class Journey : public QObject {
    Q_OBJECT

public:
    Journey(library::Library& library, ArticleLoader& loader, ArticleView& view, const ArticleParts& parts,
            QObject* parent = nullptr);

    void visit(const Visit& next);
    void back();
    void forward();
    void showNewest(); // snapshot of the page that is shown, at the place where the one before is now
    void showAgain(library::SnapshotId snapshot); // it was made anew: from the library, at the same place
    // The page that is shown, as the library has it; the place is written for this one.
    void setPage(const library::Page& page) { m_page = page; }
    void savePlace();
    const Visit& now() const { return m_visits.now(); }
    bool canGoBack() const { return m_visits.canGoBack(); }
    bool canGoForward() const { return m_visits.canGoForward(); }

private:
    void revisit(const std::optional<Visit>& visit);

    ArticleLoader& m_loader;
    ArticleView& m_view;
    const ArticleParts& m_parts;
    ReadingPlaces m_places;
    Visits m_visits;
    library::Page m_page;
    QTimer m_saveSoon;
};

} // namespace ui
