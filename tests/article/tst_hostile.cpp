#include "article/article.h"
#include "article/charset.h"
#include "article/limits.h"
#include "article/parser.h"

#include "hostilepages.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace article;

namespace {

// What one page may cost at its worst.
#if defined(__SANITIZE_ADDRESS__)
constexpr qint64 mostMemory = 450LL << 20;
#else
constexpr qint64 mostMemory = 300LL << 20;
#endif
#if defined(NDEBUG)
constexpr qint64 timeHere = 5'000; // ms
#else
constexpr qint64 timeHere = 16'000; // unoptimised, with sanitizers
#endif
constexpr std::chrono::milliseconds deadline{1000};

// What a page cost a process of its own, whose peak knows nothing of the pages before it.
struct Cost {
    qint64 memory = 0; // bytes at its worst, beyond what the process had before
    qint64 time = 0;   // ms of CPU: others may be at work on this machine
    int status = -1;   // as wait(2) tells it; 0: well-formed output
};

// What a child takes over from this process: its own pages, not those of files.
qint64 privateBytes() {
    QFile pages(QStringLiteral("/proc/self/statm"));
    if (!pages.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> counts = pages.readAll().split(' '); // size, resident, shared … (proc(5))
    return (counts.value(1).toLongLong() - counts.value(2).toLongLong()) * ::sysconf(_SC_PAGESIZE);
}

qint64 milliseconds(const timeval& time) {
    return time.tv_sec * 1000 + time.tv_usec / 1000;
}

Cost costOf(const QByteArray& page) {
    const qint64 before = privateBytes();
    const pid_t child = ::fork();
    if (child == 0) {
        ExtractOptions options;
        options.parseDeadline = deadline;
        const Article found = extract(page, options);
        ::_exit(isValidUtf8(found.html) && !found.html.contains('\0') ? 0 : 1);
    }
    Cost cost;
    rusage used{};
    if (child < 0 || ::wait4(child, &cost.status, 0, &used) != child)
        return {};
    cost.memory = qint64(used.ru_maxrss) * 1024 - before;
    cost.time = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    return cost;
}

// Twenty ordinary pages of 4 MiB, where the machine is so slow that they take longer than is stated above.
qint64 mostTime() {
    static const qint64 ordinary = costOf(QByteArray("<p>some text here").repeated(1 << 18)).time;
    return std::max(timeHere, 20 * ordinary);
}

} // namespace

Q_DECLARE_METATYPE(Recipe)

class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void pagesMadeToHurtEndInTime_data() {
        QTest::addColumn<Recipe>("recipe");
        for (const HostilePage& page : hostilePages())
            QTest::newRow(page.name) << page.recipe;
    }
    void pagesMadeToHurtEndInTime() {
        QFETCH(Recipe, recipe);
        const Cost cost = costOf(recipe());
        if (qEnvironmentVariableIsSet("TIDEMARK_PRINT"))
            qInfo("%lld ms, %lld MiB", static_cast<long long>(cost.time), static_cast<long long>(cost.memory >> 20));
        QCOMPARE(cost.status, 0);
        QVERIFY2(cost.time < mostTime(), QByteArray::number(cost.time).constData());
        QVERIFY2(cost.memory < mostMemory, QByteArray::number(cost.memory >> 20).constData());
    }

    void depthIsFlattenedAndTextKept() {
        const QByteArray page = QByteArray("<div>").repeated(3000) + "the deepest text" +
                                QByteArray("</div>").repeated(3000) + "<p>and after</p>";
        const Document document = parse({page.constData(), size_t(page.size())}, std::chrono::seconds(20));
        QByteArray text;
        for (NodeId id = 0; id < document.size(); ++id) {
            QVERIFY(document.node(id).depth < treeDepth.standard);
            if (document.tag(id) == Tag::Text)
                text += QByteArray(document.text(id).data(), qsizetype(document.text(id).size()));
        }
        QCOMPARE(text, QByteArray("the deepest textand after"));
    }

    void subtreesAreRanges() {
        const QByteArray page = "<div><p>a<b>b</b></p><p>c</p></div><p>d</p>";
        const Document document = parse({page.constData(), size_t(page.size())}, std::chrono::seconds(5));
        for (NodeId id = 1; id < document.size(); ++id) {
            const NodeId above = document.parent(id);
            QVERIFY(above < id);
            QVERIFY(document.end(id) > id);
            QVERIFY(document.end(id) <= document.end(above));
            NodeId sum = 1;
            for (NodeId child = document.firstChild(id); child != noNode; child = document.nextSibling(child))
                sum += document.end(child) - child;
            QCOMPARE(sum, document.end(id) - id);
        }
    }

    void aPageCutAtTheDeadlineSaysSo() {
        ExtractOptions options;
        options.parseDeadline = std::chrono::milliseconds(0);
        const Article found =
            extract("<p>begin</p>" + QByteArray("<p>some words to read</p>").repeated(100'000), options);
        QCOMPARE(found.flag, Flag::Truncated);
        QVERIFY(found.text.contains(QLatin1String("begin")) || found.text.contains(QLatin1String("some words")));
    }
};

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_hostile.moc"
