#pragma once

#include <QList>

namespace models {

// How a list of ids turns into another one, as a model tells its views: rows that go, then rows that come. Pure and
// meant for the reading thread: n log n for a million ids.
struct IdChange {
    struct Range {
        int first = 0;
        int count = 0;
        bool operator==(const Range&) const = default;
    };
    bool reset = false;    // the order changed, or too many ranges to be worth it
    QList<Range> removed;  // rows of the old list, last range first
    QList<Range> inserted; // rows of the new list, first range first

    bool none() const { return !reset && removed.isEmpty() && inserted.isEmpty(); }
};

IdChange changeBetween(const QList<qint64>& before, const QList<qint64>& after);

} // namespace models
