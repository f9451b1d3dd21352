#pragma once

#include "bench/server/behaviours.h"
#include "bench/server/folder.h"
#include "bench/server/options.h"
#include "bench/server/script.h"

#include <map>
#include <random>

namespace bench::server {

using Handler = std::function<Script(const Request&)>;

// The handler of this very path, or of the longest registered folder above it; none when there is none.
Handler handlerFor(const std::map<std::string, Handler, std::less<>>& handlers, std::string_view path);

// Finds what answers a request: a file below the root, a behaviour, the one body, or 404. Lives in the server's thread.
class Responder {
public:
    explicit Responder(const Content& content);
    Script respond(const Request& request);

private:
    Script late(Script script);

    const Content m_content;
    const Folder m_folder;
    Response m_body;
    Memory m_memory;
    std::mt19937_64 m_random;
};

} // namespace bench::server
