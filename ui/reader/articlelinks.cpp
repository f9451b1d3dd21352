#include "ui/reader/articlelinks.h"

#include "ui/reader/articleloader.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace ui {

ArticleLinks::ArticleLinks(library::Library& library, const ArticleLoader& loader, QObject* parent)
    : QObject(parent)
    , m_loader(loader)
    , m_kept(library)
    , m_doors(ReaderDoors::system()) {}

void ArticleLinks::setPage(library::PageId page, const QString& link) {
    m_page = page;
    m_link = link;
}

void ArticleLinks::open(const QUrl& link) {
    if (openHere(link))
        return;
    m_kept.lookUp(this, link, [this, link](library::PageId kept) {
        if (kept != 0 && kept != m_page)
            Q_EMIT pageWanted(kept);
        else
            openOutside(link);
    });
}

bool ArticleLinks::openHere(const QUrl& link) {
    if (!link.hasFragment() || !m_loader.ready())
        return false;
    const ReadyArticle& ready = *m_loader.ready();
    const QUrl bare = link.adjusted(QUrl::RemoveFragment);
    const bool here = bare.isEmpty() || bare == QUrl(ready.snapshot.finalLink).adjusted(QUrl::RemoveFragment) ||
                      bare == QUrl(m_link).adjusted(QUrl::RemoveFragment);
    if (!here)
        return false;
    const QString anchor = link.fragment(QUrl::FullyDecoded);
    const int part = ready.prepared.anchors.value(anchor, -1);
    if (part >= 0)
        Q_EMIT placeWanted(part, anchor);
    return true;
}

void ArticleLinks::openOutside(const QUrl& link) {
    if (mayOpenOutside(link))
        m_doors.openOutside(link);
    else
        Q_EMIT refused(tr("Links of the kind “%1” are not opened.").arg(link.scheme()));
}

void ArticleLinks::fillMenu(const QUrl& link, QMenu* menu) {
    QAction* inside = menu->addAction(tr("Open in the &library"), this, [this, link] { open(link); });
    inside->setObjectName(QStringLiteral("openInLibraryAction"));
    inside->setEnabled(false);
    m_kept.lookUp(inside, link, [inside](library::PageId kept) { inside->setEnabled(kept != 0); });
    QAction* outside = menu->addAction(tr("Open in the &browser"), this, [this, link] { openOutside(link); });
    outside->setEnabled(mayOpenOutside(link));
    QAction* archive = menu->addAction(tr("&Archive this link"), this,
                                       [this, link] { Q_EMIT archiveWanted({link.toString(QUrl::FullyEncoded)}); });
    archive->setObjectName(QStringLiteral("archiveLinkAction"));
    archive->setEnabled(link.scheme().startsWith(QLatin1String("http")) && mayOpenOutside(link));
    QAction* copy = menu->addAction(tr("Copy the lin&k"), this, [link] {
        QGuiApplication::clipboard()->setText(link.toString(QUrl::FullyEncoded));
    });
    copy->setObjectName(QStringLiteral("copyThisLinkAction"));
}

} // namespace ui
