#include "article/elementpath.h"

#include "article/text.h"

#include <QByteArrayList>

#include <algorithm>
#include <unordered_map>

namespace article {
namespace {

constexpr size_t stepsMost = 12;     // the nearest to the element: what stands above them says little
constexpr size_t ancestorsMost = 32; // looked through for each of these
constexpr size_t classesMost = 6;
constexpr size_t nameMost = 64;

// What counts how much for an element being the one that is looked for.
constexpr double sameId = 6;
constexpr double likeId = 4; // but for digits
constexpr double sameClasses = 4;
constexpr double samePlace = 1;
constexpr double markedAncestor = 1.5; // has an id or a class
constexpr double bareAncestor = 0.25;
constexpr double leastClasses = 0.4; // common ones among all, where the id does not tell
constexpr double leastAround = 0.6;  // of the ancestors' score, for an element without id and class

struct Step {
    std::string tag;
    std::string id;
    std::vector<std::string> classes; // digits folded
    quint32 place = 1;
};

bool isPlain(std::string_view word) {
    return word.size() <= nameMost && std::all_of(word.begin(), word.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                      c == '-';
           });
}

std::string digitsFolded(std::string_view word) {
    std::string out;
    for (const char c : word) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit || out.empty() || out.back() != '0')
            out.push_back(digit ? '0' : c);
    }
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (size_t at = 0; at <= text.size();) {
        const size_t stop = std::min(text.find(separator, at), text.size());
        if (stop > at)
            parts.emplace_back(text.substr(at, stop - at));
        at = stop + 1;
    }
    return parts;
}

std::vector<std::string> classesOf(const Document& document, NodeId id) {
    std::vector<std::string> classes;
    for (const std::string& word : split(folded(document.attribute(id, Attribute::Class)), ' ')) {
        if (classes.size() < classesMost && isPlain(word))
            classes.push_back(digitsFolded(word));
    }
    return classes;
}

std::string idOf(const Document& document, NodeId id) {
    const std::string_view name = document.attribute(id, Attribute::Id);
    return isPlain(name) ? std::string(name) : std::string();
}

bool isElement(const Document& document, NodeId id) {
    return document.tag(id) != Tag::Text && document.tag(id) != Tag::None;
}

quint32 placeOf(const Document& document, NodeId id) {
    const NodeId above = document.parent(id);
    quint32 place = 1;
    if (above == noNode)
        return place;
    for (NodeId other = document.firstChild(above); other != noNode && other != id; other = document.nextSibling(other))
        place += document.tag(other) == document.tag(id) && document.name(other) == document.name(id);
    return place;
}

std::string stepOf(const Document& document, NodeId id) {
    std::string step(document.name(id));
    if (const std::string name = idOf(document, id); !name.empty())
        step += '#' + name;
    for (const std::string& word : classesOf(document, id))
        step += '.' + word;
    if (const quint32 place = placeOf(document, id); place > 1)
        step += ':' + std::to_string(place);
    return step;
}

// "div#name.one.two:3"
Step stepFrom(std::string_view text) {
    Step step;
    if (const size_t colon = text.rfind(':'); colon != std::string_view::npos) {
        // Without a number it is in the element's name: <app:view>
        bool number = false;
        const quint32 place = QByteArray(text.data() + colon + 1, qsizetype(text.size() - colon - 1)).toUInt(&number);
        step.place = number ? place : 1;
        text = number ? text.substr(0, colon) : text;
    }
    const size_t dot = std::min(text.find('.'), text.size());
    step.classes = split(text.substr(dot), '.');
    text = text.substr(0, dot);
    const size_t hash = std::min(text.find('#'), text.size());
    step.tag = std::string(text.substr(0, hash));
    step.id = hash < text.size() ? std::string(text.substr(hash + 1)) : std::string();
    return step;
}

double likenessOfIds(const Step& a, const Step& b) {
    if (a.id.empty() || b.id.empty())
        return 0;
    return a.id == b.id ? sameId : digitsFolded(a.id) == digitsFolded(b.id) ? likeId : 0;
}

double likenessOfClasses(const Step& a, const Step& b) {
    const auto common = std::count_if(a.classes.begin(), a.classes.end(), [&](const std::string& word) {
        return std::find(b.classes.begin(), b.classes.end(), word) != b.classes.end();
    });
    const double all = double(a.classes.size() + b.classes.size()) - double(common);
    return all > 0 ? double(common) / all : 0;
}

