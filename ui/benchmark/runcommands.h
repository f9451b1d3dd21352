#pragma once

#include "bench/loadexport.h"
#include "library/library.h"
#include "ui/benchmark/loadsession.h"
#include "ui/core.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace models {
class RunListModel;
}

namespace ui {

class Worker;

// What is done with runs that are kept; the list is read again after each change.
class RunCommands : public QObject {
    Q_OBJECT

public:
    RunCommands(const Core& core, models::RunListModel& runs, Worker& worker, QObject* parent = nullptr);

    void reload();           // also by itself, when the library holds other runs: one that the command line handed over
    void setSeen(bool seen); // while nobody sees the runs, they are not read again; later they are
    // `done` runs here, later; with nothing where it cannot be read, and failed() says why.
    void read(library::RunId run, std::function<void(const RunPointer&)> done);
    void rename(library::RunId run, const QString& name);
    void setPinned(const QList<library::RunId>& runs, bool pinned);
    void remove(const QList<library::RunId>& runs); // can be undone
    void restore(const QList<library::RunId>& runs);
    void write(const QList<library::RunId>& runs, bench::RunFormat format, const QString& file);

Q_SIGNALS:
    void reloaded();
    void removed(const QList<library::RunId>& runs);
    void said(const QString& sentence);
    void failed(const QString& why);

private:
    void readNext(const QList<library::RunId>& runs, const QList<RunPointer>& read,
                  const std::function<void(const QList<RunPointer>&)>& done);
    void change(std::function<base::Result<void>(library::Stores&)> work, std::function<void()> done = {});

    void take(const QList<library::Run>& runs);
    void lookForOthers();

    Core m_core;
    models::RunListModel& m_runs;
    Worker& m_worker;
    bool m_loaded = false; // once
    bool m_seen = true;
    bool m_outdated = false; // maybe: the library changed while nobody saw the runs
    QTimer m_lookSoon{this}; // the library changes a few times a second while pages are archived
};

} // namespace ui
