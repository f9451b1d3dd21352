#pragma once

#include "article/document.h"

namespace article {

// A formula in MathML as a line of text: its source in TeX where the page gives it, else its characters with what their
// places mean said by signs: "(a+b)/2", "x^2".
std::string formulaText(const Document& document, NodeId math);

} // namespace article
