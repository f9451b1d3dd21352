#pragma once

#include "formats/links.h"

#include <QStringView>

namespace formats {

// One text that is meant to be a link, cut by whoever calls: the link, or why it is none.
struct CheckedLink {
    FoundLink found;
    QByteArray why; // empty: a link
};
CheckedLink checkLink(QStringView given);

// What stands on one line of text (no line ends in it).
struct ScannedLine {
    QList<FoundLink> links; // in order
    QByteArray why;         // why something on it, or the whole line, is no link; empty when all is well
};
ScannedLine scanLine(QStringView given);

} // namespace formats
