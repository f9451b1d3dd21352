#pragma once

#include "article/document.h"
#include "article/links.h"
#include "article/signs.h"

#include <QByteArray>

namespace article {

// How much of the page's own structure is kept.
enum class Shape {
    Faithful, // what the allow-list lets through stays as it is
    Plain,    // wrappers go, loose text becomes paragraphs, white space is folded, layout tables are dissolved
};

struct WriteOptions {
    Shape shape = Shape::Faithful;
    const std::vector<bool>* keep = nullptr; // per node: texts and images to write; all when null
    const Signs* signs = nullptr;            // what nodes are where their tags do not say it
    bool* cut = nullptr;                     // set when the result reached its limit
};

// Writes the tree as HTML that holds nothing but the allow-list of elements and attributes, in a form that parses back
// into the same tree: block elements hold blocks or inline runs, inline elements hold inline only, lists and tables
// are whole. This is the sanitiser's back end and the only place that writes HTML.
QByteArray writeHtml(const Document& document, const LinkResolver& links, const WriteOptions& options);

} // namespace article
