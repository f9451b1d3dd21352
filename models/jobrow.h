#pragma once

#include "archive/pipeline.h"
#include "library/types.h"

#include <QString>
#include <QVariant>

namespace models {

// What a running job does right now.
struct JobLive {
    archive::Phase phase = archive::Phase::Waiting;
    qint64 received = 0;
    qint64 total = -1;
};

// A job as it was read.
struct JobRow {
    library::Job job;
    QString advice;         // what to do, empty when nothing
    quint64 generation = 0; // of the list when it was read
};

bool ended(library::JobState state);
library::JobSort jobSort(int column); // of JobListModel; −1: in the order they were handed in
// A column's text and whatever else JobListModel's roles ask for, but what belongs to the list: LoadedRole, IdRole.
// `live` lies over what was read; none when nothing is known.
QVariant jobData(const JobRow& row, const JobLive* live, int column, int role);

} // namespace models
