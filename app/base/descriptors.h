#pragma once

namespace base {

// File descriptors are what a program with a thousand connections runs out of first, and at the limit every new Qt
// thread aborts the process. So: raise the limit at start, then hold connections below what is left.

// The soft limit of this process; a large number where the system has none.
int descriptorLimit();

// Raises the soft limit to the hard one (once, at start) and returns what holds then. Never fails: what the system
// refuses stays as it was.
int raiseDescriptorLimit();

// Descriptors open now; 0 where the system does not tell.
int openDescriptors();

// What must stay free of connections: 16 for files opened in passing, 3 for every writing SQLite connection
// (database, WAL, shared memory) and 2 for every reading one (temporary files beside what it shares).
constexpr int descriptorReserve(int writingConnections, int readingConnections) {
    return 16 + 3 * writingConnections + 2 * readingConnections;
}

} // namespace base
