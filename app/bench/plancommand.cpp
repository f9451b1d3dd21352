#include "bench/limits.h"
#include "bench/loadplan.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

QString secondsText(milliseconds time) {
    return QString::number(static_cast<double>(time.count()) / 1'000, 'g', 9);
}

QString quoted(const QString& text) {
    static const QRegularExpression harmless(u"^[A-Za-z0-9_./:=@%+,-]+$"_s);
    if (harmless.match(text).hasMatch())
        return text;
    return QString(u'\'' % QString(text).replace(u'\'', "'\\''"_L1) % u'\'');
}

} // namespace

bool isSecret(const QByteArray& name) {
    static const QList<QByteArray> marks{"auth",     "cookie", "credential", "key",  "passwd",
                                         "password", "secret", "session",    "token"};
    const QByteArray lower = name.toLower();
    return std::any_of(marks.begin(), marks.end(), [&lower](const QByteArray& mark) { return lower.contains(mark); });
}

std::optional<Stage> stageFromText(const QString& text) {
    const qsizetype colon = text.indexOf(u':');
    bool isRate = false;
    bool isTime = false;
    const double rate = text.left(colon).toDouble(&isRate);
    const double time = text.mid(colon + 1).toDouble(&isTime) * 1'000;
    const bool isStage = colon > 0 && isRate && isTime && rate >= 0 && rate <= mostRate && time >= 1 &&
                         time <= static_cast<double>(mostDurationMs);
    return isStage ? std::optional(Stage{rate, milliseconds(std::llround(time))}) : std::nullopt;
}

QString stageText(const Stage& stage) {
    return QString(QString::number(stage.rate, 'g', 9) % u':' % secondsText(stage.time));
}

QString planAsCommand(const LoadPlan& plan) {
    QStringList words{u"tidemark-cli"_s, u"bench"_s};
    const auto add = [&words](const QString& option, const QString& value) { words << option << quoted(value); };
    const LoadPlan standard;
    if (plan.server) {
        if (!plan.server->delay.isEmpty())
            add(u"--serve-delay"_s, plan.server->delay);
        add(u"--serve-body-size"_s, QString::number(plan.server->bodySize));
        add(u"--serve-seed"_s, QString::number(plan.server->seed));
    } else if (!plan.linksFile.isEmpty()) {
        add(u"--links"_s, plan.linksFile);
    } else if (!plan.target.isEmpty()) {
        words << quoted(plan.target);
        if (!isLoopback(QUrl(QString(plan.target).replace("{}"_L1, "1"_L1))))
            words << u"--remote"_s;
    }
    if (plan.requests > 0)
        add(u"--requests"_s, QString::number(plan.requests));
    if (plan.duration.count() > 0)
        add(u"--duration"_s, secondsText(plan.duration));
    if (plan.rate > 0)
        add(u"--rate"_s, QString::number(plan.rate, 'g', 9));
    for (const Stage& stage : plan.stages)
        add(u"--stage"_s, stageText(stage));
    if (plan.warmUp != standard.warmUp)
        add(u"--warm-up"_s, secondsText(plan.warmUp));
    add(u"--concurrency"_s, QString::number(plan.concurrency));
    add(u"--engine"_s, engineName(plan.engine));
    if (plan.threads > 0)
        add(u"--threads"_s, QString::number(plan.threads));
    if (!plan.caFile.isEmpty())
        add(u"--ca-file"_s, plan.caFile);
    for (const QString& address : plan.localAddresses)
        add(u"--local-address"_s, address);
    if (plan.insecure)
        words << u"--insecure"_s;
    if (plan.timeout != standard.timeout)
        add(u"--timeout"_s, secondsText(plan.timeout));
    if (plan.firstByteTimeout != standard.firstByteTimeout)
        add(u"--first-byte-timeout"_s, secondsText(plan.firstByteTimeout));
    if (plan.connectTimeout != standard.connectTimeout)
        add(u"--connect-timeout"_s, secondsText(plan.connectTimeout));
    if (plan.method != standard.method || !plan.bodyFile.isEmpty())
        add(u"--method"_s, QString::fromUtf8(plan.method));
    for (const auto& [name, value] : plan.headers)
        add(u"--header"_s,
            QString(QString::fromUtf8(name) % ": "_L1 % (isSecret(name) ? u"SECRET"_s : QString::fromUtf8(value))));
    if (!plan.bodyFile.isEmpty())
        add(u"--body-file"_s, plan.bodyFile);
    if (!plan.keepAlive)
        words << u"--no-keep-alive"_s;
    if (plan.followRedirects)
        words << u"--follow-redirects"_s;
    return words.join(u' ');
}

} // namespace bench
