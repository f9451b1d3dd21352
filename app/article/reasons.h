#pragma once

#include "article/contenttable.h"
#include "article/features.h"

#include <QStringList>

namespace article {

// Why a block has its score: the groups of features that moved it most, each measured by setting the group to what is
// typical of all pages. "+1.2 names around it" raised the log-odds by 1.2. At most three.
QStringList reasonsOf(const Features& features, quint32 block, const ContentTable& table);

} // namespace article
