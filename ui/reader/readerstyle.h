#pragma once

#include <QColor>
#include <QFont>

class QPalette;
class QSettings;

namespace ui {

// How a person likes to read: remembered between two starts.
struct ReaderStyle {
    enum class Theme { Automatic, Light, Sepia, Dark };
    enum class Typeface { Platform, Serif };

    Theme theme = Theme::Automatic;
    Typeface typeface = Typeface::Platform;
    int fontSize = 17;   // pixels
    int characters = 68; // of an average line

    static constexpr int smallestFont = 12;
    static constexpr int largestFont = 36;
    static constexpr int narrowest = 60;
    static constexpr int widest = 75;

    bool operator==(const ReaderStyle&) const = default;

    static ReaderStyle load(const QSettings& settings); // what is missing or out of range takes its standard value
    void save(QSettings& settings) const;

    QFont font() const;
    QFont codeFont() const;
    int columnWidth() const; // pixels
    int linePercent() const; // line height of running text, per cent of the font's own
};

struct ReaderColours {
    QColor background, text, muted, link, code, line, match, currentMatch;
    bool dark = false;
};

// Automatic takes light or dark from the palette.
ReaderColours readerColours(ReaderStyle::Theme theme, const QPalette& palette);

} // namespace ui
