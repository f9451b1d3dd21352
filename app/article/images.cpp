#include "article/images.h"

#include <algorithm>
#include <cstdlib>

namespace article {
namespace {

constexpr double bestWidth = 1600;
constexpr size_t mostCandidates = 64;
constexpr int mostSources = 64; // looked through around one image

struct Candidate {
    std::string_view address;
    double width = 0; // pixels; 0 when not said
};

double number(std::string_view text) {
    double value = 0;
    size_t at = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && at < 9; ++at)
        value = value * 10 + (text[at] - '0');
    if (at + 1 < text.size() && text[at] == '.' && text[at + 1] >= '0' && text[at + 1] <= '9')
        value += (text[at + 1] - '0') / 10.0;
    return value;
}

// HTML §2.5.2 "parse a srcset attribute", without sizes: addresses may hold commas, descriptors end with one.
std::vector<Candidate> candidates(std::string_view srcset, double densityWidth) {
    std::vector<Candidate> found;
    size_t at = 0;
    const auto space = [&] { return at < srcset.size() && (isSpace(srcset[at]) || srcset[at] == ','); };
    while (found.size() < mostCandidates) {
        while (space())
            ++at;
        const size_t begin = at;
        while (at < srcset.size() && !isSpace(srcset[at]))
            ++at;
        if (at == begin)
            break;
        Candidate candidate{srcset.substr(begin, at - begin), densityWidth};
        const bool closed = candidate.address.back() == ',';
        while (!candidate.address.empty() && candidate.address.back() == ',')
            candidate.address.remove_suffix(1);
        if (!closed) {
            const size_t comma = std::min(srcset.find(',', at), srcset.size());
            std::string_view descriptor = srcset.substr(at, comma - at);
            while (!descriptor.empty() && isSpace(descriptor.front()))
                descriptor.remove_prefix(1);
            while (!descriptor.empty() && isSpace(descriptor.back()))
                descriptor.remove_suffix(1);
            if (!descriptor.empty() && descriptor.back() == 'w')
                candidate.width = number(descriptor);
            else if (!descriptor.empty() && descriptor.back() == 'x')
                candidate.width = densityWidth * number(descriptor);
            at = comma;
        }
        if (!candidate.address.empty())
            found.push_back(candidate);
    }
    return found;
}

bool isPlaceholder(std::string_view address) {
    static constexpr std::string_view marks[] = {"data:",      "about:",     "blank.gif",       "placeholder",
                                                 "spacer.gif", "pixel.gif",  "transparent.gif", "1x1",
                                                 "lazy.gif",   "loading.gif"};
    return address.empty() || std::any_of(std::begin(marks), std::end(marks), [&](std::string_view mark) {
               return address.find(mark) != std::string_view::npos;
           });
}

bool isTiny(const Document& document, NodeId image) {
    const auto small = [&](Attribute name) {
        const std::string_view value = document.attribute(image, name);
        return !value.empty() && value[0] >= '0' && value[0] <= '9' && number(value) <= 2 &&
               value.find('%') == std::string_view::npos && value.find('e') == std::string_view::npos;
    };
    return small(Attribute::Width) || small(Attribute::Height);
}

class Chooser {
public:
    explicit Chooser(const LinkResolver& links)
        : m_links(links) {}

    void offer(const Candidate& candidate) {
        if (candidate.address.starts_with("data:"))
            return;
        if (!m_best.isEmpty() && !better(candidate.width, m_width))
            return;
        const QByteArray address = m_links.image(candidate.address);
        if (!address.isEmpty()) {
            m_best = address;
            m_width = candidate.width;
        }
    }
    void offerSet(std::string_view srcset) {
        for (const Candidate& each : candidates(srcset, bestWidth / 2))
            offer(each);
    }
    QByteArray best() const { return m_best; }

private:
    const LinkResolver& m_links;
    QByteArray m_best;
    double m_width = 0;

    static bool better(double width, double than) {
        if (width <= bestWidth && than <= bestWidth)
            return width > than;
        return width < than && than > bestWidth && width > 0;
    }
};

} // namespace

QByteArray bestImage(const Document& document, NodeId image, const LinkResolver& links) {
    if (isTiny(document, image))
        return {};
    Chooser chooser(links);
    for (const Attribute name : {Attribute::Srcset, Attribute::DataSrcset, Attribute::DataLazySrcset})
        chooser.offerSet(document.attribute(image, name));
    const NodeId above = document.parent(image);
    if (above != noNode && document.tag(above) == Tag::Picture) {
        NodeId id = document.firstChild(above);
        for (int seen = 0; id != noNode && seen < mostSources; id = document.nextSibling(id), ++seen) {
            if (document.tag(id) != Tag::Source)
                continue;
            const std::string_view type = document.attribute(id, Attribute::Type);
            if (type == "image/avif" || type == "image/jxl" || type == "image/svg+xml")
                continue;
            chooser.offerSet(document.attribute(id, Attribute::Srcset));
            chooser.offerSet(document.attribute(id, Attribute::DataSrcset));
        }
    }
    if (!chooser.best().isEmpty())
        return chooser.best();

    const std::string_view source = document.attribute(image, Attribute::Src);
    if (!isPlaceholder(source))
        return links.image(source);
    for (const Attribute name : {Attribute::DataLargeFile, Attribute::DataSrc, Attribute::DataLazySrc,
                                 Attribute::DataOriginal, Attribute::DataHiRes, Attribute::DataFullUrl,
                                 Attribute::DataDefer, Attribute::DataEchoSrc, Attribute::DataFlickitySrc}) {
        const std::string_view value = document.attribute(image, name);
        if (!value.empty() && !value.starts_with("data:")) {
            const QByteArray address = links.image(value);
            if (!address.isEmpty())
                return address;
        }
    }
    return links.image(source);
}

} // namespace article
