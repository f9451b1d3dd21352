#include "bench/server/behaviours.h"

#include <array>

namespace bench::server {

namespace {

Script redirect(const Request& request, std::string target) {
    Response response = htmlResponse("<!DOCTYPE html><title>Elsewhere</title><p>It has moved.\n");
    response.status = static_cast<int>(request.numberParameter("code", 302));
    response.headers.emplace_back("Location", std::move(target));
    return answer(request, response);
}

Script chain(const Request& request, std::string_view rest, Memory&) {
    std::uint64_t left = 0;
    if (!parseNumber(rest, left))
        return answer(request, textResponse(400, "/redirect/ wants a number.\n"));
    if (left == 0)
        return answer(request, htmlResponse("<!DOCTYPE html><title>Arrived</title><p>The end of the chain.\n"));
    const std::string query = request.query.empty() ? std::string() : '?' + request.query;
    return redirect(request, "/redirect/" + std::to_string(left - 1) + query);
}

Script loop(const Request& request, std::string_view, Memory&) {
    return redirect(request, "/loop-back");
}

Script loopBack(const Request& request, std::string_view, Memory&) {
    return redirect(request, "/loop");
}

Script elsewhere(const Request& request, std::string_view, Memory&) {
    std::string target = request.parameter("url", "/");
    // What was decoded must not become a header of its own.
    if (target.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
        return answer(request, textResponse(400, "?url= holds a line end.\n"));
    return redirect(request, std::move(target));
}

Script nowhere(const Request& request, std::string_view, Memory&) {
    Response response = textResponse(302, "Moved, but where to?\n");
    return answer(request, response);
}

constexpr std::array table{
    Behaviour{"/redirect/", "redirects that many times, then answers; ?code=", chain},
    Behaviour{"/loop", "redirects to /loop-back", loop},
    Behaviour{"/loop-back", "redirects to /loop", loopBack},
    Behaviour{"/redirect-to", "redirects to ?url=; ?code=", elsewhere},
    Behaviour{"/redirect-nowhere", "302 without Location", nowhere},
};

} // namespace

std::span<const Behaviour> redirects() {
    return table;
}

} // namespace bench::server
