#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace ui {

constexpr qint64 mostPicturePixels = 40'000'000; // see DESIGN: a picture of more is not decoded

// What the first bytes say: "png", "jpeg", "gif" or "webp"; empty for all else, which is never given to a decoder.
QByteArray pictureFormat(const QByteArray& bytes);

// The size of a picture without decoding it; empty when it is none, or has too many pixels.
QSize pictureSize(const QByteArray& bytes);

// How large it stands in a column: never wider, never blown up; sizes are device-independent pixels.
QSize sizeInColumn(const QSize& picture, int columnWidth);

// Decoded to `shown` at `ratio` device pixels each; a null image when it cannot be read. For worker threads.
QImage decodePicture(const QByteArray& bytes, const QSize& shown, qreal ratio);

} // namespace ui
