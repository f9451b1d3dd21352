#include "models/idchange.h"

#include <algorithm>
#include <span>
#include <vector>

namespace models {

namespace {

using Ids = std::span<const qint64>;

// Each range moves what stands behind it: with a million rows only a few are cheaper than a reset.
constexpr qint64 mostMoved = 20'000'000;
constexpr qint64 mostRanges = 200;

std::vector<qint64> sorted(Ids ids) {
    std::vector<qint64> copy(ids.begin(), ids.end());
    if (!std::is_sorted(copy.begin(), copy.end()))
        std::sort(copy.begin(), copy.end());
    return copy;
}

// The rows of `ids` that are not among `others`, as ranges that begin at `offset`; what remains goes to `survivors`.
QList<IdChange::Range> rangesMissing(Ids ids, const std::vector<qint64>& others, int offset,
                                     std::vector<qint64>& survivors) {
    QList<IdChange::Range> ranges;
    for (std::size_t at = 0; at < ids.size(); ++at) {
        if (std::binary_search(others.begin(), others.end(), ids[at])) {
            survivors.push_back(ids[at]);
            continue;
        }
        const int row = offset + static_cast<int>(at);
        if (!ranges.isEmpty() && ranges.last().first + ranges.last().count == row)
            ++ranges.last().count;
        else
            ranges.append({row, 1});
    }
    return ranges;
}

} // namespace

IdChange changeBetween(const QList<qint64>& before, const QList<qint64>& after) {
    const auto [left, right] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto head = left - before.begin();
    const auto most = std::min(before.size(), after.size()) - head;
    const auto tail =
        std::mismatch(before.rbegin(), before.rbegin() + most, after.rbegin(), after.rbegin() + most).first -
        before.rbegin();
    const Ids oldMiddle =
        Ids(before).subspan(static_cast<std::size_t>(head), static_cast<std::size_t>(before.size() - head - tail));
    const Ids newMiddle =
        Ids(after).subspan(static_cast<std::size_t>(head), static_cast<std::size_t>(after.size() - head - tail));

    IdChange change;
    std::vector<qint64> oldSurvivors;
    std::vector<qint64> newSurvivors;
    change.removed = rangesMissing(oldMiddle, sorted(newMiddle), static_cast<int>(head), oldSurvivors);
    change.inserted = rangesMissing(newMiddle, sorted(oldMiddle), static_cast<int>(head), newSurvivors);
    std::reverse(change.removed.begin(), change.removed.end());
    const qint64 ranges = change.removed.size() + change.inserted.size();
    change.reset = oldSurvivors != newSurvivors || ranges > mostRanges ||
                   (ranges > 2 && ranges * std::max(before.size(), after.size()) > mostMoved);
    if (change.reset) {
        change.removed.clear();
        change.inserted.clear();
    }
    return change;
}

} // namespace models
