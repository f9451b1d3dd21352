#pragma once

#include "bench/server/behaviours.h"
#include "bench/server/fates.h"
#include "bench/server/folder.h"
#include "bench/server/knownrequest.h"

#include <map>

namespace bench::server {

using Handler = std::function<Script(const Request&)>;

// The handler of this very path, or of the longest registered folder above it; none when there is none.
Handler handlerFor(const std::map<std::string, Handler, std::less<>>& handlers, std::string_view path);

// Finds what answers a request: a file below the root, a behaviour, the one body, or 404. Lives in the server's thread.
class Responder {
public:
    explicit Responder(const Content& content);
    Script respond(const Request& request);
    // Fills `script` when it is the one body that answers; false: ask respond(), nothing was drawn.
    bool respondToKnown(const KnownRequest& request, Script& script);

private:
    bool leadsToBehaviour(std::string_view path) const;
    Script fated(const Request& request, const Representation& content, const Fate& fate) const;
    Bytes headOfBody(std::optional<std::chrono::milliseconds> delay);

    Content m_content; // without the body, which is below
    const Folder m_folder;
    std::optional<Representation> m_body;
    Memory m_memory;
    Fates m_fates;
    std::vector<Bytes> m_heads; // of the body, by the delay's number; made when first needed
};

} // namespace bench::server
