#include "alignment.h"

#include <QHash>

#include <algorithm>

namespace {

constexpr int matchWorth = 10;
constexpr int openingCost = 6;
constexpr size_t mostCells = 80'000'000;
constexpr size_t anchorWords = 5;
constexpr int laterPasses = 3;
constexpr size_t leastLaterRun = 3;
constexpr size_t none = size_t(-1);

struct Pair {
    size_t page = 0, truth = 0;
};

quint64 gramAt(const Words& words, size_t at, size_t length) {
    quint64 hash = 1469598103934665603ULL;
    for (size_t i = at; i < at + length; ++i)
        hash = (hash ^ words[i]) * 1099511628211ULL;
    return hash;
}

struct Span {
    size_t pageFrom = 0, pageTo = 0, truthFrom = 0, truthTo = 0;
    size_t cells() const { return (pageTo - pageFrom) * (truthTo - truthFrom); }
};

class Aligner {
public:
    Aligner(const Words& page, const Words& truth)
        : m_page(page)
        , m_truth(truth) {}

    // Matched pairs, in order of both.
    std::vector<Pair> run() {
        solve({0, m_page.size(), 0, m_truth.size()}, anchorWords);
        std::sort(m_pairs.begin(), m_pairs.end(), [](const Pair& a, const Pair& b) { return a.page < b.page; });
        return std::move(m_pairs);
    }

private:
    const Words& m_page;
    const Words& m_truth;
    std::vector<Pair> m_pairs;

