#pragma once

#include "article/article.h"
#include "library/stores.h"
#include "net/exchange.h"

namespace archive {

// What a worker makes of a response: everything the snapshot holds but its pictures.
struct Reading {
    library::NewSnapshot snapshot;
    QList<article::Image> images; // the article's, in order
};

// Sniffs the media type, extracts, sanitises, hashes and compresses. Pure, for worker threads: takes milliseconds to a
// second. HTML and text become articles; PDF, pictures and everything else are kept as what they are.
Reading read(const net::Exchange& exchange, const library::Choice& choice = {});

// A snapshot with the bytes that were received for it.
struct KeptPage {
    library::SnapshotRow snapshot;
    QByteArray body;
    QByteArray siteChoice; // what is remembered for its site by now
};

// In a reading thread of the library.
base::Result<KeptPage> keptPage(library::Stores& stores, library::SnapshotId id);
// What was chosen for the page itself, else what is remembered for its site.
library::Choice choiceFor(const KeptPage& page);
// The article made again from those bytes: as read(), pure, for worker threads.
library::NewArticle readAgain(const KeptPage& page, const library::Choice& choice);
article::ExtractOptions extractOptions(const library::SnapshotRow& snapshot);

// A picture as it came, ready for the library; `error` is set where it is none that the reader shows.
library::AssetRecord readAsset(const QString& link, const net::Exchange& exchange);

// Status line and header lines, CRLF.
QByteArray responseHead(const net::Exchange& exchange);

} // namespace archive
