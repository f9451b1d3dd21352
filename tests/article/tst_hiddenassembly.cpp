#include "article/article.h"
#include "article/assembly.h"
#include "article/limits.h"
#include "article/parser.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

constexpr int slack = 15'000; // ms: unoptimised builds with sanitizers, busy machines

Document parsed(const QByteArray& html) {
    return parse({html.constData(), size_t(html.size())}, std::chrono::seconds(20));
}

// All text of the page that is no script, in order.
QByteArray textOfPage(const QByteArray& html) {
    const Document document = assembled(parsed(html));
    QByteArray text;
    for (NodeId id = 0; id < document.size();) {
        if (document.tag(id) == Tag::Script) {
            id = document.end(id);
            continue;
        }
        if (document.tag(id) == Tag::Text)
            text += QByteArray(document.text(id).data(), qsizetype(document.text(id).size()));
        ++id;
    }
    return text.simplified();
}

QByteArray sentence(int words) {
    QByteArray text;
    for (int i = 0; i < words; ++i)
        text += "word" + QByteArray::number(i) + ' ';
    return text.trimmed();
}

const char streamed[] = R"(<main>one <!--$?--><template id="B:0"></template>loading <!--$--><i>nested</i><!--/$-->
    still loading<!--/$--> three</main><div hidden id="S:0">two</div>)";

} // namespace

class HiddenAssemblyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aStreamedPieceTakesThePlaceOfWhatWasShownMeanwhile() {
        const QByteArray page = QByteArray(streamed) + R"(<script>$RC=function(a,b){};$RC("B:0","S:0")</script>)";
        QCOMPARE(textOfPage(page), QByteArray("one two three"));
    }

    void aPieceThatNoScriptMovesStaysWhereItIs() {
        QCOMPARE(textOfPage(streamed), QByteArray("one loading nested still loading threetwo"));
    }

    void piecesWithinPiecesAreMovedToo() {
        QCOMPARE(
            textOfPage(
                R"(<p>a<template id="B:0"></template>d</p><div hidden id="S:0">b<template id="P:2"></template></div>
            <div hidden id="S:2">c</div><script>$RS('S:2','P:2');$RC('B:0','S:0')</script>)"),
            QByteArray("abcd"));
        QCOMPARE(textOfPage(R"(<p>a<template id="B:1"></template>c</p><div hidden id="S:5">b</div>
            <script>$RR("B:1","S:5",[["style.css","x"]])</script>)"),
                 QByteArray("abc"));
        QCOMPARE(textOfPage(R"(<p>a<template id="B:1"></template>c</p><div hidden id="S:5">b</div>
            <template data-rci="" data-bid="B:1" data-sid="S:5"></template>)"),
                 QByteArray("abc"));
        QCOMPARE(
            textOfPage(
                R"(<p>a<template id="pl-7"></template>c</p><template id="7">b</template><script>$df("7")</script>)"),
            QByteArray("abc"));
    }

    void piecesThatHoldEachOtherAreKeptOnce() {
        QCOMPARE(textOfPage(R"(<p>a</p><div hidden id="S:0">b<template id="B:1"></template></div>
            <div hidden id="S:1">c<template id="B:0"></template></div>
            <script>$RC("B:0","S:0");$RC("B:1","S:1");$RC("B:0","S:1");$RC("B:9","S:9")</script>)"),
                 QByteArray("a bc"));
        QCOMPARE(textOfPage(
                     R"(<div hidden id="S:0">b<template id="B:0"></template></div><script>$RC("B:0","S:0")</script>)"),
                 QByteArray("b"));
    }

    void aShadowRootStandsInItsHostsPlace() {
        QCOMPARE(
            textOfPage(R"(a <x-card><template shadowrootmode="open"><style>p{}</style><p>b</p></template></x-card> c)"),
            QByteArray("a b c"));
        QCOMPARE(textOfPage(R"(a <x-card><template shadowroot="open"> b </template>unseen</x-card> c)"),
                 QByteArray("a b c"));
    }

    void slotsShowTheChildrenOfTheHost() {
        QCOMPARE(textOfPage(R"(<x-card><template shadowrootmode="open">1 <slot name="t">none</slot> 3 <slot></slot> 5
            <slot name="u">6</slot></template> 4 <b slot="t">2</b><i slot="elsewhere">unseen</i></x-card>)"),
                 QByteArray("1 2 3 4 5 6"));
    }

    void aSlotWithinASlotIsFilled() {
        QCOMPARE(
            textOfPage(
                R"(<x-a><template shadowrootmode="open">1 <x-b><template shadowrootmode="open">2 <slot></slot> 4</template>
            <slot></slot></x-b> 5</template> 3 </x-a>)"),
            QByteArray("1 2 3 4 5"));
    }

    void anEmptyShadowRootHidesNothing() {
        QCOMPARE(textOfPage(R"(<x-card><template shadowrootmode="open"><style>p{}</style></template>kept</x-card>)"),
                 QByteArray("kept"));
    }

    void aTemplateIsNoTextOfThePage() {
        const QByteArray page = "<p>" + sentence(60) + "</p><template><p>" + sentence(90) + "</p></template>";
        QCOMPARE(textOfPage(page), sentence(60));
        QCOMPARE(textOfPage("<p>short</p><template>{{title}} " + sentence(90) + "</template>"), QByteArray("short"));
    }

    void aPageWhoseTextLiesInATemplateIsReadFromIt() {
        const Article found = extract("<div id=app>Loading</div><template id=page><article><p>" + sentence(90) +
                                      "</p><p>" + sentence(50) + "</p></article></template>");
        QVERIFY(found.text.contains(QLatin1String("word89")));
        QCOMPARE(found.flag, Flag::None);
    }

    void linksInTemplatesAreNoLinksOfThePage() {
        QCOMPARE(
            anchorsOf("<a href=https://a.example/>a</a><template><a href=https://b.example/>b</a></template>").size(),
            1);
    }

    void pagesMadeToHurtEndInTime_data() {
        QTest::addColumn<QByteArray>("page");
        QTest::newRow("templates side by side") << QByteArray("<template><p>x</template>").repeated(60'000);
        QTest::newRow("nested templates") << QByteArray("<template>").repeated(50'000) + "x";
        QTest::newRow("nested shadow roots")
            << QByteArray("<x-a><template shadowrootmode=open><slot>").repeated(20'000);
        QTest::newRow("roots of one host")
            << "<x-a>" + QByteArray("<template shadowrootmode=open><slot></slot></template>x").repeated(30'000);
        QTest::newRow("slots of one host") << "<x-a><template shadowrootmode=open>" +
                                                  QByteArray("<slot></slot>").repeated(50'000) + "</template>" +
                                                  QByteArray("<b>x</b>").repeated(50'000);
        QTest::newRow("marks that never end") << QByteArray("<!--$?--><template id=B:0></template>").repeated(50'000);
        QTest::newRow("marks that only end") << QByteArray("<!--/$-->x").repeated(100'000);
        QTest::newRow("calls without end") << "<script>" + QByteArray("$RC(\"").repeated(200'000) + "</script>";
        QByteArray chain;
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray number = QByteArray::number(i);
            const QByteArray next = QByteArray::number(i + 1);
            chain += "<div hidden id=S:" + number + ">x<template id=B:" + next +
                     "></template></div><script>$RC('B:" + number + "','S:" + number + "')</script>";
        }
        QTest::newRow("a chain of pieces") << chain + "<template id=B:0></template>";
        QTest::newRow("a ring of pieces") << chain;
    }
    void pagesMadeToHurtEndInTime() {
        QFETCH(QByteArray, page);
        const Document before = parsed(page);
        QElapsedTimer timer;
        timer.start();
        const Document document = assembled(before);
        QVERIFY2(timer.elapsed() < slack, QByteArray::number(timer.elapsed()).constData());
        QVERIFY(document.size() <= before.size());
        for (NodeId id = 1; id < document.size(); ++id) {
            QVERIFY(document.parent(id) < id && document.end(id) > id);
            QVERIFY(document.end(id) <= document.end(document.parent(id)));
            QVERIFY(document.node(id).depth < treeDepth.standard);
        }
    }
};

QTEST_GUILESS_MAIN(HiddenAssemblyTest)
#include "tst_hiddenassembly.moc"
