#pragma once

#include "base/result.h"
#include "library/types.h"

namespace library {

struct Stores;

// The extraction over the library came to its end: the next is another one. Until then the next goes on under its
// number, so that undo takes back what was made before a stop and after it.
base::Result<void> endExtraction(Stores& stores, ExtractionId extraction);

} // namespace library
