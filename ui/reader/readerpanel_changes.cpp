// What the reader does when the library has changed under what is read.
#include "models/snapshotmodel.h"
#include "ui/reader/articleview.h"
#include "ui/reader/findbar.h"
#include "ui/reader/partchooser.h"
#include "ui/reader/readerpanel.h"
#include "ui/widgets/banner.h"

#include <algorithm>

namespace ui {

namespace {

bool looksTheSame(const library::SnapshotRow& one, const library::SnapshotRow& other) {
    return one.articleBlob == other.articleBlob && one.choice == other.choice && one.title == other.title &&
           one.byline == other.byline && one.publishedAt == other.publishedAt && one.direction == other.direction &&
           one.flag == other.flag;
}

} // namespace

// The article on the screen was made again in the library: by a choice, its undo, or for the whole library.
bool ReaderPanel::showMadeAnew() {
    const auto row = std::find_if(m_details.snapshots.begin(), m_details.snapshots.end(),
                                  [this](const library::SnapshotRow& each) { return each.id == m_snapshot.id; });
    if (row == m_details.snapshots.end() || looksTheSame(*row, m_snapshot))
        return false;
    m_snapshot = *row; // once
    m_snapshots->setSnapshots(m_details.snapshots, m_details.page.currentSnapshot);
    m_partChooser->hide();
    m_journey.showAgain(m_snapshot.id);
    return true;
}

void ReaderPanel::refresh() {
    m_loader.reload();
}

// Whoever has the newest snapshot before them wants to go on with it, but is not torn away from what is being read.
void ReaderPanel::followNewest(library::SnapshotId before) {
    const library::SnapshotId newest = m_details.page.currentSnapshot;
    if (newest == 0 || newest == before || m_snapshot.id != before)
        return;
    if (atRest())
        m_journey.showNewest();
    else
        m_newer->show();
}

bool ReaderPanel::atRest() const {
    if (m_snapshot.id == 0 || m_views->shown() == View::OtherFile)
        return true;
    return m_views->shown() == View::Article && m_parts.position() <= 0 && !m_view->textCursor().hasSelection() &&
           !m_find->isVisible();
}

} // namespace ui
