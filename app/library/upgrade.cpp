#include "library/upgrade.h"

#include "library/errors.h"
#include "library/librarycopy.h"
#include "library/query.h"
#include "library/transaction.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>

#include <chrono>
#include <sqlite3.h>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

constexpr int instructionsBetweenReports = 50'000; // of SQLite's machine: some milliseconds
constexpr std::chrono::milliseconds reportEvery{100};

// While it is there, SQLite asks now and then whether to go on.
class Watch {
public:
    Watch(Database& database, const OpeningReport& report)
        : m_handle(database.handle())
        , m_report(report) {
        sqlite3_progress_handler(m_handle, instructionsBetweenReports, &Watch::ask, this);
    }
    ~Watch() { sqlite3_progress_handler(m_handle, 0, nullptr, nullptr); }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    bool tell(OpeningStep::Kind kind) {
        m_kind = kind;
        return goesOn();
    }

private:
    bool goesOn() {
        m_asked = std::chrono::steady_clock::now();
        return !m_report || m_report({m_kind, -1});
    }
    static int ask(void* self) {
        auto* watch = static_cast<Watch*>(self);
        const bool early = std::chrono::steady_clock::now() - watch->m_asked < reportEvery;
        return early || watch->goesOn() ? 0 : 1;
    }

    sqlite3* m_handle;
    const OpeningReport& m_report;
    OpeningStep::Kind m_kind = OpeningStep::Kind::Changing;
    std::chrono::steady_clock::time_point m_asked{};
};

// What a person put in, or the web did for them. A step adds to these and never takes from them.
constexpr const char* heldTables[] = {"page", "capture",  "snapshot", "snapshot_text", "asset", "blob",
                                      "tag",  "page_tag", "job",      "run",           "plan"};

base::Result<QHash<QByteArray, qint64>> countHeld(Database& database) {
    QHash<QByteArray, qint64> rows;
    for (const QByteArray table : heldTables) {
        const auto count = oneInteger(database, QByteArray("SELECT count(*) FROM " + table).constData(), 0);
        if (!count)
            return count.error();
        rows.insert(table, *count);
    }
    return rows;
}

base::Result<void> checkHeld(Database& database, const QHash<QByteArray, qint64>& before) {
    const auto after = countHeld(database);
    if (!after)
        return after.error();
    for (auto rows = before.constBegin(); rows != before.constEnd(); ++rows) {
        if (after->value(rows.key()) < rows.value())
            return base::Error{libraryFailed,
                               Words::tr("Bringing the library %1 up to date would have lost what it holds (%2), so "
                                         "it was left as it was. Please report this.")
                                   .arg(QDir::toNativeSeparators(database.file()), QString::fromLatin1(rows.key()))};
    }
    return {};
}

base::Result<void> change(Database& database, const QList<Migration>& migrations, int version,
                          const OpeningReport& report) {
    Watch watch(database, report);
    const auto before = countHeld(database);
    if (!before)
        return before.error();
    if (!watch.tell(OpeningStep::Kind::Changing))
        return base::Error{interrupted, {}};
    if (const auto done = applySteps(database, migrations, version); !done)
        return done;
    if (!watch.tell(OpeningStep::Kind::Checking))
        return base::Error{interrupted, {}};
    return checkHeld(database, *before);
}

base::Result<void> upgradeWithin(Database& database, const CloneSource& source, const QList<Migration>& migrations,
                                 const OpeningReport& report) {
    // An empty log makes the file alone the whole library. Held up by a reader, it is copied page by page.
    (void)oneInteger(database, "PRAGMA wal_checkpoint(TRUNCATE)", 0);
    Transaction transaction(database, Transaction::Kind::Write); // from the copy to the end nobody else may write
    if (const auto begun = transaction.begun(); !begun)
        return begun;
    const auto version = schemaVersion(database);
    if (!version)
        return version.error();
    if (const auto copied = copyLibrary(database, source, *version, report); !copied)
        return copied;
    const auto changed = change(database, migrations, *version, report);
    if (changed)
        return transaction.commit();
    if (changed.error().kind == interrupted) // by a person, who finds everything as it was
        QFile::remove(copyName(database.file(), *version));
    return changed;
}

} // namespace

base::Result<void> upgrade(const QString& file, const QList<Migration>& migrations, const OpeningReport& report,
                           const Clone& clone) {
    const CloneSource source(file, clone);
    const auto database = Database::open(file, Database::Access::ReadWrite);
    if (!database)
        return database.error();
    const auto done = upgradeWithin(**database, source, migrations, report);
    if (!done && done.error().kind == interrupted)
        return base::Error{interrupted, Words::tr("Bringing the library %1 up to date was stopped. It is as it was.")
                                            .arg(QDir::toNativeSeparators(file))};
    return done;
}

QString sentenceOf(const OpeningStep& step) {
    const int percent = qBound(0, int(step.share * 100), 100);
    switch (step.kind) {
    case OpeningStep::Kind::Copying:
        return step.share < 0 ? Words::tr("Making a copy of the library as it is now …")
                              : Words::tr("Making a copy of the library as it is now: %1 %").arg(percent);
    case OpeningStep::Kind::Changing:
        return Words::tr("Bringing the library up to date …");
    case OpeningStep::Kind::Checking:
        return Words::tr("Checking that nothing is missing …");
    }
    return {};
}

} // namespace library
