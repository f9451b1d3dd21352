#include "bench/server/behaviours.h"

#include <array>

namespace bench::server {

namespace {

std::string base64(std::string_view text) {
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string encoded;
    for (std::size_t index = 0; index < text.size(); index += 3) {
        std::uint32_t group = 0;
        for (std::size_t offset = 0; offset < 3; ++offset)
            group = group << 8 | (index + offset < text.size() ? static_cast<unsigned char>(text[index + offset]) : 0U);
        for (std::size_t digit = 0; digit < 4; ++digit)
            encoded += index + digit <= text.size() ? digits[group >> (18 - 6 * digit) & 63] : '=';
    }
    return encoded;
}

Script basic(const Request& request, std::string_view, Memory&) {
    const std::string wanted = request.parameter("user", "user") + ':' + request.parameter("password", "secret");
    const std::string realm = request.parameter("realm", "Harbour office");
    if (request.header("Authorization") == "Basic " + base64(wanted))
        return answer(request, htmlResponse("<!DOCTYPE html><title>Inside</title><p>You may read this.\n"));
    Response refusal = htmlResponse("<!DOCTYPE html><title>Outside</title><p>Who are you?\n");
    refusal.status = 401;
    refusal.headers.emplace_back("WWW-Authenticate", "Basic realm=\"" + (breaksHead(realm) ? std::string() : realm) +
                                                         "\", charset=\"UTF-8\"");
    return answer(request, refusal);
}

Script setCookie(const Request& request, std::string_view, Memory&) {
    const std::string name = request.parameter("name", "tide");
    const std::string value = request.parameter("value", "high");
    if (breaksHead(name + value))
        return answer(request, textResponse(400, "A cookie cannot hold a line end.\n"));
    Response response = htmlResponse("<!DOCTYPE html><title>Cookie</title><p>Keep this.\n");
    response.headers.emplace_back("Set-Cookie", name + '=' + value + "; Path=/");
    if (const std::string target = request.parameter("to"); !target.empty() && !breaksHead(target)) {
        response.status = 302;
        response.headers.emplace_back("Location", target);
    }
    return answer(request, response);
}

Script showCookie(const Request& request, std::string_view, Memory&) {
    return answer(request, textResponse(200, std::string(request.header("Cookie"))));
}

Script showHeaders(const Request& request, std::string_view, Memory&) {
    std::string text = request.method + ' ' + request.target + '\n';
    for (const auto& [name, value] : request.headers)
        text.append(name).append(": ").append(value).append("\n");
    return answer(request, textResponse(200, std::move(text)));
}

Script echo(const Request& request, std::string_view, Memory&) {
    const std::string_view type = request.header("Content-Type");
    return answer(request,
                  typedResponse(type.empty() ? "application/octet-stream" : std::string(type), bytesOf(request.body)));
}

constexpr std::array table{
    Behaviour{"/auth", "Basic credentials, user and secret unless ?user= ?password=; ?realm=", basic},
    Behaviour{"/cookie/set", "sets a cookie ?name= ?value=, and redirects ?to=", setCookie},
    Behaviour{"/cookie/show", "answers with the cookies that were sent", showCookie},
    Behaviour{"/headers", "answers with the request's head", showHeaders},
    Behaviour{"/echo", "answers with the request's body, 64 KiB at most", echo},
};

} // namespace

std::span<const Behaviour> access() {
    return table;
}

} // namespace bench::server
