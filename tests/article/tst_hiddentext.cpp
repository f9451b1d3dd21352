#include "article/article.h"
#include "article/jsontree.h"
#include "article/limits.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

using namespace article;

namespace {

constexpr int slack = 15'000; // ms: unoptimised builds with sanitizers, busy machines

// A text of sentences, each of ten words, told from others by its name.
QByteArray prose(const QByteArray& name, int sentences = 6) {
    QByteArray text;
    for (int i = 0; i < sentences; ++i)
        text += "The " + name + " goes on to say thing number " + QByteArray::number(i) + " here. ";
    return text.trimmed();
}

// JSON, written here with ' for ".
QByteArray quoted(QByteArray json) {
    return json.replace('\'', '"');
}

QByteArray shell(const QByteArray& inside) {
    return "<!DOCTYPE html><html><head><title>A page</title></head><body><nav><a href=/>Home</a> <a href=/b>About</a>"
           "</nav><div id=app></div>" +
           inside + "</body></html>";
}

QByteArray script(const QByteArray& code) {
    return shell("<script>" + code + "</script>");
}

// The text of the article, its lines parted by "|".
QString textOfPage(const QByteArray& html) {
    return extract(html).text.split(u'\n', Qt::SkipEmptyParts).join(u'|');
}

} // namespace

class HiddenTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void textIsReadFromWhereScriptsKeepIt_data() {
        QTest::addColumn<QByteArray>("page");
        const QByteArray html = "<p>" + prose("story") + "</p>";
        QByteArray escaped = html;
        escaped.replace('<', "\\u003c").replace('/', "\\/");
        const QByteArray rest = quoted(
            "'menu':{'items':[{'title':'Home','description':'Where all of it begins, for all of us who read.'}]}");
        QTest::newRow("JSON-LD") << shell(
            quoted("<script type='application/ld+json'>{'@type':'NewsArticle','articleBody':'") + prose("story") +
            quoted("','publisher':{'description':'Nobody knows what this is for, but it is here.'}}</script>"));
        QTest::newRow("Next") << shell(
            quoted("<script id='__NEXT_DATA__' type='application/json'>{'props':{'pageProps':{'post':{'content':'") +
            escaped + quoted("'}},") + rest + "}}</script>");
        QTest::newRow("an assignment") << script("window.__INITIAL_STATE__ = {post: {'content': '" + html +
                                                 "', id: 5}, " + rest + "};");
        QByteArray json = quoted("{'post':{'body':'") + prose("story") + "\"}}";
        QTest::newRow("JSON.parse") << script("window.__STATE__ = JSON.parse(\"" +
                                              QByteArray(json).replace('"', "\\\"") + "\");");
        QTest::newRow("JSON.parse of escapes")
            << script("var state = JSON.parse(decodeURIComponent(\"" + json.toPercentEncoding() + "\"));");
        QTest::newRow("Nuxt 2") << script("window.__NUXT__=(function(a,b){return {data:[{article:{body:a,id:b}}]}}(\"" +
                                          escaped + "\",7));");
        QTest::newRow("Nuxt 3") << shell(
            quoted("<script type='application/json' "
                   "id='__NUXT_DATA__'>[['Reactive',1],{'data':2},{'page':3},{'title':4,'body':5,'footer':6,'more':7},'"
                   "A title','") +
            escaped + quoted("','This footer is about what nobody ever reads, as all know.',8,9,10]</script>"));
        QTest::newRow("Apollo") << script(quoted("window.__APOLLO_STATE__ = {'Post:1':{'__typename':'Post','text':'") +
                                          prose("story") + "\"}};");
        QTest::newRow("React's server") << script(
            quoted("self.__next_f.push([1,'2b:[\\'$\\',\\'p\\',null,{\\'children\\':\\'") + prose("story") +
            quoted("\\'}]\\n'])"));
        QTest::newRow("JSON in an attribute")
            << shell("<div data-page=\"" + QByteArray(json).replace('"', "&quot;") + "\"></div>");
        QTest::newRow("HTML in an attribute") << shell("<div data-html='<article>" + html + "</article>'></div>");
        QTest::newRow("JSON in JSON") << script("window.__DATA__ = {\"a\": \"" +
                                                QByteArray(json).replace('\\', "\\\\").replace('"', "\\\"") + "\"};");
        QTest::newRow("comments") << script(quoted("window.__DATA__ = {/*a*//*b*/'post': /* c */{'body':'") +
                                            prose("story") + "\"}};//d");
        QTest::newRow("a comment without an end")
            << script(quoted("window.__DATA__ = {'a': /* 1, 'body':'") + prose("story") + "\"}; // /* d");
        QTest::newRow("escaped twice") << script("window.__DATA__ = {\"body\": \"&lt;p&gt;" + prose("story") +
                                                 "&lt;/p&gt;\"};");
    }
    void textIsReadFromWhereScriptsKeepIt() {
        QFETCH(QByteArray, page);
        QCOMPARE(textOfPage(page), QString::fromUtf8(prose("story")));
        QCOMPARE(extract(page).flag, Flag::None);
    }

    void textWithoutFullStopsIsRead() {
        const QString thai =
            QStringLiteral("สภาเมืองลงมติเมื่อวันอังคารให้สร้างท่าเรือเก่าด้านตะวันออกขึ้นใหม่ ยุติข้อพิพาทที่แบ่งแยกเมืองมานานกว่าหกปี "
                           "วิศวกรบอกกับที่ประชุมว่าเสาไม้สูญเสียความแข็งแรงไปเกือบหนึ่งในสาม และพายุอาจทำให้ทางเดินพังลง");
        QCOMPARE(textOfPage(script(quoted("window.__DATA__ = {'post':{'body':'") + thai.toUtf8() + "\"}};")), thai);
    }

    void richTextIsPutTogetherFromItsPieces() {
        const QByteArray first = prose("first"), last = prose("last");
        const QByteArray page =
            script(quoted("window.__DATA__ = {'entry':{'title':'Of "
                          "stories','body':{'nodeType':'document','content':[{'nodeType':'heading-2','content':[{'"
                          "nodeType':'text','value':'A "
                          "beginning','marks':[]}]},{'nodeType':'paragraph','content':[{'nodeType':'text','value':'") +
                   first +
                   quoted(" ','marks':[]},{'nodeType':'text','value':'Bold','marks':[{'type':'bold'}]},{'nodeType':'"
                          "text','value':' end.'}]},{'nodeType':'paragraph','content':[{'nodeType':'text','value':'") +
                   last + "\"}]}]}}};");
        QCOMPARE(textOfPage(page), QString::fromUtf8("A beginning|" + first + " Bold end.|" + last));
    }

    void headingsStandBeforeTheirText() {
        const QByteArray page = shell(quoted("<script "
                                             "type='application/"
                                             "ld+json'>{'@type':'FAQPage','mainEntity':[{'@type':'Question','"
                                             "acceptedAnswer':{'@type':'Answer','text':'") +
                                      prose("one") +
                                      quoted("'},'name':'What is one thing?'},{'@type':'Question','name':'What is "
                                             "another?','acceptedAnswer':{'@type':'Answer','text':'<p>") +
                                      prose("two") + "</p>\"}}]}</script>");
        QCOMPARE(textOfPage(page),
                 QString::fromUtf8("What is one thing?|" + prose("one") + "|What is another?|" + prose("two")));
    }

    void aPageThatShowsItsTextIsLeftAsItIs() {
        const QByteArray page = "<main><h1>Head</h1><p>" + prose("seen", 30) + "</p><p>" + prose("more", 30) +
                                "</p></main><script>window.__STATE__ = {\"body\": \"" + prose("unseen", 90) +
                                "\"};</script>";
        QVERIFY(textOfPage(page).contains(QLatin1String("The seen goes on")));
        QVERIFY(!textOfPage(page).contains(QLatin1String("unseen")));
    }

    void whatIsNotTheContentStaysOut_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("translations") << quoted("window.__I18N__ = {'translations':{'a':'") + prose("word") +
                                             quoted("'},'messages':{'b':'") + prose("sign") + "\"}};";
        QTest::newRow("style") << "window.__T__ = {\"css\": \"" +
                                      QByteArray("a.b { color: red; margin: 0 } ").repeated(30) + "\"};";
        QTest::newRow("code") << "window.__T__ = {}; function f(a) { return \"" +
                                     QByteArray("if (a == b) { c(d); } ").repeated(30) + "\"; }";
        QTest::newRow("addresses") << "window.__T__ = {\"text\": \"" +
                                          QByteArray("https://a.example/b/c?d=e ").repeated(30) + "\"};";
        QTest::newRow("cookies") << "window.__T__ = {\"cookieConsent\": {\"text\": \"" + prose("cookie", 20) + "\"}};";
    }
    void whatIsNotTheContentStaysOut() {
        QFETCH(QByteArray, code);
        QVERIFY2(extract(script(code)).wordCount < 20, extract(script(code)).html.constData());
    }

    void whatIsReadFromDataIsSanitised() {
        const Article found = extract(script("window.__DATA__ = {\"body\": \"<p onclick='x()'>" + prose("story") +
                                             "</p><img src=x onerror='y()'><iframe src=z>\\u003c/iframe>\"};"));
        QVERIFY(found.html.contains("The story goes on"));
        QVERIFY(!found.html.contains("onclick") && !found.html.contains("onerror") && !found.html.contains("iframe"));
    }

    void aFrameLeftOpenInNoscriptTakesNothingAway() {
        const Article found =
            extract("<body><NoScript><iframe src=x height=0></noscript><main><p>" + prose("story", 12) + "</p></main>");
        QVERIFY(found.text.contains(QLatin1String("The story goes on")));
    }

    void pagesMadeToHurtEndInTime_data() {
        QTest::addColumn<QByteArray>("page");
        const QByteArray begin = "window.__S__ = ";
        QTest::newRow("deep") << script(begin + QByteArray("{\"a\":[").repeated(200'000));
        QTest::newRow("wide") << script(begin + "[" + QByteArray("{\"a\":1},").repeated(400'000) + "]");
        QTest::newRow("many texts") << script(
            begin + "[" + QByteArray("{\"body\":\"" + prose("x", 2) + "\"},").repeated(40'000) + "]");
        QTest::newRow("a string of megabytes")
            << script(begin + "{\"body\":\"" + prose("x", 2).repeated(80'000) + "\"}");
        QTest::newRow("a string without end") << script(begin + "{\"body\":\"" + QByteArray(6 << 20, 'x'));
        QTest::newRow("only escapes") << script(begin + "\"" + QByteArray("\\u003c").repeated(1 << 20) + "\"");
        QTest::newRow("only backslashes") << script(begin + "{\"" + QByteArray(6 << 20, '\\'));
        QTest::newRow("half surrogates") << script(begin + "{\"body\":\"" + QByteArray("\\ud800 ").repeated(1 << 19) +
                                                   "\"}");
        QTest::newRow("brackets that do not match") << script(begin + "{" + QByteArray("[}").repeated(1 << 20));
        QTest::newRow("closing brackets") << script(begin + "{" + QByteArray("{{{{{{{{{]]]]]]").repeated(1 << 17));
        QTest::newRow("pointers to themselves")
            << shell("<script type=application/json>[" + QByteArray("{\"a\":0,\"b\":1,\"c\":99999},").repeated(60'000) +
                     "0]</script>");
        QTest::newRow("rich text in rich text")
            << script(begin + QByteArray("{\"type\":\"paragraph\",\"content\":[").repeated(120));
        QTest::newRow("headings all the way")
            << script(begin + QByteArray("{\"title\":\"a b c\",\"x\":").repeated(100) + "\"" + prose("x") + "\"");
        QTest::newRow("attributes") << shell(
            QByteArray("<b data-x='{\"a\":\"" + prose("x", 8) + "\"}'>").repeated(20'000));
        QTest::newRow("scripts") << shell(
            QByteArray("<script>var a = {\"b\":\"" + prose("x", 8) + "\"}</script>").repeated(20'000));
        QTest::newRow("comments") << script(begin + "{" + QByteArray("/* ").repeated(1 << 20));
        QTest::newRow("open references") << script(begin + "{\"body\":\"&lt;p&gt;" + QByteArray("&").repeated(3 << 20) +
                                                   "\"}");
        QTest::newRow("open tags") << script(begin + "{\"body\":\"<p>" + QByteArray("<").repeated(4 << 20) + "\"}");
        QTest::newRow("noscripts") << QByteArray("<noscript><iframe>").repeated(60'000);
    }
    void pagesMadeToHurtEndInTime() {
        QFETCH(QByteArray, page);
        QElapsedTimer timer;
        timer.start();
        const Article found = extract(page);
        QVERIFY2(timer.elapsed() < slack, QByteArray::number(timer.elapsed()).constData());
        QVERIFY(!found.html.contains('\0'));
    }

    void dataAreReadUpToTheLimits() {
        JsonTree tree;
        tree.add(QByteArray("[").repeated(1000).toStdString());
        tree.add("{\"after\":\"\\u00e9\\ud83d\\ude00\\x41\"}");
        tree.finish();
        QVERIFY(tree.size() < 1000);
        QCOMPARE(QByteArray(tree.text(tree.size() - 1).data(), qsizetype(tree.text(tree.size() - 1).size())),
                 QByteArray("\xC3\xA9\xF0\x9F\x98\x80"
                            "A"));
    }
};

QTEST_GUILESS_MAIN(HiddenTextTest)
#include "tst_hiddentext.moc"
