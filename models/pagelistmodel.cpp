#include "models/pagelistmodel.h"

#include "library/errors.h"
#include "models/format.h"
#include "models/pagewords.h"

#include <QThread>

#include <algorithm>

namespace models {

namespace {

constexpr int neighbours = 40;        // rows read beyond those shown, so that scrolling finds them there
constexpr int refreshSoonest = 250;   // ms
constexpr int refreshLatest = 10'000; // ms
constexpr int refreshShare = 4;       // reading a huge list again takes at most about a fifth of one thread

} // namespace

PageListModel::PageListModel(library::Library& library, QObject* parent)
    : QAbstractListModel(parent)
    , m_library(library) {
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshSoonest);
    m_readRows.setSingleShot(true);
    m_readRows.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &PageListModel::refresh);
    connect(&m_readRows, &QTimer::timeout, this, &PageListModel::readRows);
    connect(&library, &library::Library::changed, this, &PageListModel::libraryChanged);
}

int PageListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

QVariant PageListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const library::PageId page = m_ids.at(index.row());
    if (role == PageIdRole)
        return page;
    const Entry* entry = m_window.object(page);
    if (!entry || entry->version != m_version)
        want(index.row());
    return entry ? rowData(*entry, role) : QVariant();
}

QVariant PageListModel::rowData(const Entry& entry, int role) const {
    switch (role) {
    case Qt::DisplayRole:
        return oneLine(entry.row.title.isEmpty() ? entry.row.link : entry.row.title);
    case Qt::AccessibleTextRole:
        return spokenPage(entry.row);
    case RowRole:
        return QVariant::fromValue(entry.row);
    case SnippetRole:
        return entry.snippet;
    default:
        return {};
    }
}

void PageListModel::setQuery(const library::PageQuery& query, bool byRank) {
    Q_ASSERT(thread() == QThread::currentThread());
    m_query = query;
    m_byRank = byRank;
    m_inBin = 0;
    ++m_generation;
    m_window.clear();
    m_asked.clear();
    m_shownLast -= m_shownFirst; // another list is looked at from its top
    m_shownFirst = 0;
    if (m_reading || m_counting)
        m_library.interrupt(library::ReadLane::Lists);
    m_reading = false;
    m_counting = false;
    m_dirty = true;
    if (m_active)
        readIds(query.search.trimmed().isEmpty() ? 0 : firstHits);
}

void PageListModel::setActive(bool active) {
    m_active = active;
    if (active && m_dirty)
        refresh();
}

void PageListModel::setShown(int first, int last) {
    m_shownFirst = first;
    m_shownLast = last;
    m_readRows.start();
}

void PageListModel::libraryChanged() {
    m_dirty = true;
    if (m_active && !m_reading && !m_refresh.isActive())
        m_refresh.start();
}

void PageListModel::refresh() {
    if (m_reading) {
        m_dirty = true;
        return;
    }
    ++m_version;
    readIds(0);
}

void PageListModel::readIds(int limit) {
    m_reading = true;
    m_dirty = false;
    m_readingSince.start();
    const quint64 generation = m_generation;
    m_library.read(
        library::ReadLane::Lists, this,
        [query = m_query, rank = m_byRank, limit, before = m_ids](library::Stores& stores) -> base::Result<Ids> {
            const bool searching = !query.search.trimmed().isEmpty();
            auto ids = searching ? stores.search.find(query, limit, rank) : stores.pages.ids(query);
            if (!ids)
                return ids.error();
            IdChange change = changeBetween(before, *ids);
            return Ids{std::move(*ids), std::move(change)};
        },
        [this, generation, limit](base::Result<Ids> ids) { takeIds(generation, limit, std::move(ids)); });
}

void PageListModel::takeIds(quint64 generation, int limit, base::Result<Ids> ids) {
    if (generation != m_generation)
        return;
    if (!ids && ids.error().kind == library::interrupted) { // somebody else's query was outdated, not this one
        readIds(limit);
        return;
    }
    const bool more = ids && limit > 0 && ids->ids.size() >= limit;
    m_reading = false;
    if (!ids) {
        Q_EMIT readingFailed(ids.error().message);
        return;
    }
    replaceIds(*ids);
    m_readRows.start();
    const qint64 next = m_readingSince.elapsed() * refreshShare;
    m_refresh.setInterval(static_cast<int>(qBound(qint64(refreshSoonest), next, qint64(refreshLatest))));
    if (more) {
        readRows(); // before the rest: what is on the screen comes first
        readIds(0);
        return;
    }
    if (m_dirty && m_active)
        m_refresh.start();
    Q_EMIT found();
    countInBin();
}

