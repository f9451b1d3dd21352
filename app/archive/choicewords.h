#pragma once

#include "article/override.h"

#include <QString>

namespace archive {

// What is kept of a page by a person's choice, in words: “more than Tidemark chose”, “only article.post”.
QString choiceWords(const article::Override& choice);

} // namespace archive
