#include "bench/server/folder.h"

#include <array>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>

namespace bench::server {

std::string mediaTypeOf(std::string_view fileName) {
    static constexpr std::array types{std::pair{"html", "text/html"},
                                      std::pair{"htm", "text/html"},
                                      std::pair{"xhtml", "application/xhtml+xml"},
                                      std::pair{"txt", "text/plain; charset=utf-8"},
                                      std::pair{"md", "text/markdown; charset=utf-8"},
                                      std::pair{"css", "text/css"},
                                      std::pair{"js", "text/javascript"},
                                      std::pair{"json", "application/json"},
                                      std::pair{"xml", "application/xml"},
                                      std::pair{"png", "image/png"},
                                      std::pair{"jpg", "image/jpeg"},
                                      std::pair{"jpeg", "image/jpeg"},
                                      std::pair{"gif", "image/gif"},
                                      std::pair{"webp", "image/webp"},
                                      std::pair{"svg", "image/svg+xml"},
                                      std::pair{"ico", "image/x-icon"},
                                      std::pair{"pdf", "application/pdf"},
                                      std::pair{"woff2", "font/woff2"},
                                      std::pair{"mp4", "video/mp4"},
                                      std::pair{"zip", "application/zip"}};
    const std::size_t dot = fileName.rfind('.');
    const std::string_view extension = dot == std::string_view::npos ? std::string_view() : fileName.substr(dot + 1);
    for (const auto& [known, type] : types) {
        if (sameText(extension, known))
            return type;
    }
    return "application/octet-stream";
}

Folder::Folder(const std::string& root) {
    std::error_code failure;
    if (!root.empty())
        m_root = std::filesystem::canonical(root, failure).string();
}

std::optional<Representation> Folder::find(const Request& request) const {
    if (m_root.empty() || request.path.empty() || request.path.front() != '/' ||
        request.path.find('\0') != std::string::npos || (request.method != "GET" && request.method != "HEAD"))
        return std::nullopt;
    std::error_code failure;
    std::filesystem::path path = std::filesystem::canonical(m_root + request.path, failure);
    if (!failure && std::filesystem::is_directory(path, failure))
        path = std::filesystem::canonical(path / "index.html", failure);
    const std::string below = m_root == "/" ? m_root : m_root + '/';
    if (failure || !path.string().starts_with(below))
        return std::nullopt;

    // Not waiting for the writer of a named pipe.
    auto file = std::make_shared<Descriptor>(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat information {};
    if (!*file || ::fstat(file->get(), &information) != 0 || !S_ISREG(information.st_mode))
        return std::nullopt;
    return Representation{.mediaType = mediaTypeOf(path.string()),
                          .size = static_cast<std::uint64_t>(information.st_size),
                          .bytes = {},
                          .file = std::move(file)};
}

} // namespace bench::server
