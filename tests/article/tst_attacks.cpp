#include "article/article.h"
#include "article/document.h"
#include "article/parser.h"

#include "../fuzz/allowlist.h"
#include "attacks.h"

#include <QRegularExpression>
#include <QTest>

#include <iterator>

using namespace article;

namespace {

const QUrl siteBase(QStringLiteral("https://site.example/a/page.html"));

// What a parser finds in it that is not allowed; empty when nothing is.
std::string foundByParsing(const QByteArray& html) {
    const QByteArray page = "<!DOCTYPE html><body>" + html;
    const Document document = parse({page.constData(), size_t(page.size())}, std::chrono::seconds(5));
    for (NodeId id = 1; id < document.size(); ++id) {
        const Tag tag = document.tag(id);
        if (tag == Tag::Text || tag == Tag::Html || tag == Tag::Head || tag == Tag::Body)
            continue;
        if (!fuzz::isAllowedElement(document.name(id)))
            return "element " + std::string(document.name(id));
        for (quint32 i = 0; i < document.node(id).attributes; ++i) {
            const std::string_view name = attributeName(document.attributeAt(document.node(id).attributesAt + i).name);
            if (!fuzz::isAllowedAttribute(name))
                return "attribute " + std::string(name);
        }
    }
    return {};
}

// Empty when `html` is clean, is what a parser sees in it, and stays the same when sanitised again.
QByteArray complaintAbout(const QByteArray& html) {
    std::string wrong = fuzz::complaintAbout({html.constData(), size_t(html.size())});
    if (wrong.empty())
        wrong = foundByParsing(html);
    if (wrong.empty() && sanitise(html) != html)
        wrong = "sanitised again: " + sanitise(html).toStdString();
    return wrong.empty() ? QByteArray() : QByteArray(QByteArray::fromStdString(wrong) + "\nin " + html);
}

QByteArray paragraph() {
    return "<p>" + QByteArray("some words of running text that make a paragraph long enough to keep ").repeated(4) +
           "</p>";
}

QByteArray pageAround(const QByteArray& markup) {
    return "<!DOCTYPE html><html><body><main>" + paragraph() + markup + paragraph() + "</main></body></html>";
}

QByteArray utf16(const QByteArray& page, bool mark) {
    const QString text = (mark ? QString(QChar(0xFEFF)) : QString()) + QString::fromUtf8(page);
    return QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
}

} // namespace

class AttacksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QVERIFY(std::size(attacks) >= 90);
    }

    void nothingOfAnAttackIsLeft_data() {
        QTest::addColumn<QByteArray>("markup");
        for (const Attack& each : attacks)
            QTest::newRow(each.name) << QByteArray(each.markup);
    }
    void nothingOfAnAttackIsLeft() {
        QFETCH(QByteArray, markup);
        for (const char* around :
             {"%1", "<p>before %1 after</p>", "<table><tr><td>%1", "<table>%1", "<pre><code>%1", "<ul>%1", "<svg>%1",
              "<math><mtext>%1", "<a href=x><b>%1</b>", "<select>%1", "<details><summary>%1"}) {
            QByteArray input(around);
            const QByteArray found = complaintAbout(sanitise(input.replace("%1", markup), siteBase));
            QVERIFY2(found.isEmpty(), QByteArray(input + "\n" + found).constData());
        }
    }

    void anAttackedPageGivesACleanArticle_data() { nothingOfAnAttackIsLeft_data(); }
    void anAttackedPageGivesACleanArticle() {
        QFETCH(QByteArray, markup);
        ExtractOptions options;
        options.link = siteBase;
        const QByteArray found = complaintAbout(extract(pageAround(markup), options).html);
        QVERIFY2(found.isEmpty(), found.constData());
    }

    // What is no markup in one encoding may be in another: the article is clean whatever it was read as.
    void anEncodingHidesNothing_data() {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QByteArray>("charset");
        const QByteArray script = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        for (const char* charset :
             {"", "utf-7", "utf-16", "utf-16le", "iso-2022-jp", "iso-2022-kr", "hz-gb-2312", "gb18030", "shift_jis",
              "big5", "euc-kr", "x-user-defined", "replacement", "ibm866", "no-such"}) {
            const QByteArray said(charset);
            const auto row = [&](const char* name) -> QTestData& { return QTest::addRow("%s, %s", charset, name); };
            row("plain") << pageAround(script) << said;
            row("UTF-7") << pageAround("+ADw-script+AD4-alert(1)+ADw-/script+AD4-") << said;
            row("UTF-16") << utf16(pageAround(script), false) << said;
            row("UTF-16 with mark") << utf16(pageAround(script), true) << said;
            row("escapes") << pageAround("\x1B$B<script>alert(1)</script>\x1B(B<img src=\"\x1B(J\\\" onerror=alert(1)>")
                           << said;
            row("HZ") << pageAround("~{<script>~}alert(1)</script>~\n<img src=\"~{\" onerror=alert(1)>~}") << said;
            row("overlong") << pageAround("\xC0\xBCscript\xC0\xBE"
                                          "alert(1)\xE0\x80\xBC/script\xF0\x80\x80\xBE")
                            << said;
            row("broken lead bytes")
                << pageAround("<img alt=\"\x81\" src=x onerror=alert(1)\x82><p title=\"\xE3\">x<b onclick=y\xFE>")
                << said;
            static constexpr char nul[] = "<scr\0ipt>alert(1)</scr\0ipt><img\0src=x onerror=alert(1)>";
            row("NUL") << pageAround(QByteArray(nul, sizeof nul - 1)) << said;
        }
    }
    void anEncodingHidesNothing() {
        QFETCH(QByteArray, page);
        QFETCH(QByteArray, charset);
        ExtractOptions options;
        options.link = siteBase;
        options.headerCharset = charset;
        for (const QByteArray& html : {extract(page, options).html, sanitise(page, siteBase)}) {
            const QByteArray found = complaintAbout(html);
            QVERIFY2(found.isEmpty(), found.constData());
        }
    }
};

QTEST_GUILESS_MAIN(AttacksTest)
#include "tst_attacks.moc"
