#pragma once

#include "article/article.h"
#include "library/types.h"
#include "net/exchange.h"

namespace archive {

// What a worker makes of a response: everything the snapshot holds but its pictures.
struct Reading {
    library::NewSnapshot snapshot;
    QList<article::Image> images; // the article's, in order
};

// Sniffs the media type, extracts, sanitises, hashes and compresses. Pure, for worker threads: takes milliseconds to a
// second. HTML and text become articles; PDF, pictures and everything else are kept as what they are.
Reading read(const net::Exchange& exchange);

// A picture as it came, ready for the library; `error` is set where it is none that the reader shows.
library::AssetRecord readAsset(const QString& link, const net::Exchange& exchange);

// Status line and header lines, CRLF.
QByteArray responseHead(const net::Exchange& exchange);

} // namespace archive
