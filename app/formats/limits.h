#pragma once

#include "base/limits.h"

// What formats reads is bounded here, whatever it is given.
namespace formats {

inline constexpr qint64 maxLinkBytes = base::linkBytes;
inline constexpr qsizetype maxBatchLinks = 10'000;
inline constexpr qsizetype maxBadLines = 100;
inline constexpr qsizetype maxBadLineText = 200;
inline constexpr qsizetype maxLinePiece = 64 * 1024;
inline constexpr qsizetype maxAttributeText = 16 * 1024;
inline constexpr qsizetype maxFolderDepth = 64;
inline constexpr qsizetype maxTitleText = 1'000;
inline constexpr qsizetype maxDescriptionText = 64 * 1024;

inline constexpr qint64 maxArticleFileBytes = 32 * 1024 * 1024;
inline constexpr qint64 maxFrontMatterBytes = 1024 * 1024;
inline constexpr qsizetype maxPartArticles = 20;
inline constexpr qint64 maxPartBytes = 32 * 1024 * 1024;
inline constexpr qsizetype maxPictures = 200;
inline constexpr qint64 maxPictureBytes = 256 * 1024 * 1024; // of the library, whatever its settings were
inline constexpr qsizetype maxPartLinks = 1'000;

inline constexpr base::Limit limits[] = {
    {"links handed on at once", maxBatchLinks, maxBatchLinks, maxBatchLinks, "links",
     "a list of any length needs the memory of one batch", false},
    {"bad lines kept", maxBadLines, maxBadLines, maxBadLines, "lines",
     "enough to show what went wrong; all are counted", false},
    {"piece of a line", maxLinePiece, maxLinePiece, maxLinePiece, "characters",
     "a file without line ends is read in pieces", false},
    {"attribute in a bookmark file", maxAttributeText, maxAttributeText, maxAttributeText, "characters",
     "icons stand there as data; they are passed over", false},
    {"bookmark folders inside each other", maxFolderDepth, maxFolderDepth, maxFolderDepth, "folders",
     "deeper ones give no tags", false},
    {"description in a bookmark file", maxDescriptionText, maxDescriptionText, maxDescriptionText, "characters",
     "becomes the page's note; the rest is cut off", false},
    {"cached article", maxArticleFileBytes, maxArticleFileBytes, maxArticleFileBytes, "bytes",
     "as much as a page that is fetched", false},
    {"cached articles in one part", maxPartArticles, maxPartArticles, maxPartArticles, "articles",
     "the library is not held longer than for a few", false},
    {"front matter of a cached article", maxFrontMatterBytes, maxFrontMatterBytes, maxFrontMatterBytes, "bytes",
     "a few lines, one of them a person's note; more is no front matter", false},
    {"bytes of cached articles in one part", maxPartBytes, maxPartBytes, maxPartBytes, "bytes",
     "bounds memory; one more article or picture may stand in a part", false},
    {"pictures of a cached article", maxPictures, maxPictures, maxPictures, "pictures",
     "as many as a page that is fetched may have", false},
};

} // namespace formats
