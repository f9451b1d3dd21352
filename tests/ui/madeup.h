#pragma once

#include "archive/pipeline.h"
#include "library/types.h"

#include <QList>

namespace stage {

class Stage;

// A library as somebody might have it after a morning of archiving: pages kept, some links failed, some running, some
// waiting. All words, names and links are made up.
struct MadeUp {
    QList<archive::JobUpdate> running; // for Pipeline::jobsChanged
    library::JobCounts counts;
};

MadeUp fill(Stage& stage);
void fillRecorder(Stage& stage); // a few hundred exchanges
library::NewSnapshot madeUpSnapshot(const QString& link, const QString& title, const QString& text);

} // namespace stage
