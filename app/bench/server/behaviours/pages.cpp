#include "bench/server/behaviours.h"
#include "bench/server/prose.h"

#include <array>

namespace bench::server {

namespace {

constexpr std::array names{"Ines Calder", "Tom Ferrow", "Maud Lisle", "Anders Vey", "Noor Hallam"};

std::string extras(Draws& draws) {
    std::string html = "<h2>What was kept</h2>\n<ul>\n";
    for (int item = 0; item < 3; ++item)
        html += "<li>" + sentence(draws) + "</li>\n";
    html += "</ul>\n<blockquote><p>" + sentence(draws) + "</p></blockquote>\n";
    html += "<pre><code>for (int wave = 0; wave &lt; " + std::to_string(draws.below(100)) +
            "; ++wave)\n    count(wave);\n</code></pre>\n";
    html += "<table><tr><th>Hour</th><th>Depth</th></tr>";
    for (int row = 0; row < 3; ++row)
        html += "<tr><td>" + std::to_string(row * 6) + "</td><td>" + std::to_string(draws.below(900)) + " cm</td></tr>";
    return html + "</table>\n";
}

std::string date(Draws& draws) {
    const auto twoDigits = [](std::uint64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return "20" + twoDigits(10 + draws.below(15)) + '-' + twoDigits(1 + draws.below(12)) + '-' +
           twoDigits(1 + draws.below(28));
}

Script article(const Request& request, std::string_view rest, Memory&) {
    std::uint64_t number = 0;
    if (!parseNumber(rest, number))
        return answer(request, textResponse(400, "/page/ wants a number.\n"));
    Draws draws(number);
    const std::string heading = title(draws, number);
    const std::string author = names[draws.below(names.size())];
    const std::string day = date(draws);
    const std::uint64_t paragraphs = std::min<std::uint64_t>(request.numberParameter("paragraphs", 8), 10'000);
    const std::uint64_t images = std::min<std::uint64_t>(request.numberParameter("images", 2), 500);
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + heading +
        " | The Tidal Almanac</title>\n<meta name=\"author\" content=\"" + author +
        "\"><meta property=\"article:published_time\" content=\"" + day +
        "\"></head>\n<body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/page/1\">First</a></li>"
        "<li><a href=\"/login\">Sign in</a></li></ul></nav>\n<main><article><h1>" +
        heading + "</h1>\n<p class=\"byline\">By " + author + ", <time datetime=\"" + day + "\">" + day +
        "</time></p>\n";
    for (std::uint64_t index = 0; index < paragraphs; ++index) {
        html += paragraph(draws, number);
        if (index < images)
            html += "<figure><img src=\"/image/" + std::to_string((number * 7 + index) % 20) +
                    ".png\" alt=\"Plate\"><figcaption>" + sentence(draws) + "</figcaption></figure>\n";
    }
    for (std::uint64_t index = paragraphs; index < images; ++index)
        html += "<img src=\"/image/" + std::to_string((number * 7 + index) % 20) + ".png\" alt=\"Plate\">\n";
    html +=
        extras(draws) + "</article></main>\n<aside><h3>Read next</h3><a href=\"/page/" + std::to_string(number + 1) +
        "\">The page after this one</a></aside>\n<footer>The Tidal Almanac, a made-up paper.</footer></body></html>\n";
    return answer(request, htmlResponse(std::move(html)));
}

Script login(const Request& request, std::string_view, Memory&) {
    return answer(
        request,
        htmlResponse("<!DOCTYPE html><html lang=\"en\"><head><title>Sign in to continue</title></head><body>"
                     "<h1>Sign in</h1><form method=\"post\" action=\"/session\"><label>User name <input "
                     "name=\"user\" autocomplete=\"username\"></label><label>Password <input type=\"password\" "
                     "name=\"password\"></label><button>Sign in</button></form><a href=\"/reset-password\">Forgot "
                     "your password?</a></body></html>\n"));
}

Script challenge(const Request& request, std::string_view, Memory&) {
    Response response = htmlResponse(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Just a moment...</title><meta http-equiv=\"refresh\" "
        "content=\"5\"></head><body><h1>Checking your browser before accessing this site</h1><noscript>Please "
        "enable JavaScript and cookies to continue.</noscript><div id=\"challenge-running\"></div><script "
        "src=\"/challenge.js\"></script></body></html>\n");
    response.status = static_cast<int>(request.numberParameter("status", 200));
    return answer(request, response);
}

Script needsBrowser(const Request& request, std::string_view, Memory&) {
    return answer(request, htmlResponse("<!DOCTYPE html><html><head><title>Application</title></head><body><div "
                                        "id=\"root\"></div><noscript>You need to enable JavaScript to run this "
                                        "app.</noscript><script src=\"/bundle.js\"></script></body></html>\n"));
}

// Everything a page must not get done: files, private addresses, scripts, frames, styles.
Script hostile(const Request& request, std::string_view, Memory&) {
    Draws draws(99);
    std::string html =
        "<!DOCTYPE html><html lang=\"en\"><head><title>A trap</title><base href=\"/\"><script>document."
        "title='ran'</script><style>@import url(http://127.0.0.1:9/style)</style><link rel=\"stylesheet\" "
        "href=\"file:///etc/passwd\"></head><body><article><h1>A trap</h1>";
    for (int index = 0; index < 4; ++index)
        html += paragraph(draws, 99);
    html += "<img src=\"file:///etc/passwd\" onerror=\"alert(1)\"><img src=\"http://127.0.0.1:9/private.png\"><img "
            "src=\"http://169.254.169.254/latest/meta-data\"><img src=\"http://[::1]:9/x.png\"><img src=\"/svg\"><img "
            "src=\"data:image/svg+xml,<svg onload=alert(1)>\"><a href=\"javascript:alert(1)\">press</a><a "
            "href=\"file:///etc/passwd\">read</a><iframe src=\"http://127.0.0.1:9/\"></iframe><object "
            "data=\"/pdf\"></object><svg><script>alert(1)</script></svg><math><mi xlink:href=\"javascript:alert(1)\">x"
            "</mi></math></article></body></html>\n";
    return answer(request, htmlResponse(std::move(html)));
}

constexpr std::array table{
    Behaviour{"/page/", "a made-up article with that number; ?paragraphs= ?images=", article},
    Behaviour{"/login", "a sign-in page", login},
    Behaviour{"/challenge", "a page that checks the browser; ?status=", challenge},
    Behaviour{"/needs-browser", "a page without content", needsBrowser},
    Behaviour{"/hostile", "a page that loads files, private addresses and scripts", hostile},
};

} // namespace

std::span<const Behaviour> pages() {
    return table;
}

} // namespace bench::server
