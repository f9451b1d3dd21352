#pragma once

#include "archive/capture.h"
#include "archive/committer.h"
#include "archive/countreader.h"
#include "archive/imagegate.h"
#include "archive/jobfeeder.h"
#include "archive/pipeline.h"
#include "archive/queuelimit.h"
#include "archive/restinghosts.h"
#include "archive/updatebatch.h"
#include "archive/workers.h"

namespace archive {

// The captures under way, and why none may begin. The parts do the work: the feeder takes jobs, each Capture brings one
// to its end, the committer writes it.
class Pipeline::Private : public QObject {
public:
    Private(Pipeline& pipeline, library::Library& library, net::Fetcher& fetcher, secrets::CredentialStore& credentials,
            base::Clock& clock, const CaptureSettings& chosen);
    ~Private() override;

    void start();
    void wake();
    void setOnly(const QSet<qint64>& jobs);
    void setPaused(bool wanted);
    void setHeld(const QString& why);
    void setSettings(const CaptureSettings& chosen);
    void cancel(const QList<qint64>& jobs);
    void stop();

private:
    // taking jobs
    void feedSoon();
    void feed();
    bool mayStart() const;
    Room room();
    void begin(const QList<library::Job>& jobs);
    void takeClaimEnd();
    void sayWhenIdle();

    // captures
    void take(Capture* capture, const std::shared_ptr<CaptureEnd>& end);
    void drop(const QList<library::JobId>& jobs);
    void takeCommitted(const JobUpdate& update, const library::Committed& result);
    void takeCancelled(const QList<library::Job>& jobs);
    void passOn(const net::FetchProgress& progress);

    // what slows or halts
    void slowHost(const Capture& capture, const QString& host, std::chrono::milliseconds wait);
    void restForDescriptors();
    void raiseLimit();
    void applyLimit();
    void haltForDisk(const base::Error& error);
    void haltForDamage(const QString& reason);
    void goOnWithDisk();
    void probeDisk();
    void sayHalt();
    Halt halt() const;
    QString haltSentence(Halt halt) const;
    void finishStop();

    Pipeline& q;
    library::Library& m_library;
    net::Fetcher& m_fetcher;
    base::Clock& m_clock;
    CaptureSettings m_settings;
    Workers m_workers;
    ImageGate m_imageGate;
    RestingHosts m_slowed; // by the job's host
    Tools m_tools;
    QueueLimit m_limit;
    JobFeeder m_feeder;
    Committer m_committer;
    UpdateBatch m_batch;
    CountReader m_counts;
    QHash<library::JobId, Capture*> m_captures;

    enum class Stage { Made, Running, Stopping, PuttingBack, Stopped } m_stage = Stage::Made;
    bool m_paused = false;
    QString m_held;                    // why what waits is to wait
    bool m_resting = false;            // no descriptors
    std::optional<base::Error> m_disk; // why nothing can be written
    bool m_probing = false;            // whether there is room again
    bool m_feedPosted = false;
    bool m_changedMeanwhile = false; // while a claim was open
    bool m_idleSaid = false;
    Halt m_said = Halt::None;
};

} // namespace archive
