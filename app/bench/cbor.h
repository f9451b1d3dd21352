#pragma once

#include <QCborValue>

namespace bench {

// The whole of it, or an undefined value: CBOR that was cut off is read as far as it goes otherwise.
inline QCborValue wholeCbor(const QByteArray& bytes) {
    QCborParserError error;
    QCborValue value = QCborValue::fromCbor(bytes, &error);
    return error.error == QCborError::NoError && error.offset == bytes.size() ? value : QCborValue();
}

} // namespace bench
