#pragma once

#include "base/limit.h"

namespace article {

inline constexpr base::Limit pageBytes{
    "page to parse", 64LL << 20, 64LL << 20, 64LL << 20, "bytes", "a larger page is cut before it is parsed", false};
inline constexpr base::Limit treeDepth{
    "tree depth", 512, 512, 512, "levels", "what browsers allow; deeper elements are hung on the last level", false};
inline constexpr base::Limit treeNodes{"tree size", 500'000, 500'000, 500'000, "nodes", "bounds memory for one page",
                                       false};
inline constexpr base::Limit treeAttributes{"attributes of a page",       800'000, 800'000, 800'000, "attributes",
                                            "bounds memory for one page", false};
inline constexpr base::Limit parseTime{
    "parse deadline", 5'000, 5'000, 5'000, "ms", "some nestings cost the parser quadratic time", false};
inline constexpr base::Limit attributeCount{
    "attributes of one element", 48, 48, 48, "attributes", "only known names are kept; more is an attack", false};
inline constexpr base::Limit attributeBytes{"length of one attribute",
                                            16'384,
                                            16'384,
                                            16'384,
                                            "bytes",
                                            "longer ones are data: addresses and scripts' state",
                                            false};
inline constexpr base::Limit articleBytes{
    "article HTML", 16LL << 20, 16LL << 20, 16LL << 20, "bytes", "bounds memory while it is written and shown", false};
inline constexpr base::Limit jsonBytes{
    "JSON-LD of one page", 2LL << 20, 2LL << 20, 2LL << 20, "bytes", "structured data beyond it is not read", false};

inline constexpr base::Limit stateBytes{"state in a page",
                                        8LL << 20,
                                        8LL << 20,
                                        8LL << 20,
                                        "bytes",
                                        "what scripts and attributes hold beyond it is not read for text",
                                        false};
inline constexpr base::Limit jsonNodes{"values in a page's state",   300'000, 300'000, 300'000, "values",
                                       "bounds memory for one page", false};
inline constexpr base::Limit jsonDepth{
    "depth of a page's state", 128, 128, 128, "levels", "no page's text lies deeper; reading ends there", false};

inline constexpr base::Limit limits[] = {pageBytes, treeDepth,      treeNodes,      treeAttributes,
                                         parseTime, attributeCount, attributeBytes, articleBytes,
                                         jsonBytes, stateBytes,     jsonNodes,      jsonDepth};

} // namespace article
