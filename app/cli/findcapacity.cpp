#include "cli/findcapacity.h"

#include "base/file.h"
#include "bench/capacitychart.h"
#include "bench/limits.h"
#include "cli/benchoptions.h"
#include "cli/console.h"
#include "cli/librarycommand.h"
#include "cli/resultfile.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <array>

namespace cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bench::CapacityEnd;
using bench::CapacityStep;

namespace {

constexpr int schema = 1;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

using Row = std::array<QString, 7>;

void print(const Row& row, Console& console) {
    static constexpr std::array widths{12, 12, 10, 10, 11, 13, 0};
    QString line;
    for (std::size_t column = 0; column + 1 < row.size(); ++column)
        line += row[column].rightJustified(widths[column]);
    console.line(QString(line % "  "_L1 % row.back()));
    console.flush();
}

Row headings() {
    return {Words::tr("rate/s"),    Words::tr("reached/s"),   Words::tr("p50, ms"),          Words::tr("p99, ms"),
            Words::tr("failed, %"), Words::tr("not sent, %"), Words::tr("held", "of a rate")};
}

QString endWords(CapacityEnd end) {
    switch (end) {
    case CapacityEnd::Held:
        return Words::tr("held", "of a rate");
    case CapacityEnd::P99:
        return Words::tr("no: p99 is too long");
    case CapacityEnd::Errors:
        return Words::tr("no: too many failed");
    case CapacityEnd::RateMissed:
        break;
    }
    return Words::tr("no: the rate was not reached");
}

QString shown(std::optional<double> value, int decimals) {
    return value ? QLocale().toString(*value, 'f', decimals) : u"–"_s;
}

Row rowOf(const CapacityStep& step) {
    QString end = endWords(step.end);
    if (step.isClientBound)
        end = Words::tr("%1 (client-bound)").arg(end);
    return {shown(step.rate, 0),
            shown(step.reached, 0),
            shown(step.p50Ms, 2),
            shown(step.p99Ms, 2),
            shown(100 * step.errorShare, 2),
            shown(100 * step.notSentShare, 2),
            end};
}

// The search, its limits and what came of it.
class Finding {
public:
    Finding(const Arguments& arguments, const bench::LoadPlan& plan, const BenchRun::Known& known, Console& console)
        : m_json(arguments.value("json"))
        , m_chart(arguments.value("chart"))
        , m_plan(plan)
        , m_known(known)
        , m_console(console)
        , m_file(m_json)
        , m_search(plan.rate, bench::mostRate) {}

    base::Result<void> check(const Arguments& arguments) {
        const auto thresholds = thresholdsOf(arguments);
        if (!thresholds)
            return thresholds.error();
        m_limits.mostP99Ms = thresholds->mostP99Ms.value_or(m_limits.mostP99Ms);
        m_limits.mostErrorShare = thresholds->mostErrorShare.value_or(m_limits.mostErrorShare);
        if (const auto writable = m_chart.isEmpty() ? base::Result<void>() : base::checkWritable(m_chart); !writable)
            return writable;
        return m_json.isEmpty() || !printsText() ? base::Result<void>() : m_file.check();
    }

    int run() {
        SignalWatcher signalWatcher; // until all is written
        if (printsText())
            print(headings(), m_console);
        int status = AllWell;
        while (const auto rate = m_search.next()) {
            status = fire(*rate, signalWatcher);
            if (status != AllWell)
                break;
        }
        if (status == AllWell && !m_search.highest())
            status = ThresholdMissed;
        status = worse(worse(status, tell(signalWatcher)), draw());
        signalWatcher.wait(0ms);
        return signalWatcher.first() == 0 ? status : worse(status, 128 + signalWatcher.first());
    }

private:
    bool printsText() const { return m_json != "-"_L1; }

    // One rate; what keeps the search from going on.
    int fire(double rate, SignalWatcher& signalWatcher) {
        BenchRun running(signalWatcher, m_console);
        running.setKnown(m_known);
        const auto ended = running.run(bench::planAtRate(m_plan, rate));
        if (!ended)
            return explain(ended.error(), m_console);
        signalWatcher.wait(0ms);
        if (signalWatcher.first() != 0)
            return 128 + signalWatcher.first();
        if (ended->result.serverDied) {
            m_console.message(Words::tr("The test server ended: the search ends with it."));
            return SomeFailed;
        }
        const CapacityStep step = bench::capacityStepOf(ended->result, m_limits);
        m_steps << step;
        m_search.tell(step.end == CapacityEnd::Held);
        if (printsText())
            print(rowOf(step), m_console);
        return AllWell;
    }

