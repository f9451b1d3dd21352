#pragma once

#include "base/result.h"
#include "formats/links.h"
#include "library/types.h"

#include <QSet>

namespace library {
struct Stores;
}

// How links become jobs, the same in the window and on the command line. On the library's writing thread.
namespace archive {

struct TakenIn {
    QList<library::JobId> jobs; // of these links, those that waited already too
    QSet<QString> kept;         // passed over: they are kept already
};

base::Result<TakenIn> takeIn(library::Stores& stores, const QList<formats::FoundLink>& links, library::IfKept ifKept);

// What failed waits again; which, in order. Of each link one job waits at most: some of what failed may stay as it is.
base::Result<QList<library::JobId>> retryFailed(library::Stores& stores);

} // namespace archive
