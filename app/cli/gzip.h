#pragma once

#include "base/result.h"

#include <QByteArray>

namespace cli {

// The content of a gzip file, or an Error of kind "gzip-damaged" or "gzip-too-large" (more than `maxBytes` bytes).
base::Result<QByteArray> gunzip(const QByteArray& packed, qint64 maxBytes);

} // namespace cli
