#pragma once

#include "archive/settings.h"
#include "base/result.h"
#include "library/openingstep.h"

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace archive {
class Pipeline;
}
namespace library {
class Library;
}
namespace measure {
class Recorder;
}
namespace net {
class AddressPolicy;
}
namespace secrets {
class CredentialStore;
}

struct ServicesOptions {
    QString libraryFile;                              // empty: standardLibraryFile()
    QString settingsFile;                             // empty: archive::standardSettingsFile()
    std::optional<archive::CaptureSettings> settings; // instead of those in the file, for one run
    bool takesLinks = false;                          // the window: later starts hand their links to this one
    std::shared_ptr<const net::AddressPolicy> policy; // empty: the real one; tests declare some addresses public
    library::OpeningReport report = {};               // of an older library, from within open()
};

// Makes the core's parts, joins them, and ends them in order: both programs stand on it. The pipeline and the
// credential store live in the network thread (call them through QMetaObject::invokeMethod); library and recorder may
// be used from any thread. Hands out references; never pass Services itself on. Nothing starts before
// Pipeline::start() is called.
class Services : public QObject {
    Q_OBJECT

public:
    // Fails as library::Library::open() does; with libraryLocked when another program writes to this library: then
    // try handOver(). A library that cannot be written opens read-only, and the pipeline is halted.
    static base::Result<std::unique_ptr<Services>> open(const ServicesOptions& options);
    // Over a library that is open already; its file in the options does not count.
    static std::unique_ptr<Services> over(std::unique_ptr<library::Library> library, const ServicesOptions& options);
    ~Services() override; // what runs goes back to waiting on disk; waits for it, at most a few seconds

    // Gives links to the window that has this library open, which comes to the front. Blocks a few seconds at most. The
    // command line speaks with archive::LinkDesk instead.
    static base::Result<void> handOver(const QString& libraryFile, const QStringList& links);
    // The same with a run of the benchmark (bench::runToJson()): it is in the library when this returns. Fails with
    // net::handoverNobody when no window has it open.
    static base::Result<void> handOverRun(const QString& libraryFile, const QJsonObject& run);
    static bool windowIsOpen(const QString& libraryFile); // and takes what is handed over

    library::Library& library();
    archive::Pipeline& pipeline();
    measure::Recorder& recorder();
    secrets::CredentialStore& credentials();
    QString settingsFile() const;

Q_SIGNALS:
    void linksHandedOver(const QStringList& links); // from a later start; may be empty: just come to the front

private:
    Services();
    void takeLinks();
    void takeRun(const QJsonObject& json, const std::function<void(const QByteArray&)>& reply);
    class Private;
    std::unique_ptr<Private> d;
};

// The one chosen in Settings, else tidemark/library.tidemark in the user's data folder.
QString standardLibraryFile();
// Where a new one goes when that cannot be used: in the same data folder, by a name that is not taken.
QString newLibraryFile();
