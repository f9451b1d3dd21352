#pragma once

#include "bench/server/script.h"

#include <map>
#include <optional>
#include <span>

namespace bench::server {

// What behaviours remember from request to request.
struct Memory {
    std::map<std::string, std::uint64_t> failures; // of /flaky, by key
};

// Something the server does at a path of its own. `rest` is what follows the path: "404" of "/status/404".
struct Behaviour {
    std::string_view path; // ends in a slash when something must follow
    std::string_view what; // one line for people, with the parameters of the query
    Script (*respond)(const Request& request, std::string_view rest, Memory& memory);
};

inline bool breaksHead(std::string_view value) { // of a header field
    return value.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

// All of them: faults.cpp, redirects.cpp, pages.cpp, media.cpp and access.cpp, in the order they are listed.
std::span<const Behaviour> faults();
std::span<const Behaviour> redirects();
std::span<const Behaviour> pages();
std::span<const Behaviour> media();
std::span<const Behaviour> access();

const Behaviour* behaviourAt(std::string_view path); // null where there is none
// The script of the behaviour at this path; nothing where there is none.
std::optional<Script> behave(const Request& request, Memory& memory);
std::string listOfBehaviours(); // as a page

} // namespace bench::server
