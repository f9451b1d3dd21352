#pragma once

#include "bench/server/representation.h"

#include <optional>
#include <string>

namespace bench::server {

// The files of a folder and below, as they are: index.html for a folder, media types by extension, nothing outside the
// folder, also not through links that lead out of it.
class Folder {
public:
    explicit Folder(const std::string& root); // empty: no folder
    // Nothing where there is no such file.
    std::optional<Representation> find(const Request& request) const;

private:
    std::string m_root; // canonical, empty when there is none
};

std::string mediaTypeOf(std::string_view fileName); // by its extension; "application/octet-stream" when unknown

} // namespace bench::server
