#pragma once

#include "cli/command.h"
#include "cli/standardinput.h"
#include "formats/transfer.h"

namespace cli {

// Runs one import or export to its end: what went wrong on standard error, a summary at the end, one JSON object when
// that is wanted; SIGINT and SIGTERM end it after the part in hand. Returns the exit status.
class TransferRun : public QObject {
    Q_OBJECT

public:
    TransferRun(library::Library& library, const Arguments& arguments, Console& console);

    int import(const formats::ImportOptions& options);
    int exportTo(const formats::ExportOptions& options);

private:
    int run();
    void show(const QList<formats::EntryResult>& results);
    void end(const formats::TransferSummary& summary);
    void finish();
    void keepLogins();

    std::optional<StandardInput> m_input; // when that is read
    formats::Transfer m_transfer;
    Console& m_console;
    bool m_json;
    bool m_isImport = false;
    qint64 m_shown = 0;
    int m_status = 0;
    QList<formats::FoundLink> m_logins;
    QList<formats::EntryResult> m_problems; // the first 100
    std::optional<formats::TransferSummary> m_summary;
};

} // namespace cli