    int tell(SignalWatcher& signalWatcher) {
        if (printsText())
            m_console.line(summary());
        const bool isBound = std::any_of(m_steps.begin(), m_steps.end(), [](const CapacityStep& step) {
            return step.end != CapacityEnd::Held && step.isClientBound;
        });
        if (isBound)
            m_console.message(Words::tr("The client was the limit at a rate that did not hold: the server may be "
                                        "capable of more."));
        if (m_json.isEmpty())
            return AllWell;
        if (printsText()) {
            const auto written = m_file.add(QJsonDocument(json()).toJson(), signalWatcher);
            return written ? int(AllWell) : explain(written.error(), m_console);
        }
        m_console.json(json());
        m_console.flush();
        return AllWell;
    }

    int draw() const {
        if (m_chart.isEmpty())
            return AllWell;
        const auto drawn =
            base::writeFileAtomically(m_chart, bench::capacityChart(m_steps, m_limits, m_search.highest()));
        return drawn ? int(AllWell) : explain(drawn.error(), m_console);
    }

    QString summary() const {
        const auto highest = m_search.highest();
        const QString limits =
            Words::tr("p99 at most %1 ms, at most %2 % failed, at most %3 % not sent")
                .arg(QLocale().toString(m_limits.mostP99Ms), QLocale().toString(100 * m_limits.mostErrorShare),
                     QLocale().toString(100 * bench::CapacityLimits::mostNotSent));
        if (m_search.next())
            return Words::tr("The search was ended. The highest rate that held so far: %1 requests/s (%2).")
                .arg(shown(highest, 0), limits);
        if (!highest)
            return Words::tr("No rate held (%1).").arg(limits);
        return Words::tr("The highest rate that held: %1 requests/s, %2 a minute (%3).")
            .arg(shown(highest, 0), shown(60 * *highest, 0), limits);
    }

    QJsonObject json() const {
        QJsonArray curve;
        for (const CapacityStep& step : m_steps)
            curve.append(bench::capacityStepToJson(step));
        const auto highest = m_search.highest();
        return {{u"schema"_s, schema},
                {u"plan"_s, bench::planToJson(m_plan)},
                {u"max_p99_ms"_s, m_limits.mostP99Ms},
                {u"max_error_share"_s, m_limits.mostErrorShare},
                {u"max_not_sent_share"_s, bench::CapacityLimits::mostNotSent},
                {u"highest_rate_per_s"_s, highest ? QJsonValue(*highest) : QJsonValue(QJsonValue::Null)},
                {u"complete"_s, !m_search.next()},
                {u"curve"_s, curve}};
    }

    const QString m_json;
    const QString m_chart;
    const bench::LoadPlan m_plan;
    const BenchRun::Known m_known;
    Console& m_console;
    ResultFile m_file;
    bench::CapacitySearch m_search;
    bench::CapacityLimits m_limits;
    QList<CapacityStep> m_steps;
};

} // namespace

base::Result<void> checkFindCapacity(const Arguments& arguments, const bench::LoadPlan& plan) {
    for (const char* option : {"stage", "requests", "save", "min-rpm", "stop-after-refused", "ladder"}) {
        if (arguments.has(option))
            return base::Error{wrongUsage,
                               Words::tr("--%1 has no meaning with --find-capacity, which sets the rate and "
                                         "how long itself; --duration says how long at least.")
                                   .arg(QLatin1String(option))};
    }
    if (plan.rate <= 0)
        return base::Error{wrongUsage, Words::tr("--find-capacity wants a rate to begin with: add --rate.")};
    return {};
}

int findCapacity(const Arguments& arguments, const bench::LoadPlan& plan, const BenchRun::Known& known,
                 Console& console) {
    Finding finding(arguments, plan, known, console);
    if (const auto checked = finding.check(arguments); !checked)
        return explain(checked.error(), console);
    return finding.run();
}

} // namespace cli
