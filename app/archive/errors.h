#pragma once

// Error kinds of captures and their pictures beyond those of net: stable texts that are stored; never rename one.
namespace archive {

inline constexpr char emptyBody[] = "empty-body";          // a good status and not one byte
inline constexpr char waitTooLong[] = "retry-later";       // Retry-After of more than an hour
inline constexpr char notStored[] = "not-stored";          // the library refused the snapshot
inline constexpr char notAnImage[] = "not-an-image";       // neither png, jpeg, gif nor webp
inline constexpr char tooManyImages[] = "too-many-images"; // past the number or the bytes a page may have
inline constexpr char imagesTimeout[] = "images-timeout";  // the time for all pictures of a page was over

} // namespace archive
