#pragma once

#include "article/document.h"

namespace article {

// Where a page keeps text that only its scripts would show.
enum class Embedding { JsonLd, State, Attribute, Markup };
const char* embeddingName(Embedding embedding);

struct Embedded {
    Embedding embedding;
    std::string_view source; // JSON, JavaScript or, for Markup, HTML
};
// In document order, as many as fit into stateBytes; views into the document.
std::vector<Embedded> findEmbedded(const Document& document);

// Whether a script without a type of its own assigns data: window.__INITIAL_STATE__ = {…}, var data = JSON.parse("…").
bool holdsState(std::string_view code);
// Whether an attribute is long enough, and looks like JSON or HTML.
bool carriesText(std::string_view attribute);

} // namespace article
