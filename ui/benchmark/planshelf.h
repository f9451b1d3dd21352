#pragma once

#include "bench/loadplan.h"
#include "library/library.h"

#include <QObject>

#include <functional>

namespace ui {

// The plans that were kept under a name.
class PlanShelf : public QObject {
    Q_OBJECT

public:
    struct Entry {
        QString name;
        QByteArray json; // as it is stored
        bench::LoadPlan plan;
        QString problem; // why it cannot be read; empty: it can
    };

    explicit PlanShelf(library::Library& library, QObject* parent = nullptr);

    void load(); // changed() follows
    const QList<Entry>& plans() const { return m_plans; }
    void keep(const bench::LoadPlan& plan); // under its name, in place of the one before
    void bringBack(const Entry& plan);      // one that was removed or replaced, readable or not
    void remove(const QString& name);

Q_SIGNALS:
    void changed();
    void kept(const QString& name);
    void replaced(const ui::PlanShelf::Entry& before); // kept, and another one of that name is gone
    void broughtBack(const QString& name);
    void removed(const ui::PlanShelf::Entry& plan);
    void failed(const QString& why);

private:
    void put(const library::StoredPlan& plan, const std::function<void()>& done);

    library::Library& m_library;
    QList<Entry> m_plans;
};

} // namespace ui
