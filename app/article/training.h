#pragma once

#include "article/article.h"
#include "article/contenttable.h"

namespace article {

// What the trainer learns from, of one page.
struct TrainingPage {
    // Little-endian: number of blocks and of features (u32), the features (f32, a row a block), then for each block the
    // number of names around it, and all names (u32).
    QByteArray numbers;
    QByteArray texts; // UTF-8, a line a block
};
TrainingPage describeForTraining(const QByteArray& html, const ExtractOptions& options, const PathModel& paths);

} // namespace article
