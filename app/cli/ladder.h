#pragma once

#include "cli/command.h"

namespace cli {

// Runs the article's steps one after the other against the built-in server and prints its table with a column of ours;
// with --json the results, an object a line, in the file after each step; with --save each step as a run of the
// library. Other options and links have no meaning here and are refused. Returns the exit status.
int runLadder(const Arguments& arguments, Console& console);

} // namespace cli
