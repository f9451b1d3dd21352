#include "ui/library/pagecommands.h"

#include <QHash>
#include <QSet>
#include <QThread>

#include <algorithm>
#include <memory>
#include <utility>

namespace ui {

namespace {

constexpr int mostUndone = 100;

template<typename Wanted>
QList<library::PageId> idsWhere(const QList<library::PageRow>& pages, Wanted wanted) {
    QList<library::PageId> ids;
    for (const library::PageRow& page : pages) {
        if (wanted(page))
            ids.append(page.id);
    }
    return ids;
}

} // namespace

// The change was made before the command exists: the first redo() does nothing.
class PageCommands::Command : public QUndoCommand {
public:
    Command(PageCommands& owner, Undoable change)
        : QUndoCommand(change.text)
        , m_owner(owner)
        , m_change(std::move(change)) {}

    void undo() override { m_owner.write(m_change.undo); }
    void redo() override {
        if (m_made)
            m_owner.write(m_change.redo);
        m_made = true;
    }

private:
    PageCommands& m_owner;
    Undoable m_change;
    bool m_made = false;
};

PageCommands::PageCommands(library::Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library) {
    m_stack.setUndoLimit(mostUndone);
}

void PageCommands::run(const QList<library::PageId>& pages, std::function<Undoable(const Pages&)> plan) {
    Q_ASSERT(thread() == QThread::currentThread());
    if (pages.isEmpty())
        return;
    auto change = std::make_shared<Undoable>();
    m_library.write(
        this,
        [pages, plan = std::move(plan), change](library::Stores& stores) -> base::Result<void> {
            const auto rows = stores.pages.rows(pages);
            if (!rows)
                return rows.error();
            *change = plan(*rows);
            return change->redo ? change->redo(stores) : base::Result<void>();
        },
        [this, change](const base::Result<void>& result) {
            if (!result)
                Q_EMIT failed(result.error().message);
            else if (change->redo) // else nothing needed to change
                push(change);
        });
}

void PageCommands::push(const std::shared_ptr<Undoable>& change) {
    m_stack.push(new Command(*this, *change));
    Q_EMIT done(change->text, change->worthALine);
}

void PageCommands::write(const Change& change) {
    m_library.write(this, change, [this](const base::Result<void>& result) {
        if (!result)
            Q_EMIT failed(result.error().message);
        else
            Q_EMIT written();
    });
}

PageCommands::Undoable PageCommands::starring(const Pages& rows, bool starred) {
    const auto ids = idsWhere(rows, [starred](const library::PageRow& page) { return page.starred != starred; });
    const int count = static_cast<int>(ids.size());
    if (ids.isEmpty())
        return {};
    return {starred ? tr("%n page(s) starred", nullptr, count) : tr("%n star(s) taken away", nullptr, count),
            [ids, starred](library::Stores& stores) { return stores.pages.setStarred(ids, starred); },
            [ids, starred](library::Stores& stores) { return stores.pages.setStarred(ids, !starred); }, count > 1};
}

PageCommands::Undoable PageCommands::reading(const Pages& rows, bool read, const QDateTime& now) {
    const auto ids = idsWhere(rows, [read](const library::PageRow& page) { return page.readAt.has_value() != read; });
    const int count = static_cast<int>(ids.size());
    if (ids.isEmpty())
        return {};
    const auto when = read ? std::optional(now) : std::nullopt;
    QHash<library::PageId, std::optional<QDateTime>> before;
    for (const library::PageRow& page : rows)
        before.insert(page.id, page.readAt);
    return {read ? tr("%n page(s) marked as read", nullptr, count) : tr("%n page(s) marked as unread", nullptr, count),
            [ids, when](library::Stores& stores) { return stores.pages.setRead(ids, when); },
            [ids, before](library::Stores& stores) -> base::Result<void> {
                for (const library::PageId id : ids) {
                    if (auto put = stores.pages.setRead({id}, before.value(id)); !put)
                        return put;
                }
                return {};
            },
            count > 1};
}

void PageCommands::setStarred(const QList<library::PageId>& pages, bool starred) {
    run(pages, [starred](const Pages& rows) { return starring(rows, starred); });
}

void PageCommands::toggleStarred(const QList<library::PageId>& pages) {
    run(pages, [](const Pages& rows) {
        return starring(rows, !std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.starred; }));
    });
}

