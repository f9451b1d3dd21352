#include "bench/engine.h"

#include "bench/direct/directengine.h"
#include "bench/firing.h"

#include <QThread>

#include <algorithm>

namespace bench {

namespace {

int placesOf(const LoadPlan& plan, const Targets& targets, int cap) {
    if (plan.engine == EngineKind::Sequential)
        return 1;
    const bool ofQt = plan.engine == EngineKind::Qt;
    const int most = ofQt && targets.overTls() ? std::min(cap, net::LoadClient::mostOverTls) : cap;
    return std::max(1, std::min(plan.concurrency, most));
}

// To one origin all of them stay open: no other takes a place.
int idleOf(const Targets& targets, int places, int idle) {
    return targets.origins().size() > 1 ? idle : places + net::limits::connectionsPerGroup;
}

// Firing in a thread of its own. One at a time is the same thing with one place.
class QtEngine final : public Engine {
public:
    QtEngine(const LoadPlan& plan, const Targets& targets, const QByteArray& body, int places,
             std::function<void()> ended, const net::ResolverMaker& lookUp, int idle,
             std::function<void(Phase)> entered)
        : m_record(places, std::move(entered))
        , m_ended(std::move(ended))
        , m_make([=, this] {
            return new Firing(
                plan, targets, body, places, m_record, [this] { hasEnded(); }, lookUp, idle);
        }) {
        m_thread.setObjectName(QStringLiteral("load engine"));
        m_gate.moveToThread(&m_thread);
    }

    ~QtEngine() override {
        QMetaObject::invokeMethod(&m_gate, [this] {
            m_leaving = true;
            if (m_firing && !m_over)
                m_firing->stop();
            if (m_over)
                m_thread.quit(); // not before: what was posted would be dropped
        });
        m_thread.wait();
    }

    // What lives in the thread is made and ended there.
    void start() override {
        m_record.start();
        m_thread.start();
        QMetaObject::invokeMethod(&m_gate, [this] {
            m_firing = m_make();
            QObject::connect(&m_thread, &QThread::finished, m_firing, &QObject::deleteLater);
            m_firing->begin();
        });
    }

    void stop() override {
        QMetaObject::invokeMethod(&m_gate, [this] {
            if (m_firing)
                m_firing->stop();
        });
    }

    EngineTick tick() const override { return m_record.tick(); }

private:
    void hasEnded() {
        m_over = true;
        m_ended();
        if (m_leaving)
            m_thread.quit();
    }

    EngineRecord m_record;
    const std::function<void()> m_ended;
    const std::function<Firing*()> m_make;
    QThread m_thread;
    QObject m_gate; // into the thread: what is called through it keeps its order
    // Of the thread:
    Firing* m_firing = nullptr;
    bool m_over = false;
    bool m_leaving = false;
};

} // namespace

std::unique_ptr<Engine> makeEngine(const LoadPlan& plan, const Targets& targets, const QByteArray& body, int cap,
                                   std::function<void()> ended, const net::ResolverMaker& lookUp, int idle,
                                   std::function<void(Phase)> entered) {
    const int places = placesOf(plan, targets, cap);
    if (plan.engine == EngineKind::Direct)
        return direct::makeDirectEngine(plan, targets, body, places, std::move(ended), lookUp,
                                        idleOf(targets, places, idle), std::move(entered));
    return std::make_unique<QtEngine>(plan, targets, body, places, std::move(ended), lookUp,
                                      idleOf(targets, places, idle), std::move(entered));
}

} // namespace bench
