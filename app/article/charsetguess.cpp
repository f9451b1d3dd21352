#include "article/charsetguess.h"

#include "article/charsetscores.h"

#include <algorithm>
#include <string>

namespace article {
namespace {

constexpr size_t sampleBytes = 24 * 1024;
constexpr double clearlyBetter = 0.7; // mean score a character; see charsetscores.cpp
constexpr size_t utf16Sample = 2048;

// The parts of the page that differ between encodings: bytes beyond ASCII with their neighbours. Two ASCII bytes
// behind each run stay with it, because the second byte of a Shift_JIS or GBK character may look like one.
std::string sampleOf(std::string_view bytes) {
    std::string sample;
    size_t taken = 0; // up to where `bytes` has been copied
    for (size_t at = 0; at < bytes.size() && sample.size() < sampleBytes; ++at) {
        if (quint8(bytes[at]) < 0x80)
            continue;
        const size_t begin = at > 0 ? at - 1 : 0;
        if (begin > taken) {
            sample.push_back(' ');
            taken = begin;
        }
        const size_t end = std::min(bytes.size(), at + 3);
        if (end > taken)
            sample.append(bytes.substr(taken, end - taken));
        taken = end;
    }
    return sample;
}

} // namespace

Guess guessEncoding(std::string_view bytes, Encoding claim) {
    const std::string sample = sampleOf(bytes);
    Guess guess{encodingFromLabel("windows-1252"), false};
    double best = -1000;
    for (const Candidate& candidate : candidates()) {
        const double score = scoreAs(sample, candidate) + candidate.prior;
        if (score > best) {
            best = score;
            guess.encoding = encodingFromLabel(candidate.label);
        }
    }
    if (claim == noEncoding)
        return guess;
    const Candidate* claimed = candidateFor(encodingName(claim));
    guess.sure =
        claimed && guess.encoding != claim && best > scoreAs(sample, *claimed) + claimed->prior + clearlyBetter;
    return guess;
}

// In UTF-16 the markup itself is every second byte zero.
Encoding guessUtf16(std::string_view bytes) {
    const std::string_view start = bytes.substr(0, std::min(utf16Sample, bytes.size() & ~size_t(1)));
    size_t even = 0, odd = 0;
    for (size_t at = 0; at + 1 < start.size(); at += 2) {
        even += start[at] == 0 && start[at + 1] != 0;
        odd += start[at + 1] == 0 && start[at] != 0;
    }
    const size_t pairs = start.size() / 2;
    if (pairs < 8)
        return noEncoding;
    if (odd * 10 > pairs * 6 && even * 20 < pairs)
        return encodingFromLabel("utf-16le");
    if (even * 10 > pairs * 6 && odd * 20 < pairs)
        return encodingFromLabel("utf-16be");
    return noEncoding;
}

// ISO-2022-JP is ASCII with escape sequences that switch to two-byte characters and back.
bool looksLikeIso2022Jp(std::string_view bytes) {
    const bool enters =
        bytes.find("\x1B$B") != std::string_view::npos || bytes.find("\x1B$@") != std::string_view::npos;
    const bool leaves =
        bytes.find("\x1B(B") != std::string_view::npos || bytes.find("\x1B(J") != std::string_view::npos;
    return enters && leaves && std::none_of(bytes.begin(), bytes.end(), [](char c) { return quint8(c) >= 0x80; });
}

} // namespace article
