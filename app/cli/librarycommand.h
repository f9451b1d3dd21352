#pragma once

#include "cli/command.h"
#include "library/library.h"

#include <memory>

namespace cli {

QString libraryFile(const Arguments& arguments); // --library, or the one both programs use by default

// For commands that read: never makes a library; says when it is damaged and what is read is not all.
base::Result<std::unique_ptr<library::Library>> openToRead(const Arguments& arguments, Console& console, bool threads);
// For import: makes it when it is not there; refused while another program writes to it.
base::Result<std::unique_ptr<library::Library>> openToWrite(const Arguments& arguments, Console& console,
                                                            bool threads = true); // as in library::OpenOptions

// Says what is done to an older library before it opens, and how far that is: on a terminal in one line that moves,
// else in lines some seconds apart.
library::OpeningReport tellOfOpening(const QString& file, Console& console);

// Runs a reading command's body: opens the library, turns an Error into a message and the exit status.
int withLibrary(const Arguments& arguments, Console& console,
                const std::function<base::Result<int>(library::Stores&)>& body);
// The same with the number that --limit gives, 0 without it.
int withLibrary(const Arguments& arguments, Console& console,
                const std::function<base::Result<int>(library::Stores&, qint64 limit)>& body);
int explain(const base::Error& error, Console& console);

// PAGE: a link, its hash_url, or the number that `list` prints.
base::Result<library::PageId> findPage(library::Stores& stores, const QString& page);

} // namespace cli
