#include "ui/archive/archivescreen.h"

#include <QMimeData>

namespace ui {

ArchiveScreen::ArchiveScreen(const Core& core, QWidget* parent)
    : Screen(parent)
    , m_core(core) {}

ArchiveScreen::~ArchiveScreen() = default;

QString ArchiveScreen::place() const {
    return QStringLiteral("archive");
}

QString ArchiveScreen::title() const {
    return tr("Archive");
}

Icon ArchiveScreen::icon() const {
    return Icon::Archive;
}

void ArchiveScreen::archiveNow(const QStringList&) {}

bool ArchiveScreen::takes(const QMimeData& mime) const {
    return mime.hasUrls() || mime.hasText() || mime.hasHtml();
}

void ArchiveScreen::take(const QMimeData&) {}

void ArchiveScreen::setDrawn(bool) {}

QString ArchiveScreen::progressText() const {
    return {};
}

qint64 ArchiveScreen::running() const {
    return 0;
}

} // namespace ui
