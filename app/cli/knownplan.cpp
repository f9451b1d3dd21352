#include "cli/knownplan.h"

#include "base/file.h"
#include "bench/planfiles.h"

#include <QCoreApplication>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostPlanBytes = 1024 * 1024;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

base::Error usage(const QString& message) {
    return {wrongUsage, message};
}

} // namespace

base::Result<bench::LoadPlan> planInFile(const QString& path) {
    const auto bytes = base::readFile(path, mostPlanBytes);
    if (!bytes)
        return usage(bytes.error().message);
    const auto plan = bench::planFromFile(*bytes);
    if (!plan)
        return base::Error{plan.error().kind,
                           Words::tr("The plan cannot be read from %1: %2").arg(path, plan.error().message)};
    return plan;
}

base::Result<void> readHeaders(const Arguments& arguments, bench::LoadPlan& plan) {
    const QStringList given = arguments.options.value(u"header"_s);
    QByteArrayList names;
    for (const QString& text : given) {
        const qsizetype colon = text.indexOf(u':');
        if (colon < 1)
            return usage(Words::tr("“%1” is no header field: write 'Name: value'.").arg(text));
        const QByteArray name = text.left(colon).trimmed().toUtf8();
        const QByteArray value = QByteArray("") + text.mid(colon + 1).trimmed().toUtf8();
        if (names.contains(name.toLower()))
            return usage(Words::tr("--header gives %1 twice: write its values into one, with commas between them.")
                             .arg(QString::fromUtf8(name)));
        names << name.toLower();
        plan.headers.removeIf([&name](const auto& kept) { return kept.first.compare(name, Qt::CaseInsensitive) == 0; });
        plan.headers.append({name, value});
    }
    return {};
}

base::Result<bench::LoadPlan> planOfFile(const QString& path, const Arguments& arguments) {
    auto plan = planInFile(path);
    if (!plan)
        return plan;
    if (const auto headers = readHeaders(arguments, *plan); !headers)
        return headers.error();
    if (const auto checked = bench::checkPlan(*plan); !checked)
        return base::Error{bench::badPlan, QString(path % ": "_L1 % checked.error().message)};
    return plan;
}

base::Result<BenchRun::Known> readFiles(const Arguments& arguments, const bench::LoadPlan& plan) {
    BenchRun::Known known;
    if (!plan.server) {
        const auto targets = bench::Targets::of(plan, {});
        if (!targets)
            return targets.error();
        if (!targets->remoteHosts().isEmpty() && !arguments.has("remote"))
            return base::Error{wrongUsage,
                               Words::tr("The target is not this computer but %1. Fire at servers of your own or with "
                                         "their owner's consent only; then add --remote.")
                                   .arg(targets->remoteHosts().first())};
        known.targets = *targets;
    }
    const auto body = bench::requestBodyOf(plan);
    if (!body)
        return base::Error{wrongUsage, body.error().message};
    known.body = *body;
    return known;
}

} // namespace cli
