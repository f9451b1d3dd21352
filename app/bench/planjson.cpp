#include "bench/limits.h"
#include "bench/loadplan.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

double seconds(milliseconds time) {
    return static_cast<double>(time.count()) / 1'000;
}

// Reads the fields of one object and notes the first that is not what it should be.
class Reader {
public:
    explicit Reader(const QJsonObject& object)
        : m_object(object) {}

    QString text(const QString& name, const QString& fallback = {}) {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined() || value.isNull())
            return fallback;
        if (!value.isString())
            blame(name);
        return value.toString();
    }
    qint64 integer(const QString& name, qint64 fallback) {
        const double number = this->number(name, static_cast<double>(fallback));
        if (number != std::floor(number) || std::abs(number) > 9e15) {
            blame(name);
            return fallback;
        }
        return static_cast<qint64>(number);
    }
    bool truth(const QString& name, bool fallback) {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined())
            return fallback;
        if (!value.isBool())
            blame(name);
        return value.toBool();
    }
    double decimal(const QString& name, double fallback) { return number(name, fallback); }
    milliseconds time(const QString& name, milliseconds fallback) {
        const double value = number(name, seconds(fallback));
        if (!(std::abs(value) < 1e9)) {
            blame(name);
            return fallback;
        }
        return milliseconds(std::llround(value * 1'000));
    }
    QJsonValue value(const QString& name) const { return m_object.value(name); }
    void blame(const QString& name) {
        if (m_wrong.isEmpty())
            m_wrong = name;
    }
    const QString& wrong() const { return m_wrong; }

private:
    double number(const QString& name, double fallback) {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined() || value.isNull())
            return fallback;
        if (!value.isDouble())
            blame(name);
        return value.toDouble();
    }

    const QJsonObject& m_object;
    QString m_wrong;
};

void readHeaders(Reader& reader, LoadPlan& plan) {
    const QJsonValue headers = reader.value(u"headers"_s);
    if (headers.isUndefined())
        return;
    if (!headers.isArray())
        reader.blame(u"headers"_s);
    const QJsonArray pairs = headers.toArray();
    for (const auto& each : pairs) {
        const QJsonArray pair = each.toArray();
        if (pair.size() != 2 || !pair.at(0).isString() || !(pair.at(1).isString() || pair.at(1).isNull())) {
            reader.blame(u"headers"_s);
            return;
        }
        QByteArray value; // null: a secret that was not kept
        if (pair.at(1).isString())
            value = QByteArray("") + pair.at(1).toString().toUtf8();
        plan.headers.append({pair.at(0).toString().toUtf8(), value});
    }
}

void readServer(Reader& reader, LoadPlan& plan) {
    const QJsonValue value = reader.value(u"server"_s);
    if (value.isUndefined() || value.isNull())
        return;
    if (!value.isObject())
        return reader.blame(u"server"_s);
    const QJsonObject object = value.toObject();
    Reader inner(object);
    ServerPlan server;
    server.delay = inner.text(u"delay"_s);
    server.bodySize = inner.integer(u"body_size"_s, server.bodySize);
    server.seed = static_cast<quint64>(inner.integer(u"seed"_s, static_cast<qint64>(server.seed)));
    if (!inner.wrong().isEmpty() || server.bodySize < 0)
        reader.blame(u"server"_s);
    plan.server = server;
}

