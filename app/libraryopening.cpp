#include "libraryopening.h"

#include "library/errors.h"
#include "library/library.h"

#include <QCoreApplication>
#include <QThread>

#include <chrono>

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(services)
};

constexpr std::chrono::milliseconds tellEvery{100};

} // namespace

LibraryOpening::LibraryOpening(const QString& file)
    : m_thread([this, file] { open(file); }) {}

LibraryOpening::~LibraryOpening() {
    stop();
    m_thread.join();
}

void LibraryOpening::stop() {
    m_stopWanted = true;
}

void LibraryOpening::open(const QString& file) {
    library::OpenOptions options{file, library::OpenMode::ReadWrite, true};
    options.report = [this, told = std::chrono::steady_clock::time_point(),
                      kind = std::optional<library::OpeningStep::Kind>()](const library::OpeningStep& step) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (kind != step.kind || now - told >= tellEvery) {
            kind = step.kind;
            told = now;
            QMetaObject::invokeMethod(
                this, [this, step] { Q_EMIT stepped(step); }, Qt::QueuedConnection);
        }
        return !m_stopWanted;
    };
    Opened opened = library::Library::open(options);
    if (opened)
        (*opened)->moveToThread(thread());
    m_opened.emplace(std::move(opened));
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT ended(); }, Qt::QueuedConnection);
}

LibraryOpening::Opened LibraryOpening::takeOpened() {
    if (m_stopWanted || !m_opened)
        return base::Error{library::interrupted, Words::tr("The library was not opened.")};
    return *std::move(m_opened);
}
