#include "bench/server/serve.h"

#include "base/descriptors.h"
#include "bench/server/server.h"

#include <QCoreApplication>

#include <csignal>

namespace bench::server {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

// By who began this program: nohup.
bool ignoresHangUp() {
    struct sigaction action {};
    return sigaction(SIGHUP, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

} // namespace

base::Result<int> serve(Options options, const std::function<void(const QString& origin)>& listening) {
    base::raiseDescriptorLimit();
    // Blocked before any thread is made, so that they wait for sigwait() below.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT); // blocked, they come though a shell began this in its background, where it ignores SIGINT
    sigaddset(&ends, SIGTERM);
    if (!ignoresHangUp())
        sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    const QString address = QString::fromStdString(options.address);
    const QString port = QString::number(options.port);
    Server server(std::move(options));
    if (const std::string failure = server.start(); !failure.empty())
        return base::Error{"listen", Words::tr("The server cannot listen on %1, port %2: %3.")
                                         .arg(address, port, QString::fromStdString(failure))};
    listening(QString::fromStdString(server.origin()));
    int signal = 0;
    sigwait(&ends, &signal);
    server.stop();
    if (const std::string failure = server.accessLogFailure(); !failure.empty())
        return base::Error{"access-log", Words::tr("Lines of the access log are missing: it cannot be written to: %1.")
                                             .arg(QString::fromStdString(failure))};
    return signal;
}

} // namespace bench::server
