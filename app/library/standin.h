#pragma once

#include <QByteArray>

// Which flags of a snapshot say that something else stands in the page's place: a sign-in, a check of the browser, a
// frame for scripts.
namespace library {

// As in the index snapshot_flagged, word for word: only so is it used.
#define LIBRARY_FLAGGED "flag IN ('login', 'challenge', 'needs-browser')"

inline bool standsForAnother(const QByteArray& flag) {
    return flag == "login" || flag == "challenge" || flag == "needs-browser";
}

} // namespace library
