#include "ui/library/pagecounts.h"

#include "library/errors.h"
#include "library/library.h"

namespace ui {

namespace {

constexpr int readAfter = 1'500; // ms
constexpr int mostSites = 2'000;

struct Counts {
    QList<library::TagCount> sites;
    QList<library::TagCount> tags;
};

} // namespace

PageCounts::PageCounts(library::Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(readAfter);
    connect(&m_soon, &QTimer::timeout, this, &PageCounts::read);
    connect(&library, &library::Library::changed, this, [this] {
        if (m_watched && !m_soon.isActive())
            m_soon.start();
    });
}

void PageCounts::setWatched(bool watched) {
    m_watched = watched;
    if (watched)
        read();
}

void PageCounts::read() {
    m_library.read(
        library::ReadLane::Lists, this,
        [](library::Stores& stores) -> base::Result<Counts> {
            auto sites = stores.pages.sites(mostSites);
            auto tags = stores.pages.tags();
            if (!sites || !tags)
                return sites ? tags.error() : sites.error();
            return Counts{std::move(*sites), std::move(*tags)};
        },
        [this](const base::Result<Counts>& counts) {
            if (!counts) {
                if (counts.error().kind == library::interrupted)
                    m_soon.start();
                return;
            }
            m_sites.setCounts(counts->sites);
            m_tags.setCounts(counts->tags);
        });
}

} // namespace ui
