#pragma once

#include "article/article.h"

// Pages that several tests read, around what each of them is about.
namespace made {

inline QByteArray words(int count) {
    QByteArray out;
    for (int i = 0; i < count; ++i)
        out += "word" + QByteArray::number(i) + ' ';
    return out.trimmed();
}

inline QByteArray jsonLd(const QByteArray& json) {
    return "<script type=\"application/ld+json\">" + json + "</script>";
}

// An article of its own: with this in its head, below its heading and behind its text.
inline article::Article articlePage(const QByteArray& head, const QByteArray& top, const QByteArray& end,
                                    const QString& link) {
    article::ExtractOptions options;
    options.link = QUrl(link);
    return article::extract("<html lang=en><head><title>How rivers bend</title>" + head +
                                "</head><body><main><h1>How rivers bend</h1>" + top + "<p>" + words(60) + "</p><p>" +
                                words(50) + "</p>" + end + "</main></body></html>",
                            options);
}

inline constexpr char paragraph[] = "<p>Some words of running text that make a paragraph long enough to be kept.</p>";

// The article of a page that has this between running text; with `options`, but for the link.
inline article::Article between(const QByteArray& middle, article::ExtractOptions options = {}) {
    options.link = QUrl(QStringLiteral("https://site.example/"));
    const QByteArray text = QByteArray(paragraph).repeated(4);
    return article::extract("<html><body><main>" + text + middle + text + "</main></body></html>", options);
}

} // namespace made
