#include "bench/server/behaviours.h"

#include <array>

namespace bench::server {

namespace {

std::array<std::span<const Behaviour>, 5> groups() {
    return {faults(), redirects(), pages(), media(), access()};
}

} // namespace

std::string listOfBehaviours() {
    std::string html = "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>What this server does</title>"
                       "<h1>What this server does</h1><table>";
    for (const auto group : groups()) {
        for (const Behaviour& behaviour : group)
            html.append("<tr><td><code>").append(behaviour.path).append("</code><td>").append(behaviour.what);
    }
    return html + "</table></html>\n";
}

const Behaviour* behaviourAt(std::string_view path) {
    for (const auto group : groups()) {
        for (const Behaviour& behaviour : group) {
            const bool takesMore = behaviour.path.ends_with('/');
            if (takesMore ? path.starts_with(behaviour.path) : path == behaviour.path)
                return &behaviour;
        }
    }
    return nullptr;
}

std::optional<Script> behave(const Request& request, Memory& memory) {
    const Behaviour* behaviour = behaviourAt(request.path);
    if (!behaviour)
        return std::nullopt;
    return behaviour->respond(request, std::string_view(request.path).substr(behaviour->path.size()), memory);
}

} // namespace bench::server
