#include "article/article.h"
#include "article/charset.h"
#include "article/limits.h"
#include "article/parser.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace article;

namespace {

constexpr qint64 mostMemory = 300LL << 20; // what one page may cost at its worst
constexpr std::chrono::milliseconds deadline{1000};
constexpr int slack = 15'000; // ms for all that is not parsing: unoptimised builds with sanitizers

using Recipe = QByteArray (*)(); // pages are made one at a time: together they would be larger than what is measured

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

QByteArray times(int count, const QByteArray& piece) {
    return piece.repeated(count);
}

} // namespace

Q_DECLARE_METATYPE(Recipe)

class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void pagesMadeToHurtEndInTime_data() {
        QTest::addColumn<Recipe>("recipe");
        const auto row = [](const char* name, Recipe recipe) { QTest::newRow(name) << recipe; };
        row("one byte", []() -> QByteArray { return QByteArray("<"); });
        row("only NULs", []() -> QByteArray { return QByteArray(10000, '\0'); });
        row("only white space", []() -> QByteArray { return QByteArray(1 << 20, ' '); });
        row("nested div", []() -> QByteArray { return times(100'000, "<div>") + "text of the deepest element"; });
        row("nested div, closed",
            []() -> QByteArray { return times(30'000, "<div>") + "x" + times(30'000, "</div>"); });
        row("nested span", []() -> QByteArray { return times(100'000, "<span>") + "x"; });
        row("nested bold", []() -> QByteArray { return times(50'000, "<b>") + times(1000, "<p>x"); });
        row("formatting with attributes", []() -> QByteArray {
            QByteArray page;
            for (int i = 0; i < 2000; ++i)
                page += "<font color=" + QByteArray::number(i) + ">";
            return QByteArray(page + times(2000, "<p>x"));
        });
        row("nested links in blocks", []() -> QByteArray { return times(30'000, "<a href=x><div>"); });
        row("nested tables", []() -> QByteArray { return times(50'000, "<table><tr><td>x"); });
        row("nested lists", []() -> QByteArray { return times(50'000, "<ul><li>x"); });
        row("nested quotes", []() -> QByteArray { return times(50'000, "<blockquote>x"); });
        row("nested svg and math", []() -> QByteArray { return times(20'000, "<svg><math><mtext>"); });
        row("one tag of 60,000 attributes", []() -> QByteArray {
            QByteArray page("<p ");
            for (int i = 0; i < 60'000; ++i)
                page += "a" + QByteArray::number(i) + "=1 ";
            return QByteArray(page + ">text");
        });
        row("an endless tag", []() -> QByteArray { return "<p " + times(8 << 20, "a "); });
        row("an endless attribute", []() -> QByteArray { return "<p title=\"" + QByteArray(16 << 20, 'x'); });
        row("an endless comment", []() -> QByteArray { return "<!--" + QByteArray(16 << 20, '-'); });
        row("an endless script", []() -> QByteArray { return "<script>" + QByteArray(16 << 20, '<'); });
        row("a huge text", []() -> QByteArray { return "<p>" + times(1 << 18, "a word of text "); });
        row("one word", []() -> QByteArray { return "<p>" + QByteArray(16 << 20, 'x'); });
        row("32 MiB of <", []() -> QByteArray { return QByteArray(32 << 20, '<'); });
        row("32 MiB of &", []() -> QByteArray { return QByteArray(32 << 20, '&'); });
        row("32 MiB of quotes", []() -> QByteArray { return QByteArray(32 << 20, '"'); });
        row("entity flood", []() -> QByteArray { return times(2 << 20, "&NotEqualTilde;"); });
        row("numeric entity flood", []() -> QByteArray { return times(2 << 20, "&#x10FFFF;&#0;&#xD800;"); });
        row("a million elements", []() -> QByteArray { return times(1 << 20, "<b>x</b>"); });
        row("a million paragraphs", []() -> QByteArray { return times(1 << 20, "<p>some text here"); });
        row("a million images", []() -> QByteArray { return times(1 << 19, "<img src=a.png alt=x>"); });
        row("a million links", []() -> QByteArray { return times(1 << 19, "<a href=/x>a b c</a>"); });
        row("unclosed everything",
            []() -> QByteArray { return times(2000, "<p><b><a href='x><table><td><ul><li><pre><select><textarea"); });
        row("invalid UTF-8", []() -> QByteArray { return times(1 << 18, "<p>\xC3\x28\xF0\x9F\xFF\xED\xA0\x80</p>"); });
        row("deep JSON-LD",
            []() -> QByteArray { return "<script type=application/ld+json>" + times(100'000, "[") + "</script><p>x"; });
        row("wide JSON-LD", []() -> QByteArray {
            return "<script type=application/ld+json>[" + times(100'000, "{\"@type\":\"Article\"},") + "{}]</script>";
        });
        row("srcset flood", []() -> QByteArray { return "<p>x<img srcset='" + times(4000, "a 1w,") + "'>"; });
        row("dates flood",
            []() -> QByteArray { return times(20'000, "<time datetime=9999999999999999>12/12/12</time>"); });
    }
    void pagesMadeToHurtEndInTime() {
        QFETCH(Recipe, recipe);
        const Cost cost = costOf(recipe());
        QCOMPARE(cost.status, 0);
        QVERIFY2(cost.time < deadline.count() + slack, QByteArray::number(cost.time).constData());
        QVERIFY2(cost.memory < mostMemory, QByteArray::number(cost.memory >> 20).constData());
        if (qEnvironmentVariableIsSet("TIDEMARK_PRINT"))
            qInfo("%lld ms, %lld MiB", static_cast<long long>(cost.time), static_cast<long long>(cost.memory >> 20));
    }

    void depthIsFlattenedAndTextKept() {
        const QByteArray page = times(3000, "<div>") + "the deepest text" + times(3000, "</div>") + "<p>and after</p>";
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
        const Article found = extract("<p>begin</p>" + times(100'000, "<p>some words to read</p>"), options);
        QCOMPARE(found.flag, Flag::Truncated);
        QVERIFY(found.text.contains(QLatin1String("begin")) || found.text.contains(QLatin1String("some words")));
    }
};

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_hostile.moc"
