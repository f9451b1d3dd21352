#include "models/planparts.h"

#include "bench/server/serve.h"
#include "models/benchformat.h"
#include "models/format.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDrawn = 60;      // characters of a cell …
constexpr int mostOfWhole = 2'000; // … and of one that differs from another only far behind
constexpr qsizetype leadIn = 20;   // of what two have in common before they differ

struct Words {
    Q_DECLARE_TR_FUNCTIONS(models)
};

struct PlanPart {
    QString label;
    QString (*text)(const bench::LoadPlan&);
    QString (*whole)(const bench::LoadPlan&); // what counts; drawn where the texts of two that differ are alike
};

QString orDash(const QString& text) {
    return text.isEmpty() ? unknownText() : text;
}

QString timeText(std::chrono::milliseconds time) {
    return time.count() == 0 ? unknownText() : secondsText(time);
}

QString wholeTime(std::chrono::milliseconds time) {
    return time.count() == 0 ? unknownText() : Words::tr("%1 ms").arg(countText(time.count()));
}

QString yesNo(bool yes) {
    return yes ? Words::tr("yes") : Words::tr("no");
}

// Of an open loop: "100", or "100 → 500:30 → 0:10".
QString rateText(const bench::LoadPlan& plan) {
    if (!plan.isOpenLoop())
        return unknownText();
    QStringList steps{QLocale().toString(plan.rate, 'g', 9)};
    for (const bench::Stage& stage : plan.stages)
        steps << bench::stageText(stage);
    return steps.join(u" → "_s);
}

QString whereTo(const bench::LoadPlan& plan) {
    if (plan.server)
        return Words::tr("test server");
    return plan.target.isEmpty() ? plan.linksFile : plan.target;
}

QString delayText(const bench::LoadPlan& plan) {
    return plan.server ? orDash(plan.server->delay) : unknownText();
}

// A delay can be written in more than one way.
QString wholeDelay(const bench::LoadPlan& plan) {
    if (!plan.server)
        return {};
    const auto delay = plan.server->delay.isEmpty() ? bench::Delay{} : bench::server::delayFromText(plan.server->delay);
    if (!delay)
        return plan.server->delay;
    const auto step = delay->choices() > 1 ? delay->step.count() : 0;
    return u"%1 %2 %3"_s.arg(delay->minimum.count()).arg(delay->maximum.count()).arg(step);
}

// As they are kept: without the values of those that are secret.
QString headerFields(const bench::LoadPlan& plan) {
    QStringList fields;
    const QJsonArray kept = bench::planToJson(plan)[u"headers"_s].toArray();
    for (const auto& each : kept) {
        const QString value = each.toArray().at(1).toString(QString(QChar(0x2026)));
        fields << QString(each.toArray().at(0).toString() % u": "_s % value);
    }
    return fields.join(u", "_s);
}

