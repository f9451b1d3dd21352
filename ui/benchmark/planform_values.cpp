#include "bench/limits.h"
#include "ui/benchmark/planfields.h"
#include "ui/benchmark/planform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace ui {

using bench::EngineKind;
using bench::LoadPlan;
using std::chrono::milliseconds;

void PlanForm::setPlan(const LoadPlan& plan) {
    m_setting = true;
    m_name->setText(plan.name);
    const Target kind = plan.server || (plan.target.isEmpty() && plan.linksFile.isEmpty()) ? Target::Server
                        : plan.linksFile.isEmpty()                                         ? Target::Link
                                                                                           : Target::File;
    m_target->setCurrentIndex(static_cast<int>(kind));
    m_link->setText(kind == Target::Link ? plan.target : QString());
    m_linksFile->setPath(plan.linksFile);
    const bench::ServerPlan server = plan.server.value_or(bench::ServerPlan());
    m_delay->setText(server.delay);
    m_bodySize->setCount(server.bodySize);
    m_seed->setText(QString::number(server.seed));
    m_requests->setCount(plan.requests);
    m_duration->setMilliseconds(plan.duration.count());
    m_warmUp->setMilliseconds(plan.warmUp.count());
    m_concurrency->setCount(plan.concurrency);
    m_engine->setCurrentIndex(m_engine->findData(static_cast<int>(plan.engine)));
    m_threads->setCount(plan.threads);
    m_rate->setValue(plan.rate);
    QStringList stages;
    for (const bench::Stage& stage : plan.stages)
        stages << bench::stageText(stage);
    m_stages->setText(stages.join(u' '));
    m_localAddresses->setText(plan.localAddresses.join(u' '));
    m_caFile->setPath(plan.caFile);
    m_insecure->setChecked(plan.insecure);
    m_method->setText(QString::fromUtf8(plan.method));
    m_headers->setPlainText(headersToText(plan.headers));
    m_lostSecrets.clear();
    for (const auto& [name, value] : plan.headers) {
        if (value.isNull())
            m_lostSecrets.insert(name.toLower());
    }
    m_bodyFile->setPath(plan.bodyFile);
    m_timeout->setMilliseconds(plan.timeout.count());
    m_connectTimeout->setMilliseconds(plan.connectTimeout.count());
    m_firstByteTimeout->setMilliseconds(plan.firstByteTimeout.count());
    m_keepAlive->setChecked(plan.keepAlive);
    m_redirects->setChecked(plan.followRedirects);
    m_setting = false;
    tell();
}

// Those that are right.
QList<bench::Stage> PlanForm::stages() const {
    QList<bench::Stage> stages;
    const QStringList texts = m_stages->text().simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString& text : texts) {
        if (const auto stage = bench::stageFromText(text))
            stages.append(*stage);
    }
    return stages;
}

LoadPlan PlanForm::plan() const {
    LoadPlan plan;
    plan.name = m_name->text().simplified();
    if (target() == Target::Server)
        plan.server = bench::ServerPlan{.delay = m_delay->text().trimmed(),
                                        .bodySize = m_bodySize->count(),
                                        .seed = m_seed->text().trimmed().toULongLong()};
    else if (target() == Target::Link)
        plan.target = m_link->text().trimmed();
    else
        plan.linksFile = m_linksFile->path();
    plan.requests = m_requests->count();
    plan.duration = milliseconds(m_duration->milliseconds());
    plan.warmUp = milliseconds(m_warmUp->milliseconds());
    plan.engine = static_cast<EngineKind>(m_engine->currentData().toInt());
    plan.concurrency = plan.engine == EngineKind::Sequential
                           ? 1
                           : static_cast<int>(qMin<qint64>(m_concurrency->count(), bench::mostConcurrency + 1));
    if (plan.engine == EngineKind::Direct) {
        plan.threads = static_cast<int>(qMin<qint64>(m_threads->count(), bench::mostThreads + 1));
        plan.rate = m_rate->value();
        plan.stages = stages();
        if (!m_stages->text().trimmed().isEmpty()) {
            plan.requests = 0;
            plan.duration = milliseconds(0);
        }
        plan.localAddresses = m_localAddresses->text().simplified().split(u' ', Qt::SkipEmptyParts);
        plan.firstByteTimeout = milliseconds(m_firstByteTimeout->milliseconds());
        if (target() != Target::Server) {
            plan.caFile = m_caFile->path();
            plan.insecure = m_insecure->isChecked();
        }
    }
    plan.method = m_method->text().trimmed().toUtf8();
    plan.headers = headersFromText(m_headers->toPlainText()).fields;
    for (auto& [name, value] : plan.headers) {
        if (value.isEmpty() && m_lostSecrets.contains(name.toLower()))
            value = QByteArray();
    }
    plan.bodyFile = m_bodyFile->path();
    plan.timeout = milliseconds(m_timeout->milliseconds());
    plan.connectTimeout = milliseconds(m_connectTimeout->milliseconds());
    plan.keepAlive = m_keepAlive->isChecked();
    plan.followRedirects = m_redirects->isChecked();
    plan.name = bench::nameOfPlan(plan);
    return plan;
}

} // namespace ui