bool isMarked(const Step& step) {
    return !step.id.empty() || !step.classes.empty();
}

// Whether the marks of an element are enough to take it for the step's; without marks its surroundings tell.
bool isAlike(const Step& wanted, const Step& found) {
    return !isMarked(wanted) || likenessOfIds(wanted, found) > 0 || likenessOfClasses(wanted, found) >= leastClasses;
}

class Finder {
public:
    Finder(const Document& document, std::vector<Step> steps)
        : m_document(document)
        , m_steps(std::move(steps))
        , m_alike(document.size(), 0) {
        for (size_t i = 0; i + 1 < m_steps.size(); ++i)
            m_mostOfAncestors += weightOf(m_steps[i]);
    }

    NodeId run() {
        const Step& wanted = m_steps.back();
        std::unordered_map<NodeId, quint32> places; // how many of the element's name each parent has had so far
        NodeId best = noNode;
        double bestScore = 0;
        for (NodeId id = 1; id < m_document.size(); ++id) {
            if (!isElement(m_document, id) || m_document.name(id) != wanted.tag)
                continue;
            const quint32 place = ++places[m_document.parent(id)];
            const double score = scoreOf(id) + (place == wanted.place ? samePlace : 0);
            if (score > bestScore && score > samePlace) {
                best = id;
                bestScore = score;
            }
        }
        return best;
    }

private:
    const Document& m_document;
    const std::vector<Step> m_steps;
    std::vector<quint16> m_alike; // of each element looked at the steps it is like, bit by bit: many ask for the same
    double m_mostOfAncestors = 0;

    static constexpr quint16 looked = 1U << 15;
    static_assert(stepsMost < 15);

    static double weightOf(const Step& step) { return isMarked(step) ? markedAncestor : bareAncestor; }

    double scoreOf(NodeId id) {
        const Step& wanted = m_steps.back();
        const Step found = stepAt(id);
        if (!isAlike(wanted, found))
            return 0;
        const double around = ancestorsOf(id);
        if (!isMarked(wanted) && around < leastAround * m_mostOfAncestors)
            return 0;
        return likenessOfIds(wanted, found) + sameClasses * likenessOfClasses(wanted, found) + around;
    }

    Step stepAt(NodeId id) const {
        return {std::string(m_document.name(id)), idOf(m_document, id), classesOf(m_document, id), 1};
    }

    // The path's steps are met one after the other on the way up; what stands between them is passed over.
    double ancestorsOf(NodeId id) {
        double score = 0;
        NodeId above = m_document.parent(id);
        for (size_t wanted = m_steps.size() - 1; wanted > 0 && above != noNode; --wanted) {
            if (const NodeId met = nearest(above, wanted - 1); met != noNode) {
                score += weightOf(m_steps[wanted - 1]);
                above = m_document.parent(met);
            }
        }
        return score;
    }

    NodeId nearest(NodeId above, size_t step) {
        for (size_t level = 0; level < ancestorsMost && above != noNode; ++level, above = m_document.parent(above)) {
            if (likenessesOf(above) >> step & 1)
                return above;
        }
        return noNode;
    }

    quint16 likenessesOf(NodeId id) {
        quint16& alike = m_alike[id];
        if (alike == 0) {
            alike = looked;
            const Step found = stepAt(id);
            for (size_t i = 0; i < m_steps.size(); ++i)
                alike = quint16(alike | (found.tag == m_steps[i].tag && isAlike(m_steps[i], found) ? 1U << i : 0));
        }
        return alike;
    }
};

} // namespace

QByteArray elementPath(const Document& document, NodeId element) {
    QByteArrayList steps;
    for (NodeId id = element; id != noNode && isElement(document, id) && steps.size() < qsizetype(stepsMost);
         id = document.parent(id))
        steps.prepend(QByteArray::fromStdString(stepOf(document, id)));
    return steps.join('>');
}

NodeId findElement(const Document& document, const QByteArray& path) {
    if (path.isEmpty() || path.size() > elementPathLimit)
        return noNode;
    std::vector<Step> steps;
    for (const std::string& text : split(viewOf(path), '>'))
        steps.push_back(stepFrom(text));
    if (steps.empty() || steps.size() > stepsMost)
        return noNode;
    return Finder(document, std::move(steps)).run();
}

} // namespace article
