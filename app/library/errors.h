#pragma once

// Error kinds of the library: stable texts, see base::Error.
namespace library {

inline constexpr char libraryMissing[] = "library-missing";   // a reading command on a file that is not there
inline constexpr char libraryUnusable[] = "library-unusable"; // cannot be opened, not a library, not permitted
inline constexpr char libraryNewer[] = "library-newer";       // made by a newer version
inline constexpr char libraryDamaged[] = "library-damaged";   // SQLITE_CORRUPT, SQLITE_NOTADB
inline constexpr char libraryReadOnly[] = "library-read-only";
inline constexpr char libraryLocked[] = "library-locked"; // another program writes to it
inline constexpr char libraryFull[] = "library-full";     // SQLITE_FULL, ENOSPC
inline constexpr char libraryScarce[] = "library-scarce"; // EMFILE, ENFILE: passes when other files were closed
inline constexpr char libraryFailed[] = "library-failed"; // any other database error
inline constexpr char notFound[] = "not-found";
inline constexpr char interrupted[] = "interrupted"; // the query was outdated

} // namespace library
