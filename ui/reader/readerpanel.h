#pragma once

#include "ui/reader/articleloader.h"
#include "ui/reader/articlesearch.h"
#include "ui/reader/linkresolver.h"
#include "ui/reader/otherfileview.h"
#include "ui/reader/visits.h"

#include <QCache>
#include <QTimer>
#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QListWidget;
class QMenu;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace models {
class CaptureModel;
class SnapshotModel;
} // namespace models

namespace ui {

class ArticleView;
class Banner;
class CaptureTable;
class FindBar;
class NoteEdit;
class PartBar;
class ReaderTools;
class SnapshotStrip;
class SourceView;
class TagEdit;

// One page: its snapshots, the article in its column, source, captures, tags and note.
class ReaderPanel : public QWidget {
    Q_OBJECT

public:
    ReaderPanel(library::Library& library, QAbstractItemModel* knownTags, QWidget* parent = nullptr);
    ~ReaderPanel() override;

    void setDoors(const ReaderDoors& doors);
    void open(library::PageId page, library::SnapshotId snapshot = 0);
    void close();        // nothing is shown
    void focusArticle(); // now, or as soon as it is there
    library::PageId page() const { return m_details.page.id; }
    const PageDetails& details() const { return m_details; }
    ReaderTools* tools() const { return m_tools; }
    ArticleView* view() const { return m_view; }
    void saveState(QSettings& settings) const;
    void restoreState(const QSettings& settings);

Q_SIGNALS:
    void starWanted(library::PageId page, bool starred);
    void readWanted(library::PageId page, bool read);
    void tagWanted(library::PageId page, const QString& tag, bool added);
    void removeWanted(library::PageId page);
    void restoreWanted(library::PageId page);
    void captureAgainWanted(library::PageId page);
    void archiveWanted(const QStringList& links);
    void pageShown(library::PageId page); // by a link or the history too

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    enum class View { Empty, Article, Source, Captures, OtherFile };

    void layOut();
    QWidget* buildEmpty();
    void connectLoader();
    void connectWidgets();
    void connectTools();
    void showDetails(const PageDetails& details);
    void showArticle(const std::shared_ptr<ArticleDocument>& document, int part, double position);
    void showNothingToRead(const library::SnapshotRow& snapshot);
    void showProblem(const QString& sentence);
    void showHeadings();
    void showPart(int part, double position);
    void showView(View view);
    void visit(const Visit& visit);
    double articlePosition() const; // over all parts
    void savePosition();
    void applyStyle(const ReaderStyle& style);
    void openLink(const QUrl& link);
    bool scrollToFragment(const QUrl& link);
    void openOutside(const QUrl& link);
    void fillLinkMenu(const QUrl& link, QMenu* menu);

    library::Library& m_library;
    ReaderDoors m_doors;
    Worker m_worker;
    ArticleLoader m_loader;
    LinkResolver m_links;
    ReaderStyle m_style;
    PageDetails m_details;
    library::SnapshotRow m_snapshot;
    Visits m_visits;
    QCache<library::PageId, double> m_left{200}; // where pages were left, ahead of what the library has written
    int m_part = 0;
    QString m_wantedAnchor;
    bool m_wantsFocus = false;
    QTimer m_savePosition;
    QTimer m_changed;
    QTimer m_rebuild;

    ReaderTools* m_tools;
    models::SnapshotModel* m_snapshots;
    models::CaptureModel* m_captures;
    SnapshotStrip* m_strip;
    Banner* m_banner;
    TagEdit* m_tags;
    QSplitter* m_middle;
    QListWidget* m_contents;
    QStackedWidget* m_views;
    QLabel* m_emptyText;
    ArticleView* m_view;
    SourceView* m_source;
    CaptureTable* m_captureTable;
    OtherFileView* m_otherFile;
    PartBar* m_partBar;
    FindBar* m_find;
    ArticleSearch m_search;
    NoteEdit* m_note;
    QLabel* m_hovered;
};

} // namespace ui
