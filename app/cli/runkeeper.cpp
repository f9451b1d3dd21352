#include "cli/runkeeper.h"

#include "base/file.h"
#include "bench/loadexport.h"
#include "bench/storedrun.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "library/errors.h"
#include "net/handover.h"
#include "services.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>

namespace cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 5s; // for another program that writes to the library
constexpr auto pause = 100ms; // between two tries

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

QString quoted(const QString& file) {
    return QString(u'\'' % QString(file).replace(u'\'', "'\\''"_L1) % u'\'');
}

} // namespace

RunKeeper::RunKeeper(const Arguments& arguments, Console& console)
    : m_arguments(arguments)
    , m_console(console) {}

base::Result<void> RunKeeper::check() {
    if (!m_arguments.has("save"))
        return {};
    if (m_arguments.value("save").trimmed().isEmpty())
        return base::Error{wrongUsage, Words::tr("--save wants a name for the run.")};
    const auto opened = openToWrite(m_arguments, m_console, false);
    if (opened)
        return {};
    if (opened.error().kind != library::libraryLocked)
        return opened.error();
    m_console.verbose(opened.error().message);
    const auto readable = openToRead(m_arguments, m_console, false);
    return readable ? base::Result<void>() : base::Result<void>(readable.error());
}

base::Result<void> RunKeeper::add(const BenchRun::Ended& ended, SignalWatcher& signalWatcher) {
    const QString file = libraryFile(m_arguments);
    QElapsedTimer since;
    since.start();
    while (true) {
        const auto opened = openToWrite(m_arguments, m_console, false);
        if (opened) {
            const auto added = (*opened)->here().runs.add(bench::toStore(ended.result, ended.series));
            return added ? base::Result<void>() : base::Result<void>(added.error());
        }
        if (opened.error().kind != library::libraryLocked)
            return opened.error();
        if (Services::windowIsOpen(file)) {
            const auto handed = Services::handOverRun(file, bench::runToJson(ended.result, ended.series));
            if (handed)
                m_console.verbose(Words::tr("The window that has the library open has taken the run."));
            if (handed || handed.error().kind != net::handoverNobody)
                return handed;
        }
        if (since.hasExpired(std::chrono::milliseconds(patience).count()) || signalWatcher.wait(pause))
            return opened.error();
    }
}

int RunKeeper::keep(const BenchRun::Ended& ended, SignalWatcher& signalWatcher) {
    if (!m_arguments.has("save"))
        return AllWell;
    const auto added = add(ended, signalWatcher);
    return added ? int(AllWell) : writeAside(ended, added.error());
}

int RunKeeper::writeAside(const BenchRun::Ended& ended, const base::Error& why) {
    const QByteArray bytes = bench::exportRun(ended.result, ended.series, bench::RunFormat::Json);
    const QString name = QString("tidemark-run-"_L1 %
                                 ended.result.startedAt.toLocalTime().toString(u"yyyyMMdd-HHmmss-zzz"_s) % ".json"_L1);
    for (const QString& folder : {QDir::currentPath(), QDir::tempPath()}) {
        const QString file = QDir(folder).filePath(name);
        if (!base::writePrivateFileAtomically(file, bytes))
            continue;
        QString command = QString("tidemark-cli runs import "_L1 % quoted(file));
        if (m_arguments.has("library"))
            command += QString(" --library "_L1 % quoted(m_arguments.value("library")));
        m_console.message(Words::tr("The run could not be kept in the library: %1\nIt is in the file %2. Bring it in "
                                    "later with: %3")
                              .arg(why.message, QDir::toNativeSeparators(file), command));
        return LibraryTrouble;
    }
    m_console.message(Words::tr("The run could not be kept in the library: %1\nNor can it be written to a file in %2 "
                                "or %3.")
                          .arg(why.message, QDir::toNativeSeparators(QDir::currentPath()),
                               QDir::toNativeSeparators(QDir::tempPath())));
    return LibraryTrouble;
}

} // namespace cli
