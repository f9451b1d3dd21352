// What the reader does when the library has changed under what is read.
#include "ui/reader/articleview.h"
#include "ui/reader/findbar.h"
#include "ui/reader/partchooser.h"
#include "ui/reader/readerpanel.h"
#include "ui/widgets/banner.h"

#include <algorithm>

namespace ui {

// The article on the screen was made again in the library: by a choice, its undo, or for the whole library.
bool ReaderPanel::showMadeAnew() {
    const auto row = std::find_if(m_details.snapshots.begin(), m_details.snapshots.end(),
                                  [this](const library::SnapshotRow& each) { return each.id == m_snapshot.id; });
    if (row == m_details.snapshots.end() || (row->articleBlob == m_snapshot.articleBlob &&
                                             row->choice == m_snapshot.choice && row->title == m_snapshot.title))
        return false;
    m_snapshot.articleBlob = row->articleBlob; // once
    m_snapshot.choice = row->choice;
    m_snapshot.title = row->title;
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
