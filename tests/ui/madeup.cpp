#include "tests/ui/madeup.h"

#include "tests/ui/stage.h"

#include <cmath>

namespace stage {

namespace {

struct Piece {
    const char* link;
    const char* title;
};

constexpr Piece kept[] = {
    {"https://tidal-notes.example/2026/02/lamp-keepers", "What the last lamp keepers wrote into their books"},
    {"https://kitchen.example/bread/slow-rye", "A slow rye that forgives a forgotten evening"},
    {"https://www.maps.example/articles/coast-lines?part=2", "How long is a coast line? A walk with a shorter ruler"},
    {"https://blog.queue.example/waiting-lines", "Waiting lines, and why the other one moves faster"},
    {"https://lichthaus.example/artikel/glas", "Über das Schleifen von Linsen bei Tageslicht"},
    {"https://minato.example/tide-tables", "港の潮見表を読む"},
    {"https://garden.example/moss", "Moss on the north side, and other rules that fail"},
    {"https://tidal-notes.example/2026/01/ropes", "Nine knots for wet ropes"},
    {"https://numbers.example/percentiles", "The ninety-ninth percentile is a person"},
    {"https://radio.example/short-wave", "Listening for ships on a short-wave set"},
    {"https://print.example/type/ligatures", "Ligatures nobody asked for"},
    {"https://weather.example/barometer", "Reading a barometer without believing it"},
};

struct Broken {
    const char* link;
    int status;
    const char* kind;
    const char* text;
};

constexpr Broken broken[] = {
    {"https://old.example/harbour/1998", 410, "http-status", "old.example answered 410 Gone: the page was removed."},
    {"https://nowhere.example/", 0, "name-not-found", "There is no host named nowhere.example."},
    {"https://slow.example/archive/big-map.html", 0, "timeout", "slow.example took longer than 120 s."},
};

constexpr const char* running[] = {"https://press.example/long-read/the-quiet-canal",
                                   "https://photos.example/sets/winter-light", "https://wiki.example/Tide_mill"};

constexpr const char* waiting[] = {"https://tidal-notes.example/2025/12/ice", "https://kitchen.example/soup/leek",
                                   "https://wiki.example/Lock_keeper", "https://radio.example/valves",
                                   "https://garden.example/pruning"};

library::CaptureRecord capture(const QDateTime& when, int status, qint64 bytes, int ms) {
    library::CaptureRecord record;
    record.startedAt = when.addMSecs(-ms);
    record.finishedAt = when;
    record.outcome = "stored";
    record.status = status;
    record.bytes = bytes;
    record.timings = QByteArray("{\"total\":" + QByteArray::number(ms) + "}");
    return record;
}

void keep(library::Stores& stores, const QList<library::JobId>& jobs, const QDateTime& now) {
    for (qsizetype at = 0; at < std::ssize(kept); ++at) {
        const QString link = QString::fromUtf8(kept[at].link);
        auto record = capture(now.addSecs(-60 * at), 200, 41'000 + 97'003 * at, 310 + 140 * static_cast<int>(at));
        record.finalLink = link;
        const auto stored = stores.snapshots.commitCapture(
            jobs.at(at), record,
            madeUpSnapshot(link, QString::fromUtf8(kept[at].title), QString::fromUtf8(kept[at].title)));
        Q_UNUSED(stored)
    }
}

void breakDown(library::Stores& stores, const QList<library::JobId>& jobs, const QDateTime& now) {
    for (qsizetype at = 0; at < std::ssize(broken); ++at) {
        auto record = capture(now.addSecs(-90 * at), broken[at].status, 300, 1'240);
        record.outcome = "failed";
        record.errorKind = broken[at].kind;
        record.errorText = QString::fromUtf8(broken[at].text);
        const auto stored = stores.snapshots.commitFailure(jobs.at(at), record);
        Q_UNUSED(stored)
    }
}

template<std::size_t size>
QStringList links(const char* const (&list)[size]) {
    QStringList all;
    for (const char* link : list)
        all << QString::fromUtf8(link);
    return all;
}

} // namespace

library::NewSnapshot madeUpSnapshot(const QString& link, const QString& title, const QString& text) {
    const QByteArray html = QByteArray("<p>" + text.toHtmlEscaped().toUtf8() + "</p>");
    library::NewSnapshot snapshot;
    snapshot.capturedAt = QDateTime(QDate(2026, 3, 1), QTime(9, 30), Qt::UTC);
    snapshot.finalLink = link;
    snapshot.mediaType = "text/html";
    snapshot.charset = "utf-8";
    snapshot.body = library::pack(html);
    snapshot.article = library::pack(html);
    snapshot.title = title;
    snapshot.byline = QStringLiteral("Nora Vahl");
    snapshot.language = QStringLiteral("en");
    snapshot.direction = QStringLiteral("ltr");
    snapshot.wordCount = 1'240;
    snapshot.excerpt = text;
    snapshot.text = text;
    return snapshot;
}

MadeUp fill(Stage& stage) {
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QStringList first;
    for (const Piece& piece : kept)
        first << QString::fromUtf8(piece.link);
    QStringList second;
    for (const Broken& piece : broken)
        second << QString::fromUtf8(piece.link);
    // All have to be running before they can end.
    const auto jobs = stage.addJobs(first + second + links(running));
    const auto claimed = stage.write([now](library::Stores& stores) { return stores.jobs.claim(100, 100, {}, now); });
    Q_ASSERT(claimed && claimed->size() == jobs.size());
    const auto done = stage.write([jobs, now](library::Stores& stores) -> base::Result<void> {
        keep(stores, jobs, now);
        breakDown(stores, jobs.mid(std::ssize(kept)), now);
        return {};
    });
    Q_ASSERT(done);
    stage.addJobs(links(waiting));

    MadeUp made;
    made.counts = stage.counts();
    const archive::Phase phases[] = {archive::Phase::Fetching, archive::Phase::Images, archive::Phase::Fetching};
    for (const library::Job& job : *claimed) {
        const auto at = std::ssize(made.running);
        if (jobs.indexOf(job.id) < std::ssize(kept) + std::ssize(broken) || at >= 3)
            continue;
        archive::JobUpdate update;
        update.job = job;
        update.phase = phases[at];
        update.received = at == 0 ? 812'000 : 96'000;
        update.total = at == 0 ? 1'270'000 : -1;
        made.running.append(update);
    }
    return made;
}

void fillRecorder(Stage& stage) {
    for (int at = 0; at < 420; ++at) {
        stage.recorder().begin();
        measure::Outcome outcome;
        const double spread = std::sin(at * 12.9898) * 43'758.5453;
        const double share = spread - std::floor(spread);
        outcome.duration = std::chrono::microseconds(static_cast<qint64>(28'000 * std::pow(30, share * share)));
        outcome.status = 200;
        outcome.bytes = 48'000;
        stage.recorder().finish(outcome);
    }
    for (int at = 0; at < 3; ++at)
        stage.recorder().begin();
}

} // namespace stage
