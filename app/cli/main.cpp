#include "cli/program.h"
#include "translation.h"

#include <QCoreApplication>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace {

// A descriptor closed by the caller would be given to the library's file next, and what is printed would be written
// into it. /dev/null takes the place, opened so that printing still fails.
void occupyStandardDescriptors() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        while (::fcntl(descriptor, F_GETFD) == -1) {
            const int flags = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
            if (::open("/dev/null", flags) < 0)
                return;
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    occupyStandardDescriptors();
    std::signal(SIGPIPE, SIG_IGN); // a reader that went away is an error of write(), not the end of the work
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tidemark"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TIDEMARK_VERSION));
    translateTexts(application);
    return cli::runProgram(QCoreApplication::arguments().mid(1));
}
