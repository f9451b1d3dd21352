#pragma once

#include "article/bylines.h"
#include "article/jsonld.h"

#include <functional>

namespace article {

// What is known of who wrote the page, but for the visible byline.
struct AuthorSources {
    const PageFacts& facts;
    const StructuredData& data;
    const QStringList& sites; // what the site is called
    const QString& language;
    bool isArticle = false; // the page says it is one: its author need not stand right at the heading
};

// Reconciles what metadata state with what the page shows: a person goes before an organisation, what is stated before
// what is shown, unless what is stated is an account's name. `visible` is asked only where it may matter.
QString authorOf(const AuthorSources& sources, const std::function<VisibleByline()>& visible);

} // namespace article
