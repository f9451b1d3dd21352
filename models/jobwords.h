#pragma once

#include "archive/pipeline.h"
#include "library/types.h"

#include <QString>

namespace models {

QString stateWord(library::JobState state); // "Archived"
QString phaseWord(archive::Phase phase);    // "Fetching"
QString columnWord(int column);             // of JobListModel
// Everything about a job, line by line, as plain text.
QString jobToolTip(const library::Job& job, const QString& advice, bool withLink);

} // namespace models
