#include "services.h"

#include "archive/linkdesk.h"
#include "archive/pipeline.h"
#include "base/clock.h"
#include "base/descriptors.h"
#include "bench/storedrun.h"
#include "library/binkeeper.h"
#include "library/errors.h"
#include "library/library.h"
#include "measure/recorder.h"
#include "net/fetcher.h"
#include "net/handover.h"
#include "secrets/credentialstore.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QStandardPaths>
#include <QThread>

#include <semaphore>

using namespace std::chrono_literals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(services)
};

constexpr auto stopWait = 10s;
constexpr auto runKey = "run"; // of a message: a run of the benchmark

net::FetchOptions firstOptions(const archive::CaptureSettings& settings) {
    net::FetchOptions options; // the pipeline sets the rest
    options.limit = settings.limit;
    options.hostLimit = settings.hostLimit;
    return options;
}

// What a later start says to the running window: {"links": [...]}.
QByteArray messageOf(const QStringList& links) {
    const QJsonObject message{{QStringLiteral("links"), QJsonArray::fromStringList(links)}};
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

QStringList linksOf(const QByteArray& message) {
    QStringList links;
    const QJsonArray given = QJsonDocument::fromJson(message).object().value(QStringLiteral("links")).toArray();
    for (const auto& link : given) {
        if (link.isString())
            links << link.toString();
    }
    return links;
}

QString dataFolder() {
    return QString(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) % QStringLiteral("/tidemark"));
}

} // namespace

class Services::Private {
public:
    // Made and ended in the network thread, where they live.
    struct NetworkParts {
        std::unique_ptr<net::Fetcher> fetcher;
        std::unique_ptr<secrets::CredentialStore> credentials;
        std::unique_ptr<archive::Pipeline> pipeline;
    };

    void startNetwork(const archive::CaptureSettings& settings, std::shared_ptr<const net::AddressPolicy> policy);
    void endNetwork();
    void endThread();

    base::SystemClock clock;
    measure::Recorder recorder;
    std::unique_ptr<library::Library> library;
    std::unique_ptr<library::BinKeeper> bin;
    std::unique_ptr<archive::LinkDesk> desk;
    std::unique_ptr<net::HandoverServer> handover;
    QString settingsFile;
    QThread thread;
    QObject inThread; // its event loop is the network thread's
    NetworkParts parts;
};

void Services::Private::startNetwork(const archive::CaptureSettings& settings,
                                     std::shared_ptr<const net::AddressPolicy> policy) {
    thread.setObjectName(QStringLiteral("network"));
    thread.start();
    inThread.moveToThread(&thread);
    const auto make = [&] {
        parts.fetcher = net::makeFetcher(firstOptions(settings), std::move(policy), clock, recorder);
        parts.credentials = secrets::makeKeychainStore();
        parts.pipeline =
            std::make_unique<archive::Pipeline>(*library, *parts.fetcher, *parts.credentials, clock, settings);
    };
    QMetaObject::invokeMethod(&inThread, make, Qt::BlockingQueuedConnection);
}

// In order: nothing new, what runs back to waiting on disk, then the parts in the thread they live in.
void Services::Private::endNetwork() {
    const auto ended = std::make_shared<std::binary_semaphore>(0);
    QMetaObject::invokeMethod(
        &inThread,
        [this, ended] {
            QObject::connect(parts.pipeline.get(), &archive::Pipeline::stopped, &inThread,
                             [ended] { ended->release(); });
            parts.pipeline->stop();
        },
        Qt::QueuedConnection);
    if (!ended->try_acquire_for(stopWait))
        qWarning("The library did not take back what was running; it waits again at the next start.");
    QMetaObject::invokeMethod(
        &inThread, [this] { parts = {}; }, Qt::BlockingQueuedConnection);
}

