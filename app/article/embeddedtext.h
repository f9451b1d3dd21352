#pragma once

#include "article/jsontree.h"

namespace article {

// Text that was put together from a page's data.
struct EmbeddedText {
    std::string html; // as it was found there: to be parsed and written like any page
    quint32 words = 0;
};

// The strings of a page's data that read like its content, in their order: HTML, paragraphs of rich text, strings of
// sentences; of the part of the data where most of them are, with the headings that stand beside them.
enum class Wanted { AllText, Bodies }; // Bodies: articleBody and the like alone
EmbeddedText chooseText(const JsonTree& tree, Wanted wanted);

} // namespace article
