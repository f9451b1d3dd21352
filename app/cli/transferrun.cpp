#include "cli/transferrun.h"

#include "cli/console.h"
#include "cli/logins.h"
#include "secrets/credentialstore.h"
#include "signalwatcher.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qsizetype keptProblems = 100;

QJsonObject jsonOf(const formats::EntryResult& result) {
    return {{QStringLiteral("name"), result.name},
            {QStringLiteral("link"), result.link},
            {QStringLiteral("outcome"), QString::fromLatin1(formats::outcomeName(result.outcome))},
            {QStringLiteral("message"), result.message}};
}

} // namespace

TransferRun::TransferRun(library::Library& library, const Arguments& arguments, Console& console)
    : m_transfer(library)
    , m_console(console)
    , m_json(arguments.has("json")) {
    connect(&m_transfer, &formats::Transfer::entriesEnded, this, &TransferRun::show);
    connect(&m_transfer, &formats::Transfer::finished, this, &TransferRun::end);
    connect(&m_transfer, &formats::Transfer::loginsFound, this,
            [this](const QList<formats::FoundLink>& logins) { m_logins += logins; });
    connect(&m_transfer, &formats::Transfer::progressed, this, [this](double share, const formats::Tally& tally) {
        m_console.progress(
            Words::tr("%1 % · %Ln entries", nullptr, int(tally.all())).arg(QString::number(int(share * 100))));
    });
}

int TransferRun::import(const formats::ImportOptions& options) {
    m_isImport = true;
    if (options.source == QLatin1String("-"))
        m_input.emplace();
    m_transfer.startImport(options);
    return run();
}

int TransferRun::exportTo(const formats::ExportOptions& options) {
    m_transfer.startExport(options);
    return run();
}

int TransferRun::run() {
    SignalWatcher signalWatcher;
    connect(&signalWatcher, &SignalWatcher::arrived, this, [this](int number) {
        m_status = worse(m_status, 128 + number);
        m_transfer.cancel();
        if (m_input)
            m_input->end();
    });
    return QCoreApplication::exec();
}

void TransferRun::show(const QList<formats::EntryResult>& results) {
    for (const formats::EntryResult& result : results) {
        const QString name = result.name.isEmpty() ? result.link : result.name;
        const QString sentence =
            result.message.isEmpty() ? QString::fromLatin1(formats::outcomeName(result.outcome)) : result.message;
        const bool worthSaying = !result.message.isEmpty() && result.outcome != formats::Outcome::Unchanged;
        if (worthSaying && m_problems.size() < keptProblems)
            m_problems << result;
        if (worthSaying && ++m_shown <= keptProblems)
            m_console.message(QString(name % u": " % sentence));
        else
            m_console.verbose(QString(name % u": " % sentence));
    }
}

void TransferRun::end(const formats::TransferSummary& summary) {
    m_summary = summary;
    if (summary.error) {
        m_console.message(summary.error->message);
        m_status = worse(m_status, statusOf(*summary.error));
    }
    if (summary.tally.failed > 0)
        m_status = worse(m_status, SomeFailed);
    if (m_logins.isEmpty())
        finish();
    else
        keepLogins();
}

void TransferRun::keepLogins() {
    auto* store = secrets::makeKeychainStore().release();
    store->setParent(this);
    cli::keepLogins(*store, m_logins, this, [this](KeptLogins kept) {
        m_console.message(
            kept.inSession == 0
                ? Words::tr("Names and passwords were cut off links and are kept in the system's keychain.")
                : Words::tr("Names and passwords were cut off links. There is no keychain here, so they are "
                            "not kept: give them again when a page asks for them."));
        finish();
    });
}

void TransferRun::finish() {
    const formats::Tally& tally = m_summary->tally;
    if (m_json) {
        QJsonArray problems;
        for (const formats::EntryResult& result : m_problems)
            problems << jsonOf(result);
        m_console.json({{QStringLiteral("format"), QString::fromLatin1(formats::formatName(m_summary->format))},
                        {QStringLiteral("done"), tally.done},
                        {QStringLiteral("unchanged"), tally.unchanged},
                        {QStringLiteral("skipped"), tally.skipped},
                        {QStringLiteral("failed"), tally.failed},
                        {QStringLiteral("cancelled"), m_summary->cancelled},
                        {QStringLiteral("problems"), problems}});
    }
    if (!m_summary->error || tally.all() > 0) {
        const bool makesJobs = m_isImport && m_summary->format != formats::Format::CachedArticles;
        const int count = int(tally.done);
        const QString done =
            makesJobs    ? Words::tr("%Ln link(s) wait to be archived (tidemark-cli archive does it)", nullptr, count)
            : m_isImport ? Words::tr("%Ln imported", nullptr, count)
                         : Words::tr("%Ln exported", nullptr, count);
        m_console.message(QString(
            done % u", " %
            Words::tr("%1 there already, %2 skipped, %3 failed.")
                .arg(QString::number(tally.unchanged), QString::number(tally.skipped), QString::number(tally.failed))));
    }
    QCoreApplication::exit(m_status);
}

} // namespace cli
