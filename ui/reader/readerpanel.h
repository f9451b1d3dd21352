#pragma once

#include "ui/reader/articlechoice.h"
#include "ui/reader/articlelinks.h"
#include "ui/reader/articleloader.h"
#include "ui/reader/articleparts.h"
#include "ui/reader/articlesearch.h"
#include "ui/reader/journey.h"
#include "ui/reader/readerviews.h"

#include <QTimer>
#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QSettings;
class QSplitter;

namespace models {
class CaptureModel;
class SnapshotModel;
} // namespace models

namespace ui {

class ArticleView;
class Banner;
class ChoiceBar;
class ContentsList;
class FindBar;
class LinkLine;
class NoteEdit;
class PartBar;
class PartChooser;
class ReaderTools;
class SnapshotStrip;
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
    void refresh();      // what was written of the page is shown
    void giveUpChoice(); // it could not be written
    ReaderTools* tools() const { return m_tools; }
    ArticleView* view() const { return m_views->article(); }
    void saveState(QSettings& settings) const;
    void restoreState(const QSettings& settings);

Q_SIGNALS:
    void starWanted(library::PageId page, bool starred);
    void readWanted(library::PageId page, bool read);
    void tagsWanted(library::PageId page, const QStringList& tags);
    void tagUnwanted(library::PageId page, const QString& tag);
    void removeWanted(library::PageId page);
    void restoreWanted(library::PageId page);
    void captureAgainWanted(library::PageId page);
    void archiveWanted(const QStringList& links);
    void articleChosen(const ui::ChosenArticle& chosen);
    void pageShown(library::PageId page); // by a link or the history too

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    using View = ReaderViews::View;

    void layOut();
    void connectLoader();
    void connectArticle();
    void connectWidgets();
    void connectTools();
    void connectViews();
    void connectChoice();
    void showChoice(); // of the snapshot that is read
    bool showMadeAnew();
    void showDetails(const PageDetails& details);
    void showArticle(const std::shared_ptr<ArticleDocument>& document, int part, double position);
    void showNothingToRead(const library::SnapshotRow& snapshot);
    void showProblem(const QString& sentence);
    void describe(const ReadyArticle& ready);
    void showView(View view);
    void followNewest(library::SnapshotId before);
    bool atRest() const;
    void applyStyle(const ReaderStyle& style);

    library::Library& m_library;
    Worker m_worker;
    ArticleLoader m_loader;
    ArticleLinks m_links;
    ArticleChoice m_choice;
    double m_placeBeforeParts = 0; // in the article, when its parts were asked for
    ReaderStyle m_style;
    PageDetails m_details;
    library::SnapshotRow m_snapshot;
    bool m_wantsFocus = false;
    QTimer m_changed;
    bool m_stale = false; // the library has changed while this was hidden

    ReaderTools* m_tools;
    models::SnapshotModel* m_snapshots;
    models::CaptureModel* m_captures;
    LinkLine* m_link;
    SnapshotStrip* m_strip;
    Banner* m_banner;
    ChoiceBar* m_choiceBar;
    PartChooser* m_partChooser;
    Banner* m_newer; // a capture that is not shown yet
    TagEdit* m_tags;
    QSplitter* m_middle;
    ContentsList* m_contents;
    ReaderViews* m_views;
    ArticleView* m_view; // one of them
    PartBar* m_partBar;
    ArticleParts m_parts;
    Journey m_journey;
    FindBar* m_find;
    ArticleSearch m_search;
    NoteEdit* m_note;
    QLabel* m_hovered;
};

} // namespace ui
