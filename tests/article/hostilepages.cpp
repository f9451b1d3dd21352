#include "hostilepages.h"

namespace {

// One of each that was thought of first.
void addFirst(QList<HostilePage>& pages) {
    const auto row = [&](const char* name, Recipe recipe) { pages.append({name, recipe}); };
    row("one byte", []() -> QByteArray { return QByteArray("<"); });
    row("only NULs", []() -> QByteArray { return QByteArray(10000, '\0'); });
    row("only white space", []() -> QByteArray { return QByteArray(1 << 20, ' '); });
    row("nested div", []() -> QByteArray { return times(100'000, "<div>") + "text of the deepest element"; });
    row("nested div, closed", []() -> QByteArray { return times(30'000, "<div>") + "x" + times(30'000, "</div>"); });
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
    row("dates flood", []() -> QByteArray { return times(20'000, "<time datetime=9999999999999999>12/12/12</time>"); });
}

// Nothing but nesting: as deep as it gets, of every kind.
void addNestings(QList<HostilePage>& pages) {
    const auto row = [&](const char* name, Recipe recipe) { pages.append({name, recipe}); };
    row("nested spans with names around each text", []() -> QByteArray {
        const QByteArray span = "<span class='post body main content entry text story page side menu foot head'>";
        return times(490, span) + times(100'000, "a word<br><br>");
    });
    row("nested spans with names around each element", []() -> QByteArray {
        const QByteArray span = "<span class='post body main content entry text story page side menu foot head'>";
        return "<code>" + times(490, span) + times(100'000, "<i>a word</i><br><br>");
    });
    row("nested tables without rows", []() -> QByteArray { return times(100'000, "<table>") + "x"; });
    row("nested tables in cells, words", []() -> QByteArray { return times(20'000, "<table><tr><td><p>some words "); });
    row("nested terms", []() -> QByteArray { return times(50'000, "<dl><dt>x<dd>y"); });
    row("nested terms, closed", []() -> QByteArray { return times(3000, "<dl><dd>x") + times(3000, "</dl>"); });
    row("nested formatting of every kind",
        []() -> QByteArray { return times(8'000, "<b><i><u><s><code><em><font><tt><big><strong><small>x"); });
    row("nested sub", []() -> QByteArray { return times(100'000, "<sub>x"); });
    row("nested details", []() -> QByteArray { return times(50'000, "<details><summary>x</summary>"); });
    row("nested figures", []() -> QByteArray { return times(50'000, "<figure><figcaption>x"); });
    row("nested ruby", []() -> QByteArray { return times(30'000, "<ruby>x<rt>y<ruby>"); });
    row("nested objects", []() -> QByteArray { return times(30'000, "<object><p>x"); });
    row("nested forms and fieldsets", []() -> QByteArray { return times(50'000, "<form><fieldset><legend>x"); });
    row("nested templates", []() -> QByteArray { return times(20'000, "<template><p>x"); });
    row("nested selects", []() -> QByteArray { return times(50'000, "<select><optgroup><option>x"); });
    row("nested foreign objects", []() -> QByteArray { return times(20'000, "<svg><foreignObject><p>x"); });
    row("nested names nobody knows", []() -> QByteArray { return times(50'000, "<x-y><z-z>x"); });
    row("lists in tables in lists", []() -> QByteArray { return times(20'000, "<ul><li>x<table><td>y<dl><dd>z"); });
    row("preformatted in quotes", []() -> QByteArray { return times(30'000, "<blockquote><pre>x\n</pre>"); });
}

// What makes a parser put things elsewhere, again and again.
void addMoves(QList<HostilePage>& pages) {
    const auto row = [&](const char* name, Recipe recipe) { pages.append({name, recipe}); };
    row("adoption agency",
        []() -> QByteArray { return times(3000, "<a><b><i><u>") + times(3000, "</a></b></i></u>"); });
    row("adoption agency with blocks", []() -> QByteArray { return times(20'000, "<b><div>x</b>y</div>"); });
    row("links in links", []() -> QByteArray { return times(50'000, "<a href=x><p><b>x"); });
    row("formatting reopened in cells", []() -> QByteArray {
        QByteArray page("<table>");
        for (int i = 0; i < 60; ++i)
            page += "<b id=a" + QByteArray::number(i) + ">";
        return QByteArray(page + times(20'000, "<tr><td>x<p>y</p>"));
    });
    row("different formatting closed by paragraphs", []() -> QByteArray {
        QByteArray page("<p>");
        for (int i = 0; i < 500; ++i)
            page += "<font color=" + QByteArray::number(i) + ">";
        return QByteArray(page + times(500, "</p><p>x"));
    });
    row("foster parents", []() -> QByteArray { return "<table>" + times(100'000, "<b>x</b>y<tr>"); });
    row("foster parents, nested", []() -> QByteArray { return times(20'000, "<table><a>x<i>"); });
    row("end tags of nothing", []() -> QByteArray { return times(1 << 20, "</p></b></x>"); });
    row("head and body again", []() -> QByteArray { return times(200'000, "<html a=b><head><body c=d>"); });
    row("attributes onto body", []() -> QByteArray {
        QByteArray page;
        for (int i = 0; i < 60'000; ++i)
            page += "<body a" + QByteArray::number(i) + "=1>";
        return page;
    });
    row("frames", []() -> QByteArray { return times(100'000, "<frameset><frame src=x>"); });
}

// Much of one thing.
void addFloods(QList<HostilePage>& pages) {
    const auto row = [&](const char* name, Recipe recipe) { pages.append({name, recipe}); };
    row("line breaks", []() -> QByteArray { return "<p>x" + times(2 << 20, "<br>") + "y"; });
    row("rules", []() -> QByteArray { return times(1 << 20, "<hr>") + "y"; });
    row("links to everywhere", []() -> QByteArray {
        QByteArray page;
        for (int i = 0; i < 400'000; ++i)
            page += "<a href=https://a" + QByteArray::number(i) + ".example/>x</a>";
        return page;
    });
    row("names nobody knows", []() -> QByteArray {
        QByteArray page;
        for (int i = 0; i < 400'000; ++i)
            page += "<x" + QByteArray::number(i) + ">y";
        return page;
    });
    row("classes", []() -> QByteArray {
        QByteArray page;
        for (int i = 0; i < 100'000; ++i)
            page +=
                "<p class='a" + QByteArray::number(i) + " b" + QByteArray::number(i * 7) + " c'>some words here</p>";
        return page;
    });
    row("one class of many words",
        []() -> QByteArray { return "<p class='" + times(3000, "ab c ") + "'>" + times(9, "word "); });
    row("ids and headings", []() -> QByteArray { return times(100'000, "<h2 id=a>A heading</h2>"); });
    row("items", []() -> QByteArray { return "<ul>" + times(300'000, "<li>x<li>a few words of text "); });
    row("cells", []() -> QByteArray { return "<table>" + times(1000, "<tr>" + times(200, "<td>x")); });
    row("options", []() -> QByteArray { return "<select>" + times(500'000, "<option>x"); });
    row("pictures of many sizes", []() -> QByteArray {
        return times(20'000, "<picture><source srcset='a 1w, b 2w, c 3w'><img src=x srcset='d 4w'></picture>");
    });
    row("meta", []() -> QByteArray {
        return "<head>" + times(200'000, "<meta name=author content='A B'><meta property=og:title content=T>");
    });
    row("bylines",
        []() -> QByteArray { return times(100'000, "<span class='byline author' rel=author>By Some Body</span>"); });
    row("titles", []() -> QByteArray { return times(100'000, "<title>a | b - c</title><h1>a</h1>"); });
    row("a title of 8 MiB",
        []() -> QByteArray { return "<title>" + times(1 << 20, "a - b | ") + "</title><h1>a</h1><p>text"; });
    row("dates in words", []() -> QByteArray { return times(100'000, "<p class=date>Published 12 May 2020 "); });
    row("comments", []() -> QByteArray { return times(1 << 20, "<!-- x -->") + "<p>y"; });
    row("comments never closed", []() -> QByteArray { return times(1 << 20, "<!--x-- >"); });
    row("scripts", []() -> QByteArray { return times(200'000, "<script>x</script>") + "<p>y"; });
    row("JSON-LD of 16 MiB", []() -> QByteArray {
        return "<script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":\"" +
               times(2 << 20, "a word, ") + "\"}</script>";
    });
    row("much JSON-LD", []() -> QByteArray {
        return times(50'000, "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"x\"}</script>");
    });
    row("the same paragraph", []() -> QByteArray {
        return times(100'000, "<p>The same words again and again, of which one is enough.</p>");
    });
    row("paragraphs that differ by a word", []() -> QByteArray {
        QByteArray page("<main>");
        for (int i = 0; i < 60'000; ++i)
            page += "<div><p>Some text with number " + QByteArray::number(i) +
                    " and a few more words to be read.</p></div>";
        return page;
    });
    row("words of Chinese", []() -> QByteArray { return "<p>" + times(1 << 20, "\xE4\xB8\xAD\xE6\x96\x87"); });
    row("code", []() -> QByteArray { return times(50'000, "<pre><code><span class=k>x</span>\n y</code></pre>"); });
    row("one block of code", []() -> QByteArray { return "<pre>" + times(500'000, "<span class=k>x</span>\n"); });
    row("noscript",
        []() -> QByteArray { return times(50'000, "<noscript>" + times(3, "some words ") + "</noscript>"); });
    row("hidden", []() -> QByteArray { return times(100'000, "<div hidden><div style='display:none'>x</div></div>"); });
    row("shadow roots", []() -> QByteArray {
        return times(20'000, "<x-a><template shadowrootmode=open><slot></slot>y</template>z</x-a>");
    });
}

// What makes a search begin anew for each of many.
void addSearches(QList<HostilePage>& pages) {
    const auto row = [&](const char* name, Recipe recipe) { pages.append({name, recipe}); };
    row("comments never closed in a script", []() -> QByteArray {
        return "<div id=app></div><script>window.__STATE__ = {\"a\":1}; " + times(1 << 20, "/* ") + "</script>";
    });
    row("references never closed in a script", []() -> QByteArray {
        return "<div id=app></div><script>window.__STATE__ = {\"body\":\"&lt;p&gt;words" + times(3 << 20, "&") +
               "\"}</script>";
    });
    row("JSON of 30 MiB", []() -> QByteArray {
        return "<script type=application/json>{\"a\":\"" + times(2 << 20, "a few words. ") + "\"}</script>";
    });
    row("noscripts never closed", []() -> QByteArray { return "<p>x</p>" + times(3 << 20, "<noscript>"); });
    row("one picture of many", []() -> QByteArray {
        return "<p>x" + times(30, "some words ") + "<picture>" + times(20'000, "<source srcset='a 1w'>") +
               times(20'000, "<img src=x>");
    });
    row("captions far from the figure's begin", []() -> QByteArray {
        return "<main><p>" + times(90, "Words of a text that reads well. ") + "<figure>" + times(200'000, "<i></i>") +
               times(90'000, "<figcaption>This is what is said of a picture, at some length.</figcaption>");
    });
    row("dates beside a large label", []() -> QByteArray {
        return "<div><div>" + times(16'000, "<i></i>") + "</div>" + times(150'000, "<span>1 May 2020 12:30</span>") +
               "</div>" + times(2, "<a class=author rel=author>Jane</a>");
    });
    row("dates and pictures below long classes", []() -> QByteArray {
        const QByteArray around = "<div class='" + times(2000, "abcdefg ") + "'>";
        const QByteArray post =
            "<div class=post><a class=author href=/u/x>Jane</a> <time>1 May 2020</time><p>Words.</p>";
        return times(3, around) + times(150'000, "<time>1 May 2020</time>") + "</div></div></div>" +
               times(3, post + around + around + times(20'000, "<img src=x>") + "</div></div></div>");
    });
    row("permalinks in one heading", []() -> QByteArray {
        return "<h2>" + times(15'000, "<i></i>") + times(150'000, "<a class=permalink href='#x'>x y</a>");
    });
}

// Bytes that are no text, or of an encoding that is not said.
void addEncodings(QList<HostilePage>& pages) {
    const auto row = [&](const char* name, Recipe recipe) { pages.append({name, recipe}); };
    row("NULs between tags", []() -> QByteArray { return times(1 << 19, QByteArray("<p>\0x\0</p>", 10)); });
    row("16 MiB of NULs", []() -> QByteArray { return QByteArray(16 << 20, '\0'); });
    row("only 0xFF", []() -> QByteArray { return QByteArray(16 << 20, '\xFF'); });
    row("lead bytes", []() -> QByteArray { return "<meta charset=gb18030>" + times(4 << 20, "\x81<\x82>"); });
    row("UTF-16 without a mark", []() -> QByteArray { return times(1 << 19, QByteArray("<\0p\0>\0x\0 \0y\0", 12)); });
    row("charsets that contradict each other", []() -> QByteArray {
        return times(2000, "<meta charset=utf-16><meta charset=shift_jis><meta charset=x>") +
               times(200'000, "<p>\x83\x5C\xE9\xFC");
    });
    row("encoded twice",
        []() -> QByteArray { return times(1 << 19, "<p>caf\xC3\x83\xC2\xA9 \xC3\xA2\xE2\x82\xAC\xE2\x84\xA2"); });
    row("almost encoded twice", []() -> QByteArray { return "<p>" + times(4 << 20, "\xC3\x83\xC3"); });
    row("escapes", []() -> QByteArray { return times(1 << 20, "\x1B$B<p>\x1B(B"); });
    row("surrogates and marks", []() -> QByteArray { return times(1 << 20, "\xED\xA0\x80\xEF\xBB\xBF\xEF\xBF\xBE"); });
    row("marks over one letter", []() -> QByteArray { return "<p>a" + times(2 << 20, "\xCC\x81"); });
    row("right to left", []() -> QByteArray { return times(200'000, "<p>\xE2\x80\xAE\xD7\xA9\xE2\x80\xAC x"); });
}

} // namespace

QList<HostilePage> hostilePages() {
    QList<HostilePage> pages;
    addFirst(pages);
    addNestings(pages);
    addMoves(pages);
    addFloods(pages);
    addSearches(pages);
    addStates(pages);
    addEncodings(pages);
    return pages;
}