QList<PlanPart> planParts() {
    using Plan = bench::LoadPlan;
    const auto exact = [](const QString& label, QString (*text)(const Plan&)) { return PlanPart{label, text, text}; };
    return {
        exact(Words::tr("Target"), whereTo),
        {Words::tr("Delay"), delayText, wholeDelay},
        {Words::tr("Body"), [](const Plan& p) { return p.server ? sizeText(p.server->bodySize) : unknownText(); },
         [](const Plan& p) {
             return p.server ? Words::tr("%1 bytes").arg(countText(p.server->bodySize)) : unknownText();
         }},
        exact(Words::tr("Seed"),
              [](const Plan& p) { return p.server ? QString::number(p.server->seed) : unknownText(); }),
        exact(Words::tr("Requests"),
              [](const Plan& p) { return p.requests > 0 ? countText(p.requests) : unknownText(); }),
        exact(Words::tr("In flight"), [](const Plan& p) { return countText(p.concurrency); }),
        {Words::tr("Time"), [](const Plan& p) { return timeText(p.duration); },
         [](const Plan& p) { return wholeTime(p.duration); }},
        {Words::tr("Warm-up"), [](const Plan& p) { return timeText(p.warmUp); },
         [](const Plan& p) { return wholeTime(p.warmUp); }},
        exact(Words::tr("Engine"), [](const Plan& p) { return engineText(bench::engineName(p.engine)); }),
        exact(Words::tr("Threads"), [](const Plan& p) { return p.threads > 0 ? countText(p.threads) : unknownText(); }),
        exact(Words::tr("Rate"), rateText),
        exact(Words::tr("Comes from"), [](const Plan& p) { return orDash(p.localAddresses.join(u", "_s)); }),
        exact(Words::tr("Certificates"),
              [](const Plan& p) { return p.insecure ? Words::tr("not checked") : orDash(p.caFile); }),
        exact(Words::tr("Method"), [](const Plan& p) { return QString::fromUtf8(p.method); }),
        {Words::tr("Header fields"), [](const Plan& p) { return countText(p.headers.size()); }, headerFields},
        exact(Words::tr("Body sent"), [](const Plan& p) { return orDash(p.bodyFile); }),
        exact(Words::tr("Keep-alive"), [](const Plan& p) { return yesNo(p.keepAlive); }),
        exact(Words::tr("Redirects followed"), [](const Plan& p) { return yesNo(p.followRedirects); }),
        {Words::tr("Patience"), [](const Plan& p) { return timeText(p.timeout); },
         [](const Plan& p) { return wholeTime(p.timeout); }},
        {Words::tr("Patience to the first byte"), [](const Plan& p) { return timeText(p.firstByteTimeout); },
         [](const Plan& p) { return wholeTime(p.firstByteTimeout); }},
        {Words::tr("Patience to connect"), [](const Plan& p) { return timeText(p.connectTimeout); },
         [](const Plan& p) { return wholeTime(p.connectTimeout); }},
    };
}

QStringList onLines(const QStringList& texts, int most) {
    QStringList lines;
    for (const QString& text : texts)
        lines << oneLine(text, most);
    return lines;
}

// Without the beginning that all have in common, but for a little of it.
QStringList fromWhereTheyDiffer(const QStringList& wholes) {
    qsizetype common = wholes.first().size();
    for (const QString& whole : wholes) {
        const auto differ = std::mismatch(whole.begin(), whole.end(), wholes.first().begin(), wholes.first().end());
        common = std::min(common, qsizetype(differ.first - whole.begin()));
    }
    qsizetype from = common - leadIn;
    if (from <= 1)
        return wholes;
    if (wholes.first().at(from).isLowSurrogate())
        --from;
    QStringList ends;
    for (const QString& whole : wholes)
        ends << QString(QChar(0x2026) + whole.mid(from));
    return ends;
}

bool tellsApart(const QStringList& drawn, const QStringList& wholes) {
    for (qsizetype at = 0; at < wholes.size(); ++at) {
        for (qsizetype other = 0; other < at; ++other) {
            if (wholes.at(at) != wholes.at(other) && drawn.at(at) == drawn.at(other))
                return false;
        }
    }
    return true;
}

// As short as they can be and still show what differs.
QStringList drawn(const QStringList& texts, const QStringList& wholes) {
    for (const QStringList& lines :
         {onLines(texts, mostDrawn), onLines(wholes, mostDrawn), onLines(fromWhereTheyDiffer(wholes), mostDrawn)}) {
        if (tellsApart(lines, wholes))
            return lines;
    }
    return onLines(wholes, mostOfWhole);
}

} // namespace

QList<QStringList> planDifferences(const QList<NamedResult>& runs) {
    QList<QStringList> rows;
    const QList<PlanPart> parts = planParts();
    for (const PlanPart& part : parts) {
        QStringList texts;
        QStringList wholes;
        for (const NamedResult& run : runs) {
            texts << part.text(run.result.plan);
            wholes << part.whole(run.result.plan);
        }
        if (wholes.count(wholes.first()) == wholes.size())
            continue;
        const QStringList cells = drawn(texts, wholes);
        QStringList row{Words::tr("Plan: %1", "a part of it").arg(part.label), cells.first()};
        for (qsizetype at = 1; at < runs.size(); ++at)
            row << cells.at(at) << (wholes.at(at) == wholes.first() ? QString() : Words::tr("differs")) << QString();
        rows.append(row);
    }
    return rows;
}

} // namespace models
