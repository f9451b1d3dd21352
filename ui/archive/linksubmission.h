#pragma once

#include "library/types.h"
#include "ui/archive/linkreading.h"
#include "ui/core.h"

#include <QObject>

#include <memory>

namespace ui {

// What is handed in together.
struct LinkBatch {
    library::IfKept ifKept = library::IfKept::CaptureAgain;
    QList<formats::FoundLink> links;
    QList<LinkReading> readings; // after the links
    qint64 expected = 0;         // links in all, as far as they were counted
};

// What came of handing links in.
struct IntakeResult {
    qint64 added = 0;
    library::JobId first = 0; // of what was added, 0 when nothing was
    qint64 alreadyWaiting = 0;
    qint64 alreadyKept = 0;
    qint64 badLines = 0;  // in files and long texts
    qint64 linesLeft = 0; // of the field, which were no links
    bool cancelled = false;
    bool handedOver = false; // it came from elsewhere, not from the field
    QString error;           // a sentence; what was added before it stays
};

// Writes links as jobs: one batch at a time, its files read by the worker, its logins taken to their store, the
// pipeline woken as soon as there is something to do.
class LinkSubmission : public QObject {
    Q_OBJECT

public:
    LinkSubmission(const Core& core, Worker& worker, QObject* parent = nullptr);
    ~LinkSubmission() override; // cancels

    bool busy() const { return m_running != nullptr; }
    void begin(const LinkBatch& batch);                  // not while it is busy
    void addToo(const QList<formats::FoundLink>& links); // beside what is under way, without waiting for it
    void cancel();                                       // what is on disk stays

Q_SIGNALS:
    void progressed(qint64 accepted, qint64 expected);
    void ended(const ui::IntakeResult& result);     // not told of addToo()
    void refused(qint64 links, const QString& why); // of addToo(): none of these is on disk

private:
    struct Running;

    void read(const std::shared_ptr<Running>& running, const QList<LinkReading>& readings,
              const QList<formats::FoundLink>& links);
    void write(const std::shared_ptr<Running>& running, const QList<formats::FoundLink>& links);
    void finish(const std::shared_ptr<Running>& running);

    Core m_core;
    Worker& m_worker;
    std::shared_ptr<Running> m_running;
};

} // namespace ui
