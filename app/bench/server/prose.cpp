#include "bench/server/prose.h"

#include <algorithm>
#include <array>

namespace bench::server {

namespace {

constexpr std::array words{
    "harbour",  "keeper",  "tide",      "lantern", "rope",    "evening", "gull",     "ledger",   "stone",   "channel",
    "quiet",    "letter",  "window",    "sail",    "morning", "chart",   "north",    "island",   "bell",    "winter",
    "measured", "carried", "remembers", "crossed", "wrote",   "found",   "returned", "mended",   "watched", "counted",
    "slowly",   "again",   "together",  "before",  "beneath", "between", "without",  "towards",  "beyond",  "until",
    "the",      "a",       "every",     "another", "no",      "his",     "her",      "their",    "this",    "that",
    "grey",     "narrow",  "patient",   "salt",    "distant", "wooden",  "early",    "familiar", "steady",  "small"};

std::string_view word(Draws& draws) {
    return words[static_cast<std::size_t>(draws.below(words.size()))];
}

} // namespace

std::string sentence(Draws& draws) {
    std::string text;
    const std::uint64_t length = 8 + draws.below(14);
    for (std::uint64_t index = 0; index < length; ++index) {
        if (index > 0)
            text += index % 7 == 6 ? ", " : " ";
        text += word(draws);
    }
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + ". ";
}

std::string paragraph(Draws& draws, std::uint64_t number) {
    std::string text = "<p>";
    const std::uint64_t sentences = 3 + draws.below(4);
    for (std::uint64_t index = 0; index < sentences; ++index)
        text += sentence(draws);
    if (draws.below(3) == 0)
        text += "<a href=\"/page/" + std::to_string(number + 1 + draws.below(50)) +
                "\">More on this</a> can be read elsewhere.";
    return text + "</p>\n";
}

std::string title(Draws& draws, std::uint64_t number) {
    std::string text = "The ";
    for (std::uint64_t index = 0; index < 3; ++index)
        text.append(word(draws)).append(" ");
    return text + std::to_string(number);
}

std::string madeUpPage(std::size_t size) {
    constexpr std::size_t ownText = 1024 * 1024; // then it says the same again
    constexpr std::string_view end = "</article></main></body></html>\n";
    Draws draws(1);
    const std::string heading = title(draws, 1);
    std::string page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + heading +
                       "</title></head>\n<body><main><article><h1>" + heading + "</h1>\n";
    if (page.size() + end.size() > size)
        return page.substr(0, size);
    std::string text;
    while (text.size() < std::min(size, ownText))
        text += paragraph(draws, 1);
    const std::size_t whole = size - end.size();
    page.reserve(size);
    while (page.size() < whole)
        page.append(text, 0, whole - page.size());
    // The paragraph that was cut off gives its place to spaces, so that every tag is whole.
    const std::size_t cut = page.rfind('\n') + 1;
    return page.replace(cut, page.size() - cut, page.size() - cut, ' ').append(end);
}

} // namespace bench::server