void PageCommands::setRead(const QList<library::PageId>& pages, bool read) {
    run(pages, [read, now = QDateTime::currentDateTimeUtc()](const Pages& rows) { return reading(rows, read, now); });
}

void PageCommands::toggleRead(const QList<library::PageId>& pages) {
    run(pages, [now = QDateTime::currentDateTimeUtc()](const Pages& rows) {
        const bool all = std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.readAt.has_value(); });
        return reading(rows, !all, now);
    });
}

void PageCommands::addTags(const QList<library::PageId>& pages, const QStringList& tags) {
    if (tags.isEmpty())
        return;
    run(pages, [tags](const Pages& rows) {
        QHash<QString, QList<library::PageId>> without; // tag → pages that get it
        for (const QString& tag : tags) {
            const auto ids = idsWhere(
                rows, [&tag](const library::PageRow& page) { return !page.tags.contains(tag, Qt::CaseInsensitive); });
            if (!ids.isEmpty())
                without.insert(tag, ids);
        }
        QSet<library::PageId> changed;
        for (const auto& ids : std::as_const(without))
            changed.unite({ids.begin(), ids.end()});
        const auto count = static_cast<int>(changed.size());
        if (count == 0)
            return Undoable();
        const auto each = [without](auto change) -> base::Result<void> {
            for (auto tag = without.begin(); tag != without.end(); ++tag) {
                if (auto changes = change(tag.value(), tag.key()); !changes)
                    return changes;
            }
            return {};
        };
        const auto add = [each](library::Stores& stores) {
            return each([&stores](const auto& ids, const QString& tag) { return stores.pages.addTag(ids, tag); });
        };
        const auto take = [each](library::Stores& stores) {
            return each([&stores](const auto& ids, const QString& tag) { return stores.pages.removeTag(ids, tag); });
        };
        return Undoable{tr("%n page(s) tagged", nullptr, count), add, take, count > 1};
    });
}

void PageCommands::removeTag(const QList<library::PageId>& pages, const QString& tag) {
    run(pages, [tag](const Pages& rows) {
        const auto ids = idsWhere(rows, [&tag](const library::PageRow& page) { return page.tags.contains(tag); });
        const int count = static_cast<int>(ids.size());
        if (ids.isEmpty())
            return Undoable();
        return Undoable{tr("%n tag(s) taken away", nullptr, count),
                        [ids, tag](library::Stores& stores) { return stores.pages.removeTag(ids, tag); },
                        [ids, tag](library::Stores& stores) { return stores.pages.addTag(ids, tag); }, count > 1};
    });
}

void PageCommands::remove(const QList<library::PageId>& pages) {
    run(pages, [now = QDateTime::currentDateTimeUtc()](const Pages& rows) {
        const auto ids = idsWhere(rows, [](const library::PageRow& page) { return !page.deletedAt; });
        const int count = static_cast<int>(ids.size());
        if (ids.isEmpty())
            return Undoable();
        return Undoable{tr("%n page(s) moved to the bin", nullptr, count),
                        [ids, now](library::Stores& stores) { return stores.pages.remove(ids, now); },
                        [ids](library::Stores& stores) { return stores.pages.restore(ids); }, true};
    });
}

void PageCommands::restore(const QList<library::PageId>& pages) {
    run(pages, [](const Pages& rows) {
        const auto ids = idsWhere(rows, [](const library::PageRow& page) { return page.deletedAt.has_value(); });
        const int count = static_cast<int>(ids.size());
        QHash<library::PageId, QDateTime> before;
        for (const library::PageRow& page : rows)
            before.insert(page.id, page.deletedAt.value_or(QDateTime()));
        if (ids.isEmpty())
            return Undoable();
        return Undoable{tr("%n page(s) brought back", nullptr, count),
                        [ids](library::Stores& stores) { return stores.pages.restore(ids); },
                        [ids, before](library::Stores& stores) -> base::Result<void> {
                            for (const library::PageId id : ids) { // each keeps its 30 days from when it went
                                if (auto put = stores.pages.remove({id}, before.value(id)); !put)
                                    return put;
                            }
                            return {};
                        },
                        true};
    });
}

} // namespace ui
