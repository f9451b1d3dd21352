#include "article/reasons.h"

#include <algorithm>
#include <cmath>

namespace article {
namespace {

struct Group {
    const char* name;
    std::initializer_list<const char*> beginnings;
};

const Group groups[] = {
    {"its own text", {"own"}},
    {"names of the elements around it", {"own path", "near path", "near own heading's path"}},
    {"its words and links", {"own words", "own heading's words", "own link parts", "own names", "near words' score"}},
    {"its neighbours", {"near"}},
    {"the elements around it", {"level", "around"}},
    {"repetition", {"repeat", "own same"}},
    {"its place beside the main element", {"main"}},
    {"the kind of page", {"page"}},
};

constexpr double least = 0.15; // log-odds that are worth a word
constexpr qsizetype mostReasons = 3;

// The group with the longest fitting beginning.
size_t groupOf(std::string_view name) {
    size_t found = 0, longest = 0;
    for (size_t i = 0; i < std::size(groups); ++i) {
        for (const std::string_view beginning : groups[i].beginnings) {
            if (name.starts_with(beginning) && beginning.size() > longest) {
                longest = beginning.size();
                found = i;
            }
        }
    }
    return found;
}

// Of each feature its group; looked up once, as pages have many blocks.
const std::vector<size_t>& groupsOfFeatures() {
    static const std::vector<size_t> all = [] {
        std::vector<size_t> found;
        for (const char* name : featureNames())
            found.push_back(groupOf(name));
        return found;
    }();
    return all;
}

} // namespace

QStringList reasonsOf(const Features& features, quint32 block, const ContentTable& table) {
    const std::vector<size_t>& groupOfEach = groupsOfFeatures();
    std::vector<float> row;
    features.write(block, block + 1, row);
    const float whole = table.forest.evaluate(row, 1, row.size()).front();
    std::vector<std::pair<double, const char*>> moved;
    for (size_t group = 0; group < std::size(groups); ++group) {
        std::vector<float> without = row;
        for (size_t i = 0; i < without.size(); ++i) {
            if (groupOfEach[i] == group)
                without[i] = table.typical[i];
        }
        moved.emplace_back(whole - table.forest.evaluate(without, 1, without.size()).front(), groups[group].name);
    }
    std::stable_sort(moved.begin(), moved.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.first) > std::abs(b.first); });
    QStringList reasons;
    for (const auto& [by, name] : moved) {
        if (std::abs(by) >= least && reasons.size() < mostReasons)
            reasons << QStringLiteral("%1%2 %3").arg(by > 0 ? QStringLiteral("+") : QStringLiteral("−"),
                                                     QString::number(std::abs(by), 'f', 1), QLatin1String(name));
    }
    return reasons;
}

} // namespace article
