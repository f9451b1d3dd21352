#include "enginefixture.h"

#include "tests/support/testserver.h"

#include <QRegularExpression>

#include <atomic>
#include <cstdlib>

using namespace Qt::StringLiterals;
using bench::LoadPlan;

// An allocator that counts what threads ask for that are not told to be quiet. Every way to memory leads here: operator
// new, Qt and OpenSSL end in these, which glibc leaves to a program to replace.
namespace {

thread_local bool isQuiet = false;
std::atomic<std::int64_t> allocations = 0;

void count() {
    if (!isQuiet)
        allocations.fetch_add(1, std::memory_order_relaxed);
}

} // namespace

// NOLINTBEGIN(bugprone-reserved-identifier): their names in glibc
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

void* malloc(std::size_t size) {
    count();
    return __libc_malloc(size);
}
void* calloc(std::size_t number, std::size_t size) {
    count();
    return __libc_calloc(number, size);
}
void* realloc(void* memory, std::size_t size) {
    count();
    return __libc_realloc(memory, size);
}
}
// NOLINTEND(bugprone-reserved-identifier)

// What a request costs the direct engine in memory: nothing.
class DirectMemoryTest : public QObject {
    Q_OBJECT

    static bench::server::Options quiet() {
        bench::server::Options options;
        options.keepLog = false;
        return options;
    }
    static LoadPlan planOf(support::TestServer& server, const QString& path, qint64 requests) {
        LoadPlan plan = planFor(server.url(path).toString(), requests, 16);
        plan.engine = bench::EngineKind::Direct;
        plan.threads = 1;
        return plan;
    }
    // By the engine's threads, from its making to its end.
    static std::int64_t allocationsOf(const LoadPlan& plan) {
        EngineFixture fixture(plan);
        const std::int64_t before = allocations;
        const auto tick = fixture.run();
        const std::int64_t after = allocations;
        [&] { QCOMPARE(tick.total.succeeded, static_cast<quint64>(plan.requests)); }();
        return after - before;
    }

    support::TestServer m_server{quiet()};

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        isQuiet = true; // this thread
        m_server.handle(u"/quiet"_s, [](const bench::server::Request& request) {
            isQuiet = true; // the server's
            return bench::server::answer(request, bench::server::textResponse(200, "quiet"));
        });
        allocationsOf(planOf(m_server, u"/quiet"_s, 1));
    }

    void requestsAreAnsweredWithoutAnAllocation_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("all the same") << u"/size/1000"_s;
        QTest::newRow("numbered") << u"/size/1000?{}"_s;
        QTest::newRow("chunked") << u"/size/1000?kind=chunked"_s;
        QTest::newRow("long") << u"/size/100000"_s;
    }
    void requestsAreAnsweredWithoutAnAllocation() {
        QFETCH(QString, path);
        constexpr qint64 few = 1'000;
        const std::int64_t ofFew = allocationsOf(planOf(m_server, path, few));
        const std::int64_t ofMany = allocationsOf(planOf(m_server, path, 10 * few));
        // A head that came in two pieces is put together in memory that its connection then keeps.
        constexpr int pieces = 3 * 16;
        const QString figures = u"%1 for %2 requests, %3 for %4"_s.arg(ofFew).arg(few).arg(ofMany).arg(10 * few);
        QVERIFY2(ofMany - ofFew <= pieces, qPrintable(figures));
    }

    void whatIsAllocatedForARequestWouldBeSeen() {
        LoadPlan plan = planOf(m_server, u"/size/1000"_s, 100);
        const std::int64_t kept = allocationsOf(plan);
        plan.keepAlive = false; // a connection for each
        QVERIFY(allocationsOf(plan) - kept >= 2 * (100 - 16));
    }
};

QTEST_GUILESS_MAIN(DirectMemoryTest)
#include "tst_directmemory.moc"