    void solve(const Span& span, size_t gram) {
        if (span.cells() == 0)
            return;
        if (span.cells() < 10'000 || gram == 0)
            return align(span);
        Span gap = span;
        for (const Pair& anchor : anchorsOf(span, gram)) {
            gap.pageTo = anchor.page;
            gap.truthTo = anchor.truth;
            solve(gap, gram - 1);
            m_pairs.push_back(anchor);
            gap.pageFrom = anchor.page + 1;
            gap.truthFrom = anchor.truth + 1;
        }
        gap.pageTo = span.pageTo;
        gap.truthTo = span.truthTo;
        solve(gap, gram - 1);
    }

    // Words that begin a run which stands once in each text: the longest chain of them that is in order in both.
    std::vector<Pair> anchorsOf(const Span& span, size_t gram) const {
        struct Places {
            size_t page = none, truth = none;
            int onPage = 0, inTruth = 0;
        };
        QHash<quint64, Places> places;
        for (size_t i = span.pageFrom; i + gram <= span.pageTo; ++i) {
            Places& each = places[gramAt(m_page, i, gram)];
            each.page = i;
            ++each.onPage;
        }
        for (size_t i = span.truthFrom; i + gram <= span.truthTo; ++i) {
            const auto each = places.find(gramAt(m_truth, i, gram));
            if (each != places.end()) {
                each->truth = i;
                ++each->inTruth;
            }
        }
        std::vector<Pair> unique;
        for (const Places& each : std::as_const(places)) {
            if (each.onPage == 1 && each.inTruth == 1)
                unique.push_back({each.page, each.truth});
        }
        std::sort(unique.begin(), unique.end(), [](const Pair& a, const Pair& b) { return a.page < b.page; });
        return longestRising(unique);
    }

    static std::vector<Pair> longestRising(const std::vector<Pair>& pairs) {
        std::vector<size_t> tails, before(pairs.size(), none);
        for (size_t i = 0; i < pairs.size(); ++i) {
            const auto at = std::lower_bound(tails.begin(), tails.end(), pairs[i].truth,
                                             [&](size_t tail, size_t value) { return pairs[tail].truth < value; });
            if (at != tails.begin())
                before[i] = *(at - 1);
            if (at == tails.end())
                tails.push_back(i);
            else
                *at = i;
        }
        std::vector<Pair> chain;
        for (size_t i = tails.empty() ? none : tails.back(); i != none; i = before[i])
            chain.push_back(pairs[i]);
        std::reverse(chain.begin(), chain.end());
        return chain;
    }

    void align(const Span& span) {
        if (span.cells() > mostCells)
            return;
        const size_t rows = span.pageTo - span.pageFrom, columns = span.truthTo - span.truthFrom;
        enum Step : quint8 { Stop = 0, Up = 1, Left = 2, Match = 3, Continues = 4 };
        std::vector<quint8> steps((rows + 1) * (columns + 1), Stop);
        constexpr int impossible = -1'000'000'000;
        std::vector<int> best(columns + 1, 0), matched(columns + 1, impossible);
        for (size_t i = 1; i <= rows; ++i) {
            int cornerBest = best[0], cornerMatched = matched[0];
            for (size_t j = 1; j <= columns; ++j) {
                const int upBest = best[j], upMatched = matched[j];
                quint8 step = Stop;
                int here = impossible;
                if (m_page[span.pageFrom + i - 1] == m_truth[span.truthFrom + j - 1]) {
                    const bool continues = cornerMatched > cornerBest - openingCost;
                    here = matchWorth + (continues ? cornerMatched : cornerBest - openingCost);
                    step = continues ? Continues : Stop;
                }
                int most = upBest;
                quint8 way = Up;
                if (best[j - 1] > most) {
                    most = best[j - 1];
                    way = Left;
                }
                if (here > most) {
                    most = here;
                    way = Match;
                }
                steps[i * (columns + 1) + j] = quint8(way | step);
                best[j] = most;
                matched[j] = here;
                cornerBest = upBest;
                cornerMatched = upMatched;
            }
        }
        bool forced = false;
        for (size_t i = rows, j = columns; i > 0 && j > 0;) {
            const quint8 step = steps[i * (columns + 1) + j];
            const quint8 way = forced ? quint8(Match) : quint8(step & 3);
            if (way == Match) {
                m_pairs.push_back({span.pageFrom + i - 1, span.truthFrom + j - 1});
                forced = (step & Continues) != 0;
                --i;
                --j;
            } else if (way == Up) {
                --i;
            } else {
                --j;
            }
        }
    }
};

// Pairs that belong to runs of at least `least` words in both texts.
std::vector<Pair> longRuns(const std::vector<Pair>& pairs, size_t least) {
    std::vector<Pair> kept;
    for (size_t from = 0; from < pairs.size();) {
        size_t to = from + 1;
        while (to < pairs.size() && pairs[to].page == pairs[to - 1].page + 1 &&
               pairs[to].truth == pairs[to - 1].truth + 1)
            ++to;
        if (to - from >= least)
            kept.insert(kept.end(), pairs.begin() + qptrdiff(from), pairs.begin() + qptrdiff(to));
        from = to;
    }
    return kept;
}

} // namespace

std::vector<bool> matchedWords(const Words& page, const Words& truth) {
    std::vector<bool> pageMatched(page.size(), false), truthMatched(truth.size(), false);
    for (int pass = 0; pass <= laterPasses; ++pass) {
        Words pageLeft, truthLeft;
        std::vector<size_t> pagePlaces, truthPlaces;
        for (size_t i = 0; i < page.size(); ++i) {
            if (!pageMatched[i]) {
                pageLeft.push_back(page[i]);
                pagePlaces.push_back(i);
            }
        }
        for (size_t i = 0; i < truth.size(); ++i) {
            if (!truthMatched[i]) {
                truthLeft.push_back(truth[i]);
                truthPlaces.push_back(i);
            }
        }
        std::vector<Pair> pairs = Aligner(pageLeft, truthLeft).run();
        if (pass > 0)
            pairs = longRuns(pairs, leastLaterRun);
        if (pairs.empty())
            break;
        for (const Pair& pair : pairs) {
            pageMatched[pagePlaces[pair.page]] = true;
            truthMatched[truthPlaces[pair.truth]] = true;
        }
    }
    return pageMatched;
}
