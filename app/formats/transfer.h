#pragma once

#include "formats/exporter.h"
#include "formats/importer.h"

#include <QObject>

#include <memory>

namespace library {
class Library;
}

namespace formats {

struct TransferSummary {
    Format format = Format::CachedArticles;
    Tally tally;
    bool cancelled = false;
    std::optional<base::Error> error; // why it ended early; what was brought in or written before stays
};

// One import or export over the open library without holding up any of its threads: files are read and written on a
// thread of its own, the library is read and written in small parts. Lives in the thread of its owner, which runs an
// event loop. Start it once.
class Transfer : public QObject {
    Q_OBJECT

public:
    explicit Transfer(library::Library& library, QObject* parent = nullptr);
    ~Transfer() override; // cancels, waits for the part in hand

    void startImport(const ImportOptions& options);
    void startExport(const ExportOptions& options);
    void cancel();

Q_SIGNALS:
    void progressed(double share, const formats::Tally& tally); // 0…1
    void entriesEnded(const QList<formats::EntryResult>& results);
    void loginsFound(const QList<formats::FoundLink>& links); // with user and password, for the credential store
    void finished(const formats::TransferSummary& summary);   // exactly once, from the event loop

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace formats
