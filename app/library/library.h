#pragma once

#include "base/result.h"
#include "library/openingstep.h"
#include "library/stores.h"
#include "library/task.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace library {

enum class OpenMode { ReadWrite, ReadOnly };

struct OpenOptions {
    QString file;
    OpenMode mode = OpenMode::ReadWrite; // ReadOnly never creates a file
    bool threads = true;                 // false: only the caller's thread, through here() (command line)
    OpeningReport report = {};           // of an older library; called from within open()
};

enum class ReadLane { Lists, Reader };

// The open library: one writing thread whose works are committed in groups (WAL, synchronous=FULL), two reading threads
// with a read-only connection each. write() and read() may be called from any thread; `done` runs on the thread of
// `context` (not at all when it is gone), for writes after the commit is durable.
class Library : public QObject {
    Q_OBJECT

public:
    static base::Result<std::unique_ptr<Library>> open(const OpenOptions& options);
    ~Library() override; // waits for the works already handed in

    QString file() const;
    // Opened so, or fallen back to because the file cannot be written or is damaged, which may also come out later.
    bool readOnly() const;
    QString readOnlyReason() const; // a sentence, empty when writable

    // work: (Stores&) -> base::Result<T>; done: (base::Result<T>). A failed work is rolled back alone.
    template<typename Work, typename Done>
    void write(QObject* context, Work work, Done done);
    template<typename Work, typename Done>
    void read(ReadLane lane, QObject* context, Work work, Done done);
    void interrupt(ReadLane lane); // what is being read there ends with `interrupted`; what is only waiting too

    Stores& here(); // a connection of the caller's thread, for programs without `threads`

Q_SIGNALS:
    void changed();                      // something was committed; at most a few times a second
    void full(const QString& reason);    // no room on the disk; works fail with libraryFull until there is
    void damaged(const QString& reason); // come upon while in use, once: from now on it is read-only

private:
    Library();
    void postWrite(QObject* context, std::unique_ptr<Task> task);
    void postRead(ReadLane lane, QObject* context, std::unique_ptr<Task> task);
    class Private;
    std::unique_ptr<Private> d;
};

template<typename Work, typename Done>
void Library::write(QObject* context, Work work, Done done) {
    postWrite(context, makeTask(std::move(work), std::move(done)));
}

template<typename Work, typename Done>
void Library::read(ReadLane lane, QObject* context, Work work, Done done) {
    postRead(lane, context, makeTask(std::move(work), std::move(done)));
}

// Every reference, every blob's hash, the search index and SQLite's own check. Empty: all well. `progress` gets 0…1 and
// returns false to stop.
base::Result<QList<Damage>> verify(Stores& stores, const std::function<bool(double)>& report = {});

} // namespace library