// Pairs of requests a second and seconds.
void readStages(Reader& reader, LoadPlan& plan) {
    const QJsonValue value = reader.value(u"stages"_s);
    if (value.isUndefined())
        return;
    const QJsonArray stages = value.toArray();
    if (!value.isArray() || stages.size() > mostStages)
        return reader.blame(u"stages"_s);
    for (const auto& each : stages) {
        const QJsonArray pair = each.toArray();
        const double time = pair.at(1).toDouble();
        if (pair.size() != 2 || !pair.at(0).isDouble() || !pair.at(1).isDouble() || !(std::abs(time) < 1e9))
            return reader.blame(u"stages"_s);
        plan.stages.append({pair.at(0).toDouble(), milliseconds(std::llround(time * 1'000))});
    }
}

void readLocalAddresses(Reader& reader, LoadPlan& plan) {
    const QJsonValue value = reader.value(u"local_addresses"_s);
    const QJsonArray addresses = value.toArray();
    if (!value.isUndefined() && !value.isArray())
        reader.blame(u"local_addresses"_s);
    for (const auto& each : addresses) {
        if (!each.isString())
            return reader.blame(u"local_addresses"_s);
        plan.localAddresses << each.toString();
    }
}

} // namespace

QJsonObject planToJson(const LoadPlan& plan) {
    QJsonObject json{
        {u"engine"_s, engineName(plan.engine)},
        {u"method"_s, QString::fromUtf8(plan.method)},
        {u"concurrency"_s, plan.concurrency},
        {u"warm_up_s"_s, seconds(plan.warmUp)},
        {u"connect_timeout_s"_s, seconds(plan.connectTimeout)},
        {u"timeout_s"_s, seconds(plan.timeout)},
        {u"keep_alive"_s, plan.keepAlive},
        {u"follow_redirects"_s, plan.followRedirects},
    };
    for (const auto& [name, text] : {std::pair{u"name"_s, plan.name},
                                     {u"target"_s, plan.target},
                                     {u"links_file"_s, plan.linksFile},
                                     {u"body_file"_s, plan.bodyFile},
                                     {u"ca_file"_s, plan.caFile}}) {
        if (!text.isEmpty())
            json[name] = text;
    }
    if (plan.threads > 0)
        json[u"threads"_s] = plan.threads;
    if (!plan.localAddresses.isEmpty())
        json[u"local_addresses"_s] = QJsonArray::fromStringList(plan.localAddresses);
    if (plan.firstByteTimeout.count() > 0)
        json[u"first_byte_timeout_s"_s] = seconds(plan.firstByteTimeout);
    if (plan.insecure)
        json[u"insecure"_s] = true;
    if (plan.rate > 0)
        json[u"rate_per_s"_s] = plan.rate;
    QJsonArray stages;
    for (const Stage& stage : plan.stages)
        stages.append(QJsonArray{stage.rate, seconds(stage.time)});
    if (!stages.isEmpty())
        json[u"stages"_s] = stages;
    if (plan.requests > 0)
        json[u"requests"_s] = plan.requests;
    if (plan.duration.count() > 0)
        json[u"duration_s"_s] = seconds(plan.duration);
    if (plan.server)
        json[u"server"_s] = QJsonObject{{u"delay"_s, plan.server->delay},
                                        {u"body_size"_s, plan.server->bodySize},
                                        {u"seed"_s, static_cast<qint64>(plan.server->seed)}};
    QJsonArray headers;
    for (const auto& [name, value] : plan.headers)
        headers.append(QJsonArray{QString::fromUtf8(name), isSecret(name) ? QJsonValue(QJsonValue::Null)
                                                                          : QJsonValue(QString::fromUtf8(value))});
    if (!headers.isEmpty())
        json[u"headers"_s] = headers;
    return json;
}

base::Result<LoadPlan> planFromJson(const QJsonObject& json) {
    Reader reader(json);
    LoadPlan plan;
    plan.name = reader.text(u"name"_s);
    plan.target = reader.text(u"target"_s);
    plan.linksFile = reader.text(u"links_file"_s);
    plan.bodyFile = reader.text(u"body_file"_s);
    plan.method = reader.text(u"method"_s, u"GET"_s).toUtf8();
    plan.requests = reader.integer(u"requests"_s, 0);
    plan.concurrency = static_cast<int>(qBound(qint64(-1), reader.integer(u"concurrency"_s, 1), qint64(1'000'000)));
    plan.duration = reader.time(u"duration_s"_s, plan.duration);
    plan.warmUp = reader.time(u"warm_up_s"_s, plan.warmUp);
    plan.connectTimeout = reader.time(u"connect_timeout_s"_s, plan.connectTimeout);
    plan.firstByteTimeout = reader.time(u"first_byte_timeout_s"_s, plan.firstByteTimeout);
    plan.timeout = reader.time(u"timeout_s"_s, plan.timeout);
    plan.keepAlive = reader.truth(u"keep_alive"_s, plan.keepAlive);
    plan.followRedirects = reader.truth(u"follow_redirects"_s, plan.followRedirects);
    plan.threads = static_cast<int>(qBound(qint64(-1), reader.integer(u"threads"_s, 0), qint64(1'000'000)));
    plan.caFile = reader.text(u"ca_file"_s);
    plan.insecure = reader.truth(u"insecure"_s, plan.insecure);
    const auto engine = engineFromName(reader.text(u"engine"_s, engineName(EngineKind::Qt)));
    if (!engine)
        reader.blame(u"engine"_s);
    plan.engine = engine.value_or(EngineKind::Qt);
    plan.rate = reader.decimal(u"rate_per_s"_s, 0);
    readStages(reader, plan);
    readLocalAddresses(reader, plan);
    readHeaders(reader, plan);
    readServer(reader, plan);
    if (!reader.wrong().isEmpty())
        return base::Error{badPlan,
                           Words::tr("This is no load plan: “%1” is not what it should be.").arg(reader.wrong())};
    return plan;
}

base::Result<LoadPlan> planFromFile(const QByteArray& text) {
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    if (json.isEmpty())
        return base::Error{badPlan, Words::tr("It holds neither a load plan nor the result of a run.")};
    const auto plan = planFromJson(json[u"plan"_s].isObject() ? json[u"plan"_s].toObject() : json);
    if (!plan)
        return plan;
    return toFireAgain(*plan);
}

LoadPlan toFireAgain(LoadPlan plan) {
    static const QRegularExpression address(u"^http://127\\.0\\.0\\.1:[0-9]+/?$"_s);
    if (plan.server && address.match(plan.target).hasMatch())
        plan.target.clear();
    return plan;
}

} // namespace bench
