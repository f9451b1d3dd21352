#pragma once

#include "ui/reader/linkresolver.h"
#include "ui/reader/otherfileview.h"

#include <QObject>
#include <QUrl>

class QMenu;

namespace ui {

class ArticleLoader;

// Where a link in the article leads: to a place in the article, to another kept page, or to the system's browser, in
// this order. Lives in the interface thread.
class ArticleLinks : public QObject {
    Q_OBJECT

public:
    ArticleLinks(library::Library& library, const ArticleLoader& loader, QObject* parent = nullptr);

    void setDoors(const ReaderDoors& doors) { m_doors = doors; }
    void setPage(library::PageId page, const QString& link); // what is read now
    void open(const QUrl& link);
    void openOutside(const QUrl& link);
    void fillMenu(const QUrl& link, QMenu* menu);

Q_SIGNALS:
    void placeWanted(int part, const QString& anchor);
    void pageWanted(library::PageId page);
    void archiveWanted(const QStringList& links);
    void refused(const QString& sentence);

private:
    bool openHere(const QUrl& link);

    const ArticleLoader& m_loader;
    LinkResolver m_kept;
    ReaderDoors m_doors;
    library::PageId m_page = 0;
    QString m_link;
};

} // namespace ui
