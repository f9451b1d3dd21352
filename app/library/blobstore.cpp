#include "library/blobstore.h"

#include "library/errors.h"
#include "library/query.h"
#include "library/sha256.h"

#include <QCoreApplication>

#include <zstd.h>

namespace library {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(library)
};

constexpr int stored = 0;
constexpr int zstd = 1;
constexpr int level = 3;

bool compressedAlready(const QByteArray& mediaType) {
    const QByteArray type = mediaType.toLower();
    return (type.startsWith("image/") && !type.startsWith("image/svg") && !type.startsWith("image/bmp")) ||
           type.startsWith("video/") || type.startsWith("audio/") || type.startsWith("font/woff") ||
           type.startsWith("application/pdf") || type.startsWith("application/zip") ||
           type.startsWith("application/gzip");
}

QByteArray compressed(const QByteArray& bytes) {
    // One context a thread: making one costs more than compressing a page.
    thread_local const std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
    QByteArray packed(qsizetype(ZSTD_compressBound(size_t(bytes.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compressCCtx(context.get(), packed.data(), size_t(packed.size()), bytes.constData(),
                                          size_t(bytes.size()), level);
    if (ZSTD_isError(size))
        return {};
    packed.truncate(qsizetype(size));
    packed.squeeze();
    return packed;
}

base::Error damagedBlob(const QByteArray& sha256) {
    return {libraryDamaged, Words::tr("The stored bytes %1 are damaged.").arg(QString::fromLatin1(sha256.toHex()))};
}

base::Result<QByteArray> unpacked(const QByteArray& sha256, int codec, qint64 size, const QByteArray& data) {
    if (codec == stored)
        return data.size() == size ? base::Result<QByteArray>(data) : damagedBlob(sha256);
    if (codec != zstd || ZSTD_getFrameContentSize(data.constData(), size_t(data.size())) != quint64(size))
        return damagedBlob(sha256);
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    const size_t got = ZSTD_decompress(bytes.data(), size_t(bytes.size()), data.constData(), size_t(data.size()));
    if (ZSTD_isError(got) || qint64(got) != size)
        return damagedBlob(sha256);
    return bytes;
}

} // namespace

PackedBlob pack(const QByteArray& bytes, const QByteArray& mediaType) {
    PackedBlob blob;
    blob.sha256 = library::sha256(bytes);
    blob.size = bytes.size();
    if (bytes.size() >= 64 && !compressedAlready(mediaType)) {
        blob.data = compressed(bytes);
        blob.codec = zstd;
    }
    if (blob.data.isEmpty() || blob.data.size() > bytes.size() - bytes.size() / 16) {
        blob.data = bytes;
        blob.codec = stored;
    }
    return blob;
}

BlobStore::BlobStore(Database& database)
    : m_database(database) {}

base::Result<void> BlobStore::put(const PackedBlob& blob) {
    return change(m_database, "INSERT INTO blob(sha256, codec, size, data) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
                  Blob{blob.sha256}, blob.codec, blob.size, Blob{blob.data});
}

base::Result<QByteArray> BlobStore::get(const QByteArray& sha256, qint64 maxBytes) const {
    Query query(m_database, "SELECT codec, size, data FROM blob WHERE sha256 = ?");
    query.bind(Blob{sha256});
    if (!query.next())
        return query.ok() ? base::Error{notFound, Words::tr("The library does not have these bytes.")} : query.error();
    const qint64 size = query.integer(1);
    if (size < 0)
        return damagedBlob(sha256);
    if (size > maxBytes)
        return base::Error{libraryFailed, Words::tr("The stored bytes are larger than what is read back.")};
    return unpacked(sha256, int(query.integer(0)), size, query.bytes(2));
}

} // namespace library
