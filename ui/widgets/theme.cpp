#include "ui/widgets/theme.h"

#include "ui/widgets/darkstyle.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

QColor blend(const QColor& over, const QColor& under, float share) {
    const float rest = 1 - share;
    return QColor::fromRgbF(over.redF() * share + under.redF() * rest, over.greenF() * share + under.greenF() * rest,
                            over.blueF() * share + under.blueF() * rest);
}

// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(const QColor& colour) {
    const auto linear = [](float part) {
        return part <= 0.04045F ? static_cast<double>(part) / 12.92
                                : std::pow((static_cast<double>(part) + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

// `text` stepping back on `base`, but no further than can be read there and on `window`.
QColor standingBack(const QColor& text, const QColor& base, const QColor& window) {
    constexpr double readable = 5; // 4.5 is asked for; thin strokes have some of their colour from what is behind
    for (float share = 0.66F; share < 1; share += 0.02F) {
        const QColor muted = blend(text, base, share);
        if (contrast(muted, base) >= readable && contrast(muted, window) >= readable)
            return muted;
    }
    return text;
}

struct Shades {
    QColor window, base, raised, text, button, accent, accentText;
};

QPalette paletteOf(const Shades& s) {
    QPalette palette(s.button, s.window);
    palette.setColor(QPalette::Window, s.window);
    palette.setColor(QPalette::WindowText, s.text);
    palette.setColor(QPalette::Base, s.base);
    palette.setColor(QPalette::AlternateBase, blend(s.text, s.base, 0.035F));
    palette.setColor(QPalette::Text, s.text);
    palette.setColor(QPalette::Button, s.button);
    palette.setColor(QPalette::ButtonText, s.text);
    palette.setColor(QPalette::BrightText, s.accentText);
    palette.setColor(QPalette::Highlight, s.accent);
    palette.setColor(QPalette::HighlightedText, s.accentText);
    palette.setColor(QPalette::Link, s.accent);
    palette.setColor(QPalette::LinkVisited, blend(s.text, s.accent, 0.4F));
    palette.setColor(QPalette::ToolTipBase, s.raised);
    palette.setColor(QPalette::ToolTipText, s.text);
    palette.setColor(QPalette::PlaceholderText, standingBack(s.text, s.base, s.window));
    const QColor faint = blend(s.text, s.window, 0.42F);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, blend(s.text, s.window, 0.2F));
    palette.setColor(QPalette::Inactive, QPalette::Highlight, blend(s.accent, s.window, 0.75F));
    return palette;
}

QPalette lightPalette() {
    return paletteOf({.window = QColor(0xf3, 0xf5, 0xf6),
                      .base = QColor(0xff, 0xff, 0xff),
                      .raised = QColor(0xff, 0xff, 0xff),
                      .text = QColor(0x1b, 0x22, 0x27),
                      .button = QColor(0xfa, 0xfb, 0xfc),
                      .accent = QColor(0x0f, 0x6d, 0x85),
                      .accentText = QColor(0xff, 0xff, 0xff)});
}

QPalette darkPalette() {
    return paletteOf({.window = QColor(0x1c, 0x20, 0x23),
                      .base = QColor(0x14, 0x17, 0x1a),
                      .raised = QColor(0x2b, 0x31, 0x35),
                      .text = QColor(0xe3, 0xe7, 0xe9),
                      .button = QColor(0x2b, 0x31, 0x35),
                      .accent = QColor(0x43, 0xae, 0xc6),
                      .accentText = QColor(0x06, 0x16, 0x1b)});
}

bool onFusion() {
    return qobject_cast<DarkStyle*>(QApplication::style()) ||
           QApplication::style()->name().compare(QLatin1String("fusion"), Qt::CaseInsensitive) == 0;
}

// Fusion, or the one over it that a dark window needs.
void setFusion() {
    const bool dark = isDark(QApplication::palette());
    if (dark && !qobject_cast<DarkStyle*>(QApplication::style()))
        QApplication::setStyle(new DarkStyle);
    else if (!dark && (qobject_cast<DarkStyle*>(QApplication::style()) || !onFusion()))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
}

} // namespace

const char* themeName(Theme theme) {
    switch (theme) {
    case Theme::Light:
        return "light";
    case Theme::Dark:
        return "dark";
    case Theme::System:
        break;
    }
    return "system";
}

Theme themeFromName(const QString& name) {
    if (name == QLatin1String("light"))
        return Theme::Light;
    return name == QLatin1String("dark") ? Theme::Dark : Theme::System;
}

void applyTheme(Theme theme) {
    if (theme != Theme::System) {
        QApplication::setPalette(theme == Theme::Dark ? darkPalette() : lightPalette());
        setFusion();
        return;
    }
    QApplication::setPalette(QPalette());
    const QPalette platform = QApplication::palette();
    // A bare X server has no platform theme: Fusion's grey is then nobody's choice.
    if (platform.color(QPalette::Window) == QApplication::style()->standardPalette().color(QPalette::Window) &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORMTHEME") && qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP"))
        QApplication::setPalette(lightPalette());
    if (onFusion())
        setFusion();
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

double contrast(const QColor& one, const QColor& other) {
    const auto [darker, brighter] = std::minmax({luminance(one), luminance(other)}); // by value: they are temporary
    return (brighter + 0.05) / (darker + 0.05);
}

QColor mutedText(const QPalette& palette) {
    return standingBack(palette.color(QPalette::Active, QPalette::Text), palette.color(QPalette::Base),
                        palette.color(QPalette::Window));
}

QColor hairline(const QPalette& palette) {
    return blend(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.14F);
}

QColor fieldEdge(const QPalette& palette, bool enabled) {
    return blend(palette.color(QPalette::Active, QPalette::WindowText), palette.color(QPalette::Window),
                 enabled ? 0.42F : 0.22F);
}

} // namespace ui
