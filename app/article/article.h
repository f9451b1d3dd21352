#pragma once

#include "article/override.h"
#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>

namespace article {

inline constexpr int extractorVersion = 2; // stored with each snapshot; raise it when results change

// A picture the article shows: `link` is absolute and what stands in the article's HTML as src.
struct Image {
    QString link;
    QString alt;
};

// A link found in a page: absolute address and its text.
struct Anchor {
    QString link;
    QString text;
};

enum class Flag {
    None,
    Login,        // "login": a sign-in page stands where the page should be
    Challenge,    // "challenge": "checking your browser"
    NeedsBrowser, // "needs-browser": the page has no content without scripts
    Truncated,    // "truncated": node limit or parse deadline reached; what was read is kept
};
const char* flagName(Flag flag); // "" for None
Flag flagFromName(const QByteArray& name);

// The readable part of a page.
struct Article {
    QString title;
    QString byline;
    QString publishedAt; // ISO 8601 date or date-time, empty when unknown
    QString language;    // BCP 47, lower case, empty when unknown
    QString direction;   // "ltr" or "rtl"
    QString siteName;
    QString excerpt;     // ≤ 300 characters
    QString mainImage;   // absolute address, empty when none
    QString canonical;   // the page's own canonical or og:url
    QByteArray html;     // UTF-8, allow-list only (sanitiser.h), links and images absolute
    QString text;        // headings and paragraphs on their own lines, blank lines between
    int wordCount = 0;   // CJK: characters ÷ 2
    QList<Image> images; // those in html, in order, each once
    QByteArray charset;  // what the bytes were decoded from, as an encoding label
    Flag flag = Flag::None;
    bool choiceMet = true; // false: the part that ExtractOptions::choice names is not on this page
};

struct ContentTable;

struct ExtractOptions {
    QUrl link;                // of the response; empty: the page's own canonical or og:url, or none
    QByteArray headerCharset; // from Content-Type, empty when none
    std::chrono::milliseconds parseDeadline{5'000};
    Override choice = {};                // a person's, for this page
    const ContentTable* table = nullptr; // of the block classifier (contenttable.h); null: the one that is shipped
};

// Bytes of an HTML page → Article. Pure but for the clock: no I/O, no globals, safe on any thread. Parsing stops at its
// deadline, and a date of publication later than tomorrow is not believed. Never fails: a page without content gives an
// empty text. 0 bytes give an empty article.
Article extract(const QByteArray& html, const ExtractOptions& options = {});

// Plain text or an image as an article of its own, so that every kept page can be read and searched.
Article articleFromText(const QByteArray& text, const ExtractOptions& options = {});

// The allow-list over a fragment of HTML: links and images made absolute against `base`, everything else dropped.
// Runs last in extract(), and again at import and export. Idempotent.
QByteArray sanitise(const QByteArray& fragment, const QUrl& base = {});
// The fragment's text (as Article::text) and its images, for what is imported or edited.
QString textOf(const QByteArray& fragment);
QList<Image> imagesOf(const QByteArray& fragment);

// Every <a href> of a document, in order, absolute where `base` allows.
QList<Anchor> anchorsOf(const QByteArray& html, const QUrl& base = {});

// What the bytes are, from their first bytes and the Content-Type: "text/html", "text/plain", "application/pdf",
// "image/png" … (WHATWG MIME Sniffing §7, the parts that matter here).
QByteArray sniffMediaType(const QByteArray& bytes, const QByteArray& contentType);

} // namespace article
