#pragma once

#include <QByteArray>

namespace article {

// What a person wants instead of what was chosen for them. Kept as JSON: for a page, or for all pages of a site.
struct Override {
    double leaning = 0;     // steps; above 0 keeps more of the page, below less: −4 … 4
    bool wholePage = false; // the page as text, without what it hides itself
    QByteArray part;        // path of the one element to keep (elementpath.h); empty: none chosen

    bool isEmpty() const { return leaning == 0.0 && !wholePage && part.isEmpty(); }
    bool operator==(const Override&) const = default;
};

inline constexpr double leaningMost = 4;

// A JSON object of what differs from an empty Override; "" for an empty one.
QByteArray overrideToJson(const Override& choice);
// What cannot be read, and what a later version may have added, counts as not chosen.
Override overrideFromJson(const QByteArray& json);

} // namespace article
