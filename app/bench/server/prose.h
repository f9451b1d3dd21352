#pragma once

#include "bench/draws.h"

#include <string>

namespace bench::server {

// Made-up English that is the same on every machine for the same draws.
std::string sentence(Draws& draws);
std::string paragraph(Draws& draws, std::uint64_t number); // as HTML; its links lead to pages after this number
std::string title(Draws& draws, std::uint64_t number);

// A page of exactly so many bytes, the same for the same size; one too small for a page is its beginning.
std::string madeUpPage(std::size_t size);

} // namespace bench::server
