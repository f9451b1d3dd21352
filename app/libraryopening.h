#pragma once

#include "base/result.h"
#include "library/openingstep.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>

namespace library {
class Library;
}

// Opens a library for writing in a thread of its own, because an older one is copied and brought up to date first. The
// library then lives in the thread that made this object.
class LibraryOpening : public QObject {
    Q_OBJECT

public:
    using Opened = base::Result<std::unique_ptr<library::Library>>;

    explicit LibraryOpening(const QString& file); // and begins
    ~LibraryOpening() override;                   // stops it

    void stop();         // what can be stopped is; the library is as it was then
    Opened takeOpened(); // once ended(); `interrupted` after stop(), whatever came of it

Q_SIGNALS:
    void stepped(const library::OpeningStep& step); // a few times a second
    void ended();

private:
    void open(const QString& file);

    std::atomic<bool> m_stopWanted = false;
    std::optional<Opened> m_opened; // the thread's until ended()
    std::thread m_thread;
};
