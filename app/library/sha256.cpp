#include "library/sha256.h"

#include <openssl/sha.h>

namespace library {

QByteArray sha256(QByteArrayView bytes) {
    QByteArray digest(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<std::size_t>(bytes.size()),
           reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

QByteArray textDigest(const QString& title, const QString& text) {
    QByteArray bytes = title.toUtf8();
    bytes.append('\0');
    bytes.append(text.toUtf8());
    return sha256(bytes);
}

} // namespace library
