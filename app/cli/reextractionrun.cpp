#include "cli/reextractionrun.h"

#include "cli/console.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QLocale>

namespace cli {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

} // namespace

ReExtractionRun::ReExtractionRun(library::Library& library, const Arguments& arguments, Console& console)
    : m_extraction(library, m_clock)
    , m_console(console)
    , m_json(arguments.has("json")) {
    connect(&m_extraction, &archive::ReExtraction::finished, this, &ReExtractionRun::end);
    connect(&m_extraction, &archive::ReExtraction::progressed, this, [this](const archive::ReExtractionTally& tally) {
        m_console.progress(
            Words::tr("%1 of %Ln pages", nullptr, static_cast<int>(tally.total)).arg(QLocale().toString(tally.done())));
    });
}

int ReExtractionRun::extract(const archive::ReExtractionOrder& order) {
    m_dryRun = order.dryRun;
    m_extraction.start(order);
    return run();
}

int ReExtractionRun::undo() {
    m_undo = true;
    m_extraction.undo();
    return run();
}

int ReExtractionRun::run() {
    SignalWatcher signalWatcher;
    connect(&signalWatcher, &SignalWatcher::arrived, this, [this](int number) {
        m_status = worse(m_status, 128 + number);
        m_extraction.stop();
    });
    return QCoreApplication::exec();
}

QString ReExtractionRun::summary(const archive::ReExtractionTally& tally) const {
    const QLocale locale;
    const int changed = static_cast<int>(tally.changed);
    const QString unchanged = locale.toString(tally.unchanged);
    if (m_undo && tally.unchanged == 0)
        return QString(Words::tr("%Ln article(s) put back as they were", nullptr, changed) % u'.');
    if (m_undo)
        return QString(Words::tr("%Ln article(s) put back as they were", nullptr, changed) % u", " %
                       Words::tr("%1 left because they were chosen since.").arg(unchanged));
    const QString first = m_dryRun ? Words::tr("%Ln article(s) would change", nullptr, changed)
                                   : Words::tr("%Ln article(s) changed", nullptr, changed);
    return QString(first % u", " % Words::tr("%1 unchanged, %2 failed.").arg(unchanged, locale.toString(tally.failed)));
}

void ReExtractionRun::end(const archive::ReExtractionEnd& end) {
    for (const QString& problem : end.problems)
        m_console.message(problem);
    if (end.error) {
        m_console.message(end.error->message);
        m_status = worse(m_status, statusOf(*end.error));
    }
    if (end.tally.failed > 0)
        m_status = worse(m_status, SomeFailed);
    if (m_json)
        m_console.json({{u"total"_s, end.tally.total},
                        {u"changed"_s, end.tally.changed},
                        {u"unchanged"_s, end.tally.unchanged},
                        {u"failed"_s, end.tally.failed},
                        {u"dry_run"_s, m_dryRun},
                        {u"undo"_s, m_undo},
                        {u"stopped"_s, end.stopped}});
    if (!end.error || end.tally.done() > 0)
        m_console.message(summary(end.tally));
    if (end.stopped && !end.error)
        m_console.message(Words::tr("Stopped. Each page is the old one or the new one; the same command goes on."));
    QCoreApplication::exit(m_status);
}

} // namespace cli
