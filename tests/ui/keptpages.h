#pragma once

#include "tests/ui/stage.h"

#include <QBuffer>
#include <QImage>

// Pages for the library's and the reader's tests; all words and links are made up.
namespace kept {

struct Picture {
    QString link;
    QByteArray bytes; // empty: not kept
};

struct NewPage {
    QString link;
    QString title;
    QByteArray article;
    QString text;
    QString direction = QStringLiteral("ltr");
    QByteArray mediaType = "text/html";
    QByteArray body;
    QByteArray flag;
    QStringList tags;
    QList<Picture> pictures;
    int wordCount = 700;
    int daysAgo = 0;
    QString byline;
    QString publishedAt;
};

inline QByteArray png(int width, int height, const QColor& colour) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return bytes;
}

inline library::NewSnapshot snapshotOf(const NewPage& page) {
    library::NewSnapshot snapshot;
    snapshot.capturedAt = QDateTime::currentDateTimeUtc().addDays(-page.daysAgo);
    snapshot.finalLink = page.link;
    snapshot.mediaType = page.mediaType;
    snapshot.charset = "utf-8";
    snapshot.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    snapshot.body = library::pack(page.body.isEmpty() ? page.article : page.body);
    if (!page.article.isEmpty())
        snapshot.article = library::pack(page.article);
    snapshot.title = page.title;
    snapshot.direction = page.direction;
    snapshot.byline = page.byline;
    snapshot.publishedAt = page.publishedAt;
    snapshot.wordCount = page.wordCount;
    snapshot.flag = page.flag;
    snapshot.text = page.text.isEmpty() ? page.title : page.text;
    snapshot.excerpt = snapshot.text.left(280);
    for (const Picture& picture : page.pictures) {
        library::AssetRecord asset;
        asset.link = picture.link;
        asset.mediaType = "image/png";
        if (picture.bytes.isEmpty())
            asset.error = "timeout";
        else
            asset.blob = library::pack(picture.bytes, "image/png");
        snapshot.assets.append(asset);
    }
    return snapshot;
}

inline library::PageId add(stage::Stage& stage, const NewPage& page) {
    library::CaptureRecord capture;
    capture.finishedAt = QDateTime::currentDateTimeUtc().addDays(-page.daysAgo);
    capture.startedAt = capture.finishedAt.addMSecs(-640);
    capture.outcome = "stored";
    capture.status = 200;
    capture.finalLink = page.link;
    capture.bytes = 48'200;
    capture.timings = "{}";
    library::NewJob job;
    job.link = page.link;
    job.tags = page.tags;
    job.addedAt = capture.finishedAt;
    const auto stored = stage.write(
        [&](library::Stores& stores) { return stores.snapshots.importSnapshot(job, capture, snapshotOf(page)); });
    if (!stored)
        qFatal("%s", qPrintable(stored.error().message));
    return stored->page;
}

inline NewPage simple(const QString& name, const QString& text) {
    NewPage page;
    page.link = QString(QStringLiteral("https://tidal-notes.example/") + name);
    page.title = text.section(QLatin1Char('.'), 0, 0);
    page.text = text;
    page.article = QByteArray("<p>" + text.toHtmlEscaped().toUtf8() + "</p>");
    return page;
}

} // namespace kept
