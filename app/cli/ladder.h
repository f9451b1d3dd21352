#pragma once

#include <QString>

namespace cli {

class Console;

// Runs the article's steps one after the other against the built-in server and prints its table with a column of ours;
// with `json` ("-" or a file) the results, an object a line. Returns the exit status.
int runLadder(const QString& json, Console& console);

} // namespace cli
