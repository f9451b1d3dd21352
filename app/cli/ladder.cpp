#include "cli/ladder.h"

#include "cli/benchoutcome.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/resultfile.h"
#include "cli/runkeeper.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

#include <array>

namespace cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

using Row = std::array<QString, 9>;

void print(const Row& row, Console& console) {
    static constexpr std::array widths{18, 6, 10, 10, 12, 9, 10, 12, 10};
    QString line;
    for (std::size_t column = 0; column < row.size(); ++column)
        line += column == 0 ? row[column].leftJustified(widths[column]) : row[column].rightJustified(widths[column]);
    console.line(line);
    console.flush();
}

Row headings() {
    return {Words::tr("step"),    Words::tr("delay"),  Words::tr("best"),    Words::tr("elapsed"), Words::tr("req/min"),
            Words::tr("reached"), Words::tr("memory"), Words::tr("article"), Words::tr("memory")};
}

QString seconds(std::chrono::duration<double> time) {
    return Words::tr("%1 s").arg(QLocale().toString(time.count(), 'f', 2));
}

Row rowOf(const bench::LadderStep& step, const bench::LoadResult& result) {
    const QLocale locale;
    const auto share = result.possibleShare();
    const auto best = bench::bestPossible(step.plan);
    if (result.stopped) // what ran of it is no figure of the step
        return {step.plan.name,
                QString(step.plan.server->delay % " s"_L1),
                best ? seconds(*best) : u"–"_s,
                Words::tr("stopped"),
                u"–"_s,
                u"–"_s,
                u"–"_s,
                step.article.elapsed,
                step.article.memory.isEmpty() ? u"–"_s : step.article.memory};
    return {step.plan.name,
            QString(step.plan.server->delay % " s"_L1),
            best ? seconds(*best) : u"–"_s,
            seconds(result.elapsed),
            locale.toString(result.succeededPerMinute(), 'f', 0),
            share ? QString(locale.toString(100 * *share, 'f', 1) % " %"_L1) : u"–"_s,
            QString(locale.toString(static_cast<double>(result.client.peakRssBytes) / (1024.0 * 1024.0), 'f', 0) %
                    " MiB"_L1),
            step.article.elapsed,
            step.article.memory.isEmpty() ? u"–"_s : step.article.memory};
}

QJsonObject jsonOf(const bench::LadderStep& step, const bench::LoadResult& result) {
    QJsonObject json = bench::resultToJson(result);
    const auto best = bench::bestPossible(step.plan);
    json[u"step"_s] = step.plan.name;
    json[u"best_possible_s"_s] = best ? QJsonValue(std::chrono::duration<double>(*best).count()) : QJsonValue();
    return json;
}

base::Result<void> refuseTheRest(const Arguments& arguments) {
    static const QStringList understood{u"ladder"_s, u"json"_s, u"save"_s, u"library"_s, u"verbose"_s};
    QStringList refused = arguments.operands;
    for (auto given = arguments.options.keyBegin(); given != arguments.options.keyEnd(); ++given) {
        if (!understood.contains(*given))
            refused << QString("--"_L1 % *given);
    }
    refused.sort();
    if (refused.isEmpty())
        return {};
    return base::Error{wrongUsage, Words::tr("The steps of --ladder are fixed: %1 has no meaning with it. It takes "
                                             "--json and --save.")
                                       .arg(refused.join(", "_L1))};
}

// What becomes of each step's result.
class Records {
public:
    Records(const Arguments& arguments, Console& console)
        : m_json(arguments.value("json"))
        , m_name(arguments.value("save"))
        , m_console(console)
        , m_keeper(arguments, console)
        , m_file(m_json) {}

    base::Result<void> check() {
        if (writesFile()) {
            if (const auto writable = m_file.check(); !writable)
                return writable;
        }
        return m_keeper.check();
    }
    bool printsTable() const { return m_json != "-"_L1; }

    // Each at once: what comes later cannot lose it, and what goes wrong here keeps no later step from its turn.
    int add(const bench::LadderStep& step, BenchRun::Ended ended, SignalWatcher& signalWatcher) {
        const QJsonObject json = jsonOf(step, ended.result);
        if (printsTable())
            print(rowOf(step, ended.result), m_console);
        else
            m_console.json(json);
        m_console.flush();
        ended.result.plan.name = QString(m_name % u" · " % step.plan.name);
        const int status = m_keeper.keep(ended, signalWatcher);
        if (!writesFile())
            return status;
        const QByteArray line = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
        const auto written = m_file.add(line, signalWatcher);
        return written ? status : worse(status, explain(written.error(), m_console));
    }

private:
    bool writesFile() const { return !m_json.isEmpty() && printsTable(); }

    const QString m_json;
    const QString m_name;
    Console& m_console;
    RunKeeper m_keeper;
    ResultFile m_file;
};

} // namespace

int runLadder(const Arguments& arguments, Console& console) {
    if (const auto right = refuseTheRest(arguments); !right)
        return explain(right.error(), console);
    Records records(arguments, console);
    if (const auto checked = records.check(); !checked)
        return explain(checked.error(), console);
    if (records.printsTable())
        print(headings(), console);
    int status = AllWell;
    const QList<bench::LadderStep> ladder = bench::articleLadder();
    SignalWatcher signalWatcher; // until the last step is saved; between two of them a signal ends the ladder as well
    for (const bench::LadderStep& step : ladder) {
        const auto ended = BenchRun(signalWatcher, console).run(step.plan);
        if (!ended)
            return worse(status, explain(ended.error(), console));
        status = worse(status, statusOf(*ended, {}, console));
        tellWarnings(*ended, console);
        status = worse(status, records.add(step, *ended, signalWatcher));
        signalWatcher.wait(0ms);
        if (signalWatcher.first() != 0)
            return worse(status, 128 + signalWatcher.first());
    }
    return status;
}

} // namespace cli
