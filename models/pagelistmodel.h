#pragma once

#include "library/library.h"
#include "models/idchange.h"

#include <QAbstractListModel>
#include <QCache>
#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

namespace models {

// The library's list, a million pages long if need be: it holds the ordered ids (8 bytes a page) and a window of at
// most 2,000 rows, read on the library's list thread when a view shows them. A change of the library is taken over
// row by row, so that selection and place stay.
class PageListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        PageIdRole = Qt::UserRole + 1,
        RowRole,     // library::PageRow; invalid until it has been read
        SnippetRole, // QString with matches between U+E000 and U+E001; empty unless searching
    };
    static constexpr qsizetype windowRows = 2'000;
    static constexpr int firstHits = 200; // shown while the rest of a search is still being counted

    explicit PageListModel(library::Library& library, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    const library::PageQuery& query() const { return m_query; }
    bool byRank() const { return m_byRank; }
    void setQuery(const library::PageQuery& query, bool byRank = false);
    // While inactive nothing is read; changes of the library are taken over when it becomes active again.
    void setActive(bool active);
    // The rows a view shows now: they and their neighbours are read.
    void setShown(int first, int last);
    void refresh();

    library::PageId pageAt(int row) const; // 0 when there is no such row
    int rowOf(library::PageId page) const; // −1 when it is not in the list
    const QList<library::PageId>& pages() const { return m_ids; }
    bool isReading() const { return m_reading; }
    qint64 inBin() const { return m_inBin; } // how many more the search finds in the bin

Q_SIGNALS:
    void found();                                // the ids of the query are all here
    void inBinCounted();                         // some time after found(), and only of a search
    void readingFailed(const QString& sentence); // the list stays as it was

private:
    struct Entry {
        library::PageRow row;
        QString snippet;
        quint64 version = 0;
    };
    struct Ids {
        QList<library::PageId> ids;
        IdChange change; // from those the model has
    };
    struct Rows {
        QList<library::PageRow> rows;
        QList<library::SearchHit> hits;
    };

    void libraryChanged();
    void readIds(int limit);
    void takeIds(quint64 generation, int limit, base::Result<Ids> ids);
    void replaceIds(const Ids& ids);
    void countInBin();
    void want(int row) const;
    void readRows();
    void takeRows(quint64 generation, quint64 version, const QList<library::PageId>& asked, base::Result<Rows> rows);
    QVariant rowData(const Entry& entry, int role) const;

    library::Library& m_library;
    library::PageQuery m_query;
    bool m_byRank = false;
    bool m_active = true;
    bool m_reading = false;
    bool m_counting = false; // what is in the bin
    bool m_dirty = true;
    qint64 m_inBin = 0;
    quint64 m_generation = 0; // of the query: answers to an older one are thrown away
    quint64 m_version = 0;    // of the library's content: older rows are shown until they are read again
    QList<library::PageId> m_ids;
    mutable QCache<library::PageId, Entry> m_window{windowRows};
    QSet<library::PageId> m_asked;
    int m_shownFirst = 0;
    int m_shownLast = -1;
    QElapsedTimer m_readingSince;
    QTimer m_refresh;          // changes of the library, gathered
    mutable QTimer m_readRows; // rows wanted, gathered over one turn of the event loop
};

} // namespace models
