#include "ui/reader/pictures.h"

#include <QBuffer>
#include <QImageReader>

namespace ui {

namespace {

constexpr int tallestPicture = 4'000; // pixels of the column; a taller one is shown narrower

struct Reader {
    QBuffer buffer;
    QImageReader reader;

    explicit Reader(const QByteArray& bytes) {
        buffer.setData(bytes);
        buffer.open(QIODevice::ReadOnly);
        reader.setDevice(&buffer);
        reader.setDecideFormatFromContent(false);
        reader.setAutoDetectImageFormat(false);
        reader.setFormat(pictureFormat(bytes));
        reader.setAutoTransform(true);
    }
};

bool turned(const QImageReader& reader) {
    return reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
}

} // namespace

QByteArray pictureFormat(const QByteArray& bytes) {
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return "gif";
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return "webp";
    return {};
}

QSize pictureSize(const QByteArray& bytes) {
    if (pictureFormat(bytes).isEmpty())
        return {};
    Reader picture(bytes);
    QSize size = picture.reader.size();
    if (size.isEmpty() || qint64(size.width()) * size.height() > mostPicturePixels)
        return {};
    return turned(picture.reader) ? size.transposed() : size;
}

QSize sizeInColumn(const QSize& picture, int columnWidth) {
    if (picture.width() <= columnWidth && picture.height() <= tallestPicture)
        return picture;
    return picture.scaled(columnWidth, tallestPicture, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
}

QImage decodePicture(const QByteArray& bytes, const QSize& shown, qreal ratio) {
    if (pictureSize(bytes).isEmpty() || shown.isEmpty())
        return {};
    Reader picture(bytes);
    const QSize original = turned(picture.reader) ? picture.reader.size().transposed() : picture.reader.size();
    const QSize wanted = (QSizeF(shown) * ratio).toSize();
    const bool smaller = wanted.width() < original.width();
    if (smaller)
        picture.reader.setScaledSize(turned(picture.reader) ? wanted.transposed() : wanted);
    QImage image = picture.reader.read();
    if (image.isNull())
        return {};
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    image.setDevicePixelRatio(static_cast<qreal>(image.width()) / shown.width());
    return image;
}

} // namespace ui