// After the hits themselves, which people wait for. What stops it is followed by another reading of the list.
void PageListModel::countInBin() {
    if (m_query.search.trimmed().isEmpty() || m_query.shelf == library::PageShelf::Bin)
        return;
    m_counting = true;
    m_library.read(
        library::ReadLane::Lists, this,
        [query = m_query](library::Stores& stores) { return stores.search.countInBin(query); },
        [this, generation = m_generation](const base::Result<qint64>& count) {
            if (generation != m_generation)
                return;
            m_counting = false;
            if (!count)
                return;
            m_inBin = *count;
            Q_EMIT inBinCounted();
        });
}

void PageListModel::replaceIds(const Ids& ids) {
    if (ids.change.reset) {
        beginResetModel();
        m_ids = ids.ids;
        endResetModel();
        return;
    }
    for (const IdChange::Range& range : ids.change.removed) {
        beginRemoveRows({}, range.first, range.first + range.count - 1);
        m_ids.remove(range.first, range.count);
        endRemoveRows();
    }
    for (const IdChange::Range& range : ids.change.inserted) {
        beginInsertRows({}, range.first, range.first + range.count - 1);
        m_ids.insert(range.first, range.count, 0);
        std::copy_n(ids.ids.begin() + range.first, range.count, m_ids.begin() + range.first);
        endInsertRows();
    }
}

void PageListModel::want(int row) const {
    // A row outside what is shown was asked for (a screen reader, a test): look at it and its neighbours next.
    auto* self = const_cast<PageListModel*>(this);
    if (row < m_shownFirst - neighbours || row > m_shownLast + neighbours) {
        self->m_shownFirst = row;
        self->m_shownLast = row;
    }
    if (!m_readRows.isActive())
        m_readRows.start();
}

void PageListModel::readRows() {
    if (!m_active)
        return;
    QList<library::PageId> asked;
    const int last = qMin(m_shownLast + neighbours, static_cast<int>(m_ids.size()) - 1);
    for (int row = qMax(0, m_shownFirst - neighbours); row <= last && asked.size() < windowRows / 2; ++row) {
        const library::PageId page = m_ids.at(row);
        const Entry* entry = m_window.object(page);
        if ((!entry || entry->version != m_version) && !m_asked.contains(page))
            asked.append(page);
    }
    if (asked.isEmpty())
        return;
    m_asked.unite(QSet<library::PageId>(asked.begin(), asked.end()));
    m_library.read(
        library::ReadLane::Lists, this,
        [asked, search = m_query.search.trimmed()](library::Stores& stores) -> base::Result<Rows> {
            auto rows = stores.pages.rows(asked);
            if (!rows)
                return rows.error();
            Rows read{std::move(*rows), {}};
            if (search.isEmpty())
                return read;
            auto hits = stores.search.snippets(asked, search);
            if (!hits)
                return hits.error();
            read.hits = std::move(*hits);
            return read;
        },
        [this, asked, generation = m_generation, version = m_version](base::Result<Rows> rows) {
            takeRows(generation, version, asked, std::move(rows));
        });
}

void PageListModel::takeRows(quint64 generation, quint64 version, const QList<library::PageId>& asked,
                             base::Result<Rows> rows) {
    if (generation != m_generation)
        return;
    for (const library::PageId page : asked)
        m_asked.remove(page);
    if (!rows) {
        if (rows.error().kind == library::interrupted)
            m_readRows.start();
        else
            Q_EMIT readingFailed(rows.error().message);
        return;
    }
    QHash<library::PageId, QString> snippets;
    for (const library::SearchHit& hit : std::as_const(rows->hits))
        snippets.insert(hit.page, snippetText(hit));
    for (library::PageRow& row : rows->rows) {
        const library::PageId page = row.id;
        m_window.insert(page, new Entry{std::move(row), snippets.value(page), version});
    }
    for (const library::PageId page : asked) { // gone meanwhile: asked for once, not again and again
        if (!m_window.contains(page))
            m_window.insert(page, new Entry{{}, {}, version});
    }
    const int first = qMax(0, m_shownFirst - neighbours);
    const int last = qMin(m_shownLast + neighbours, static_cast<int>(m_ids.size()) - 1);
    if (first <= last)
        Q_EMIT dataChanged(index(first), index(last));
    if (version != m_version)
        m_readRows.start();
}

library::PageId PageListModel::pageAt(int row) const {
    return row >= 0 && row < m_ids.size() ? m_ids.at(row) : 0;
}

int PageListModel::rowOf(library::PageId page) const {
    return static_cast<int>(m_ids.indexOf(page));
}

} // namespace models
