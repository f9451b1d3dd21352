#include "bench/peeroutput.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostCount = 9e15;
constexpr qint64 heyKeeps = 1'000'000; // statuses; it counts no more of them, and goes on

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

using Found = std::optional<PeerCounts>;

// What stands in the first brackets where the pattern is found first, as a number; lines begin at ^.
std::optional<double> number(const QString& text, const QString& pattern) {
    const auto match = QRegularExpression(pattern, QRegularExpression::MultilineOption).match(text);
    bool isNumber = false;
    const double value = match.captured(1).toDouble(&isNumber);
    return match.hasMatch() && isNumber && value >= 0 && value < mostCount ? std::optional(value) : std::nullopt;
}

qint64 count(const QString& text, const QString& pattern) {
    return std::llround(number(text, pattern).value_or(0));
}

// "1234 requests in 5.01s": rounded, where the rate beside it is not.
Found ofWrk(const QString& text) {
    const auto done = number(text, u"^\\s*(\\d+) requests in "_s);
    const auto rate = number(text, u"^Requests/sec:\\s*([\\d.]+)"_s);
    if (!done || !rate || *rate <= 0)
        return std::nullopt;
    static const QRegularExpression errors(
        u"Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)"_s);
    qint64 broken = 0;
    const auto match = errors.match(text);
    for (int group = 1; group <= 4; ++group)
        broken += match.captured(group).toLongLong();
    const qint64 refused = count(text, u"^\\s*Non-2xx or 3xx responses: (\\d+)"_s);
    return PeerCounts{std::llround(*done) + broken, refused + broken, *done / *rate};
}

// hey, and oha, whose report is made after it.
Found ofHey(const QString& text) {
    const auto seconds = number(text, u"^\\s*Total:\\s*([\\d.]+) sec"_s);
    const auto rate = number(text, u"^\\s*Requests/sec:\\s*([\\d.]+)"_s);
    if (!seconds || !rate)
        return std::nullopt;
    static const QRegularExpression line(u"^\\s*\\[(\\d+)\\]\\s+(.*)$"_s, QRegularExpression::MultilineOption);
    const qsizetype errorsAt = text.indexOf("Error distribution:"_L1);
    qint64 answered = 0;
    qint64 failed = 0;
    qint64 broken = 0;
    const qsizetype statusesAt = qMax<qsizetype>(0, text.indexOf("Status code distribution:"_L1));
    for (auto lines = line.globalMatch(text, statusesAt); lines.hasNext();) {
        const auto match = lines.next();
        const QString words = match.captured(2);
        if (errorsAt >= 0 && match.capturedStart() > errorsAt) {
            if (!words.contains("aborted due to deadline"_L1)) // under way when the time was over
                broken += match.captured(1).toLongLong();
        } else {
            const qint64 each = words.section(u' ', 0, 0).toLongLong();
            answered += each;
            failed += match.captured(1).startsWith(u'2') ? 0 : each;
        }
    }
    if (answered >= heyKeeps)
        answered = qMax(answered, std::llround(*rate * *seconds) - broken);
    return PeerCounts{answered + broken, failed + broken, *seconds};
}

Found ofAb(const QString& text) {
    const auto seconds = number(text, u"^Time taken for tests:\\s*([\\d.]+)"_s);
    const auto done = number(text, u"^Complete requests:\\s*(\\d+)"_s);
    if (!seconds || !done)
        return std::nullopt;
    const qint64 failed =
        count(text, u"^Failed requests:\\s*(\\d+)"_s) + count(text, u"^Non-2xx responses:\\s*(\\d+)"_s);
    return PeerCounts{std::llround(*done), qMin(failed, std::llround(*done)), *seconds}; // it counts some twice
}

Found ofH2load(const QString& text) {
    const auto rate = number(text, u"^finished in [^,]+, ([\\d.]+) req/s"_s);
    static const QRegularExpression tally(
        u"^requests: \\d+ total, \\d+ started, (\\d+) done, (\\d+) succeeded, (\\d+) failed"_s,
        QRegularExpression::MultilineOption);
    const auto match = tally.match(text);
    if (!rate || !match.hasMatch())
        return std::nullopt;
    const qint64 succeeded = match.captured(2).toLongLong();
    const qint64 done = qMax(match.captured(1).toLongLong(), succeeded + match.captured(3).toLongLong());
    return PeerCounts{done, done - succeeded, *rate > 0 ? static_cast<double>(done) / *rate : 0};
}

// The last line that is an object: what comes before it is a greeting.
QJsonObject lastObject(const QByteArray& output) {
    const QByteArrayList lines = output.split('\n');
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        if (const QJsonDocument json = QJsonDocument::fromJson(*line); json.isObject())
            return json.object();
    }
    return {};
}

Found ofKeys(const QJsonObject& json, const QString& done, const QString& failed, const QString& seconds) {
    for (const QString& key : {done, failed, seconds}) {
        if (!json[key].isDouble() || json[key].toDouble() < 0 || json[key].toDouble() > mostCount)
            return std::nullopt;
    }
    return PeerCounts{json[done].toInteger(), json[failed].toInteger(), json[seconds].toDouble()};
}

Found ofAutocannon(const QJsonObject& json) {
    const auto good = ofKeys(json, u"2xx"_s, u"non2xx"_s, u"duration"_s); // done, failed
    if (!good)
        return std::nullopt;
    const qint64 failed = good->failed + qBound<qint64>(0, json[u"errors"_s].toInteger(), qint64(mostCount));
    return PeerCounts{good->done + failed, failed, good->seconds};
}

Found read(PeerKind kind, const QByteArray& output) {
    switch (kind) {
    case PeerKind::Direct:
    case PeerKind::Qt:
    case PeerKind::Sequential:
        return ofKeys(lastObject(output), u"completed"_s, u"failed"_s, u"elapsed_s"_s);
    case PeerKind::Aiohttp:
    case PeerKind::K6:
        return ofKeys(lastObject(output), u"done"_s, u"failed"_s, u"seconds"_s);
    case PeerKind::Wrk:
        return ofWrk(QString::fromUtf8(output));
    case PeerKind::Hey:
    case PeerKind::Oha:
        return ofHey(QString::fromUtf8(output));
    case PeerKind::Ab:
        return ofAb(QString::fromUtf8(output));
    case PeerKind::H2load:
        return ofH2load(QString::fromUtf8(output));
    case PeerKind::Autocannon:
        return ofAutocannon(lastObject(output));
    }
    return std::nullopt;
}

} // namespace

base::Result<PeerCounts> peerCounts(PeerKind kind, const QByteArray& output) {
    const Found found = read(kind, output);
    if (!found || found->done < found->failed)
        return base::Error{badOutput,
                           Words::tr("What it printed holds no figures that %1 would print.").arg(peerName(kind))};
    if (found->done == found->failed)
        return base::Error{badOutput, found->done == 0 ? Words::tr("It got no answer at all.")
                                                       : Words::tr("All of its requests failed.")};
    if (found->seconds <= 0)
        return base::Error{badOutput, Words::tr("It does not say how long it fired.")};
    return *found;
}

} // namespace bench
