#include "bench/limits.h"
#include "models/benchformat.h"
#include "ui/benchmark/planfields.h"
#include "ui/benchmark/planform.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>

namespace ui {

using bench::LoadPlan;

namespace {

LoadPlan rightPlan() {
    LoadPlan plan;
    plan.server = bench::ServerPlan();
    return plan;
}

void setMarked(QWidget& field, const QString& why) {
    QPalette palette;
    if (!why.isEmpty()) {
        palette = field.palette();
        palette.setColor(QPalette::Base, isDark(palette) ? QColor(0x5c, 0x26, 0x26) : QColor(0xff, 0xdd, 0xd8));
    }
    field.setPalette(palette);
    field.setAccessibleDescription(why);
}

} // namespace

QList<PlanForm::Wrong> PlanForm::wrongTarget(const LoadPlan& given) const {
    QList<Wrong> wrong;
    const auto check = [&wrong](QWidget* field, const LoadPlan& plan) {
        if (const auto checked = bench::checkPlan(plan); !checked)
            wrong.append({field, checked.error().message});
    };
    LoadPlan probe = rightPlan();
    if (target() != Target::Server) {
        probe.server.reset();
        probe.target = given.target;
        probe.linksFile = given.linksFile;
        check(target() == Target::Link ? m_link : m_linksFile->field(), probe);
        return wrong;
    }
    probe.server->delay = given.server->delay;
    check(m_delay, probe);
    probe = rightPlan();
    probe.server->bodySize = given.server->bodySize;
    check(m_bodySize, probe);
    bool isNumber = false;
    m_seed->text().trimmed().toULongLong(&isNumber);
    probe = rightPlan();
    probe.server->seed = given.server->seed;
    if (isNumber)
        check(m_seed, probe);
    else
        wrong.append({m_seed, tr("The seed has to be a whole number, 0 or more.")});
    return wrong;
}

// Each part in a plan whose other parts are right.
QList<PlanForm::Wrong> PlanForm::wrongs() const {
    const LoadPlan given = plan();
    QList<Wrong> wrong = wrongTarget(given);
    const auto check = [&wrong](QWidget* field, const auto& set) {
        LoadPlan probe = rightPlan();
        set(probe);
        if (const auto checked = bench::checkPlan(probe); !checked)
            wrong.append({field, checked.error().message});
    };
    if (given.stages.isEmpty())
        check(m_requests, [&](LoadPlan& probe) {
            probe.requests = given.requests;
            probe.duration = std::chrono::milliseconds(given.duration.count() > 0 ? 1 : 0);
        });
    check(m_duration, [&](LoadPlan& probe) { probe.duration = given.duration; });
    check(m_concurrency, [&](LoadPlan& probe) { probe.concurrency = given.concurrency; });
    check(m_threads, [&](LoadPlan& probe) {
        probe.engine = given.engine;
        probe.threads = given.threads;
    });
    check(m_rate, [&](LoadPlan& probe) {
        probe.engine = given.engine;
        probe.rate = given.rate;
    });
    const QStringList stages = m_stages->text().simplified().split(u' ', Qt::SkipEmptyParts);
    const auto wrongStage =
        std::ranges::find_if(stages, [](const QString& text) { return !bench::stageFromText(text); });
    if (given.engine == bench::EngineKind::Direct && wrongStage != stages.end())
        wrong.append(
            {m_stages,
             tr("“%1” is no stage: write requests a second and seconds, such as 500:30.").arg(wrongStage->left(100))});
    else
        check(m_stages, [&](LoadPlan& probe) {
            probe.engine = given.engine;
            probe.rate = given.rate;
            probe.stages = given.stages;
            if (!given.stages.isEmpty())
                probe.requests = 0;
        });
    check(m_localAddresses, [&](LoadPlan& probe) {
        probe.engine = given.engine;
        probe.localAddresses = given.localAddresses;
    });
    check(m_firstByteTimeout, [&](LoadPlan& probe) {
        probe.engine = given.engine;
        probe.firstByteTimeout = given.firstByteTimeout;
    });
    check(m_caFile->field(), [&](LoadPlan& probe) {
        probe.engine = given.engine;
        probe.caFile = given.caFile;
        probe.insecure = given.insecure;
    });
    check(m_warmUp, [&](LoadPlan& probe) { probe.warmUp = given.warmUp; });
    check(m_method, [&](LoadPlan& probe) { probe.method = given.method; });
    check(m_bodyFile->field(), [&](LoadPlan& probe) {
        probe.bodyFile = given.bodyFile;
        if (given.method == "HEAD") // the one that has none
            probe.method = given.method;
    });
    if (const QString line = headersFromText(m_headers->toPlainText()).wrongLine; !line.isEmpty())
        wrong.append({m_headers, tr("“%1” is no header field: write Name: value, a line each.").arg(line.left(100))});
    else
        check(m_headers, [&](LoadPlan& probe) { probe.headers = given.headers; });
    check(m_connectTimeout, [&](LoadPlan& probe) { probe.connectTimeout = given.connectTimeout; });
    check(m_timeout, [&](LoadPlan& probe) { probe.timeout = given.timeout; });
    if (const auto checked = bench::checkPlan(given); !checked && wrong.isEmpty())
        wrong.append({m_target, checked.error().message});
    return wrong;
}

QString PlanForm::problem() const {
    const QList<Wrong> wrong = wrongs();
    return wrong.isEmpty() ? QString() : wrong.first().why;
}

QWidget* PlanForm::markWrong() {
    const QList<Wrong> wrong = wrongs();
    QList<QWidget*> fields;
    for (const Wrong& each : wrong) {
        if (!fields.contains(each.field))
            setMarked(*each.field, each.why);
        fields.append(each.field);
    }
    for (QWidget* field : std::as_const(m_marked)) {
        if (!fields.contains(field))
            setMarked(*field, {});
    }
    m_marked = fields;
    return fields.value(0);
}

} // namespace ui
