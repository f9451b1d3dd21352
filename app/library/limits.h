#pragma once

#include "base/limit.h"

// The named limits of the library.
namespace library {

inline constexpr base::Limit blobSize{"blob read back",
                                      64 * 1024 * 1024,
                                      64 * 1024 * 1024,
                                      64 * 1024 * 1024,
                                      "bytes",
                                      "a damaged size must not take the memory",
                                      false};
inline constexpr base::Limit binDays{"days in the bin", 30, 30, 30, "days", "time to change one's mind", false};
inline constexpr base::Limit clockLeap{"clock away from its last look at the bin",
                                       2,
                                       2,
                                       2,
                                       "days",
                                       "further off, it is not believed at once, and the bin keeps what it has",
                                       false};
inline constexpr base::Limit searchTerms{
    "words of a search", 32, 32, 32, "words", "what is pasted by mistake must not hold up the list", false};
inline constexpr base::Limit searchLength{
    "text of a search", 1000, 1000, 1000, "characters", "what is pasted by mistake must not hold up the list", false};
inline constexpr base::Limit rankedMatches{"matches weighed",
                                           10'000,
                                           10'000,
                                           10'000,
                                           "pages",
                                           "the newest; a word of every page must not hold up the list",
                                           false};
inline constexpr base::Limit groupTime{"time of a group of commits",     50,   50, 50, "ms",
                                       "what is stored is durable soon", false};
inline constexpr base::Limit groupWorks{
    "works in a group of commits", 256, 256, 256, "works", "a failed group must not take much with it", false};
inline constexpr base::Limit addedIds{"ids returned of jobs added",
                                      100'000,
                                      100'000,
                                      100'000,
                                      "jobs",
                                      "memory; above, first and last are returned",
                                      false};
inline constexpr base::Limit openingCheck{"library read whole at opening",
                                          16 * 1024 * 1024,
                                          16 * 1024 * 1024,
                                          16 * 1024 * 1024,
                                          "bytes",
                                          "the window opens at once, and verify reads everything",
                                          false};
inline constexpr base::Limit tagLength{
    "tag", 100, 100, 100, "characters", "a name to pick in a list; the same typed, imported and exported", false};
inline constexpr base::Limit longestPostponement{"waiting for a time",
                                                 7'200'000,
                                                 7'200'000,
                                                 7'200'000,
                                                 "ms",
                                                 "further off, the clock was set back: due at once",
                                                 false};

inline constexpr base::Limit undoableChoices{"choices in the reader to undo",          100,  100, 100, "choices",
                                             "what was there before is kept for each", false};

inline constexpr base::Limit limits[] = {
    blobSize,   binDays,  clockLeap,    searchTerms, searchLength,        rankedMatches,  groupTime,
    groupWorks, addedIds, openingCheck, tagLength,   longestPostponement, undoableChoices};

} // namespace library
