#pragma once

#include <QByteArray>
#include <QString>

namespace library {

// SHA-256 (FIPS 180-4), 32 bytes. By libcrypto, which uses the processor's instructions for it: Qt 6.4's own code is
// ten times slower, and every stored byte passes through here.
QByteArray sha256(QByteArrayView bytes);

// What identifies a searched text: the same title and text are indexed once.
QByteArray textDigest(const QString& title, const QString& text);

} // namespace library
