#include "probe.h"

#include <QElapsedTimer>
#include <QMetaEnum>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include <sys/resource.h>

namespace {

constexpr qint64 worthNaming = 8'000; // µs

qint64 processorUs() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1'000'000LL + now.tv_nsec / 1'000;
}

QByteArray nameOf(QEvent::Type type) {
    const char* name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return name ? QByteArray(name) : QByteArray::number(type);
}

double ms(qint64 us) {
    return double(us) / 1000;
}

} // namespace

ProbedApplication::ProbedApplication(int& argc, char** argv)
    : QApplication(argc, argv) {}

bool ProbedApplication::notify(QObject* receiver, QEvent* event) {
    // The events of every other thread come here too.
    if (QThread::currentThread() != thread() || m_depth > 0 || !m_measuring)
        return QApplication::notify(receiver, event);
    // Asked for before: afterwards both may be gone.
    const QEvent::Type type = event->type();
    const QByteArray name = receiver->metaObject()->className();
    ++m_depth;
    const qint64 processorBefore = processorUs();
    QElapsedTimer timer;
    timer.start();
    const bool result = QApplication::notify(receiver, event);
    const qint64 us = timer.nsecsElapsed() / 1000;
    const qint64 processor = processorUs() - processorBefore;
    --m_depth;
    m_events.record(us);
    m_processor.record(processor);
    if (us > worthNaming)
        m_slow.push_back({us, processor, name + ' ' + nameOf(type)});
    return result;
}

void ProbedApplication::begin() {
    m_events = {};
    m_processor = {};
    m_slow.clear();
    m_measuring = true;
}

void ProbedApplication::report(const char* what, std::size_t slowest) {
    const auto over = std::ranges::count_if(m_slow, [](const SlowEvent& event) { return event.us > 16'000; });
    std::printf("%-10s %7llu events  p50 %.2f  p99 %.2f  p99.9 %.2f  max %.1f ms  over 16 ms: %lld   processor: p99 "
                "%.2f  max %.1f ms\n",
                what, static_cast<unsigned long long>(m_events.count()), ms(m_events.percentileOfAny(0.5)),
                ms(m_events.percentileOfAny(0.99)), ms(m_events.percentileOfAny(0.999)), ms(m_events.maximum()),
                static_cast<long long>(over), ms(m_processor.percentileOfAny(0.99)), ms(m_processor.maximum()));
    std::ranges::sort(m_slow, std::greater{}, &SlowEvent::us);
    for (std::size_t at = 0; at < std::min(m_slow.size(), slowest); ++at)
        std::printf("  %7.1f ms (processor %.1f ms)  %s\n", ms(m_slow[at].us), ms(m_slow[at].processorUs),
                    m_slow[at].what.constData());
}

double peakMebibytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024;
}
