#include "cli/ladder.h"

#include "base/file.h"
#include "cli/benchrun.h"
#include "cli/console.h"
#include "cli/librarycommand.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

#include <array>

namespace cli {

using namespace Qt::StringLiterals;

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
            Words::tr("ceiling"), Words::tr("memory"), Words::tr("article"), Words::tr("memory")};
}

QString seconds(std::chrono::duration<double> time) {
    return Words::tr("%1 s").arg(QLocale().toString(time.count(), 'f', 2));
}

Row rowOf(const bench::LadderStep& step, const bench::LoadResult& result) {
    const QLocale locale;
    const auto share = result.ceilingShare();
    const auto best = bench::bestPossible(step.plan);
    return {step.plan.name,
            QString(step.plan.server->delay % " s"_L1),
            best ? seconds(*best) : u"–"_s,
            seconds(result.elapsed),
            locale.toString(result.perMinute(), 'f', 0),
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

} // namespace

int runLadder(const QString& json, Console& console) {
    int status = AllWell;
    QByteArray lines;
    if (json != "-"_L1)
        print(headings(), console);
    const QList<bench::LadderStep> ladder = bench::articleLadder();
    for (const bench::LadderStep& step : ladder) {
        const auto ended = BenchRun(console).run(step.plan);
        if (!ended)
            return worse(status, explain(ended.error(), console));
        if (json == "-"_L1)
            console.json(jsonOf(step, ended->result));
        else
            print(rowOf(step, ended->result), console);
        lines += QJsonDocument(jsonOf(step, ended->result)).toJson(QJsonDocument::Compact) + '\n';
        if (ended->result.total.failed > 0)
            status = worse(status, SomeFailed);
        for (const QString& warning : ended->result.warnings)
            console.message(warning);
        if (ended->signal != 0) {
            status = worse(status, 128 + ended->signal);
            break;
        }
    }
    if (!json.isEmpty() && json != "-"_L1) {
        if (const auto written = base::writeFileAtomically(json, lines); !written)
            return worse(status, explain(written.error(), console));
    }
    return status;
}

} // namespace cli