// Last, when no library posts to it any more: what was on its way is delivered, which is also how it is freed.
void Services::Private::endThread() {
    QMetaObject::invokeMethod(
        &inThread, [] {}, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
}

Services::Services()
    : d(std::make_unique<Private>()) {}

Services::~Services() {
    d->handover.reset();
    d->desk.reset();
    if (d->thread.isRunning())
        d->endNetwork();
    d->bin.reset();
    d->library.reset(); // waits for the works already handed in
    if (d->thread.isRunning())
        d->endThread();
}

base::Result<std::unique_ptr<Services>> Services::open(const ServicesOptions& options) {
    base::raiseDescriptorLimit(); // before any thread: at the limit a new Qt thread aborts the program
    const QString file = options.libraryFile.isEmpty() ? standardLibraryFile() : options.libraryFile;
    auto library = library::Library::open(
        {.file = file, .mode = library::OpenMode::ReadWrite, .threads = true, .report = options.report});
    if (!library)
        return library.error();
    return over(*std::move(library), options);
}

std::unique_ptr<Services> Services::over(std::unique_ptr<library::Library> library, const ServicesOptions& options) {
    std::unique_ptr<Services> services(new Services);
    Private& d = *services->d;
    d.library = std::move(library);
    d.settingsFile = options.settingsFile.isEmpty() ? archive::standardSettingsFile() : options.settingsFile;
    d.startNetwork(options.settings.value_or(archive::CaptureSettings::load(d.settingsFile)),
                   options.policy ? options.policy : net::standardAddressPolicy());
    if (options.takesLinks)
        services->takeLinks();
    d.bin = std::make_unique<library::BinKeeper>(*d.library, d.clock);
    d.bin->start();
    return services;
}

// The lock is ours, so the address is: links of later starts come here. Without it the window works as well.
void Services::takeLinks() {
    const auto take = [this](const QByteArray& message, const net::HandoverServer::Reply& reply) {
        if (const auto handed = archive::handedLinksOf(message)) {
            d->desk->take(*handed, [reply](const archive::WindowAnswer& answer) { reply(archive::messageOf(answer)); });
            return;
        }
        if (const QJsonValue run = QJsonDocument::fromJson(message).object().value(QLatin1String(runKey));
            run.isObject())
            return takeRun(run.toObject(), reply);
        reply(QByteArrayLiteral("taken"));
        Q_EMIT linksHandedOver(linksOf(message));
    };
    auto server = net::HandoverServer::listen(d->library->file(), take);
    if (!server) {
        qWarning("%s", qPrintable(server.error().message));
        return;
    }
    d->desk = std::make_unique<archive::LinkDesk>(*d->library, *d->parts.pipeline, *d->parts.credentials);
    d->handover = *std::move(server);
}

void Services::takeRun(const QJsonObject& json, const std::function<void(const QByteArray&)>& reply) {
    const auto answer = [reply](const base::Result<library::RunId>& added) {
        archive::WindowAnswer told;
        if (added)
            told.jobs << *added;
        else
            told.error = added.error();
        reply(archive::messageOf(told));
    };
    const auto run = bench::runFromJson(json);
    if (!run)
        return answer(run.error());
    d->library->write(
        this, [run = *run](library::Stores& stores) { return stores.runs.add(run); }, answer);
}

base::Result<void> Services::handOverRun(const QString& libraryFile, const QJsonObject& run) {
    const QJsonObject message{{QLatin1String(runKey), run}};
    const auto answered = net::handOver(libraryFile, QJsonDocument(message).toJson(QJsonDocument::Compact));
    if (!answered)
        return answered.error();
    const auto answer = archive::windowAnswerOf(*answered);
    if (!answer)
        return answer.error();
    return answer->error ? base::Result<void>(*answer->error) : base::Result<void>();
}

bool Services::windowIsOpen(const QString& libraryFile) {
    return net::isListening(libraryFile);
}

base::Result<void> Services::handOver(const QString& libraryFile, const QStringList& links) {
    const auto answer = net::handOver(libraryFile, messageOf(links));
    if (answer)
        return {};
    if (answer.error().kind != net::handoverNobody)
        return answer.error();
    return base::Error{library::libraryLocked,
                       Words::tr("Another program is writing to the library “%1” and takes no links. Wait until it has "
                                 "ended, then try again.")
                           .arg(libraryFile)};
}

library::Library& Services::library() {
    return *d->library;
}

archive::Pipeline& Services::pipeline() {
    return *d->parts.pipeline;
}

measure::Recorder& Services::recorder() {
    return d->recorder;
}

secrets::CredentialStore& Services::credentials() {
    return *d->parts.credentials;
}

QString Services::settingsFile() const {
    return d->settingsFile;
}

QString standardLibraryFile() {
    const QSettings settings(archive::standardSettingsFile(), QSettings::IniFormat);
    const QString chosen = settings.value(archive::libraryFileKey).toString();
    return chosen.isEmpty() ? QString(dataFolder() % QStringLiteral("/library.tidemark")) : chosen;
}

QString newLibraryFile() {
    QString file = QString(dataFolder() % QStringLiteral("/library.tidemark"));
    for (int number = 2; QFileInfo::exists(file); ++number)
        file =
            QString(dataFolder() % QStringLiteral("/library-") % QString::number(number) % QStringLiteral(".tidemark"));
    return file;
}
