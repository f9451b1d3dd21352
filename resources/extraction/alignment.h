#pragma once

#include <QtGlobal>

#include <vector>

using Word = quint32;
using Words = std::vector<Word>;

// For each word of the page whether it was found in the truth.
//
// The two are aligned in order: runs of words that stand once in each split the work, and between those an alignment
// that prefers long runs (match +10, opening a run −6) decides. What is left is aligned again, for parts that stand in
// another order.
std::vector<bool> matchedWords(const Words& page, const Words& truth);
