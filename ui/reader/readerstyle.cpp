#include "ui/reader/readerstyle.h"

#include "ui/widgets/theme.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPalette>
#include <QSettings>

#include <cmath>

namespace ui {

namespace {

constexpr char themeKey[] = "reader/theme";
constexpr char typefaceKey[] = "reader/typeface";
constexpr char fontSizeKey[] = "reader/fontSize";
constexpr char charactersKey[] = "reader/characters";

QString key(const char* name) {
    return QString::fromLatin1(name);
}

int within(const QVariant& stored, int least, int most, int standard) {
    bool ok = false;
    const int value = stored.toInt(&ok);
    return ok && value >= least && value <= most ? value : standard;
}

} // namespace

ReaderStyle ReaderStyle::load(const QSettings& settings) {
    ReaderStyle style;
    style.theme = static_cast<Theme>(within(settings.value(key(themeKey)), 0, 3, static_cast<int>(style.theme)));
    style.typeface =
        static_cast<Typeface>(within(settings.value(key(typefaceKey)), 0, 1, static_cast<int>(style.typeface)));
    style.fontSize = within(settings.value(key(fontSizeKey)), smallestFont, largestFont, style.fontSize);
    style.characters = within(settings.value(key(charactersKey)), narrowest, widest, style.characters);
    return style;
}

void ReaderStyle::save(QSettings& settings) const {
    settings.setValue(key(themeKey), static_cast<int>(theme));
    settings.setValue(key(typefaceKey), static_cast<int>(typeface));
    settings.setValue(key(fontSizeKey), fontSize);
    settings.setValue(key(charactersKey), characters);
}

QFont ReaderStyle::font() const {
    QFont font = QGuiApplication::font();
    if (typeface == Typeface::Serif) {
        font.setFamilies({QStringLiteral("Noto Serif"), QStringLiteral("Georgia"), QStringLiteral("DejaVu Serif"),
                          QStringLiteral("serif")});
        font.setStyleHint(QFont::Serif);
    }
    font.setPixelSize(fontSize);
    return font;
}

QFont ReaderStyle::codeFont() const {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(qMax(smallestFont - 1, fontSize * 86 / 100));
    return font;
}

int ReaderStyle::columnWidth() const {
    // The mean width of running text, not of the alphabet: QFontMetrics::averageCharWidth() is a quarter wider.
    const QString sample =
        QStringLiteral("The tide comes in twice a day, and takes its time about it; nobody hurries it.");
    const qreal average = QFontMetricsF(font()).horizontalAdvance(sample) / static_cast<qreal>(sample.size());
    return static_cast<int>(std::ceil(average * characters));
}

int ReaderStyle::linePercent() const {
    constexpr qreal lineOverSize = 1.58;
    return qMax(100, qRound(100 * lineOverSize * fontSize / QFontMetricsF(font()).height()));
}

ReaderColours readerColours(ReaderStyle::Theme theme, const QPalette& palette) {
    if (theme == ReaderStyle::Theme::Automatic)
        theme = isDark(palette) ? ReaderStyle::Theme::Dark : ReaderStyle::Theme::Light;
    switch (theme) {
    case ReaderStyle::Theme::Sepia:
        return {QColor(0xf6, 0xee, 0xdd), QColor(0x3b, 0x2f, 0x22), QColor(0x77, 0x66, 0x50),
                QColor(0x7a, 0x3e, 0x12), QColor(0xec, 0xe1, 0xca), QColor(0xd6, 0xc6, 0xa6),
                QColor(0xf2, 0xd1, 0x7c), QColor(0xf0, 0x9a, 0x3e), false};
    case ReaderStyle::Theme::Dark:
        return {QColor(0x16, 0x19, 0x1c), QColor(0xd7, 0xdb, 0xde), QColor(0x93, 0x9b, 0xa1),
                QColor(0x5c, 0xbd, 0xd3), QColor(0x22, 0x27, 0x2b), QColor(0x3a, 0x42, 0x48),
                QColor(0x5c, 0x4d, 0x12), QColor(0x9a, 0x5a, 0x00), true};
    default:
        return {QColor(0xff, 0xff, 0xff), QColor(0x1f, 0x25, 0x2a), QColor(0x66, 0x70, 0x78),
                QColor(0x0f, 0x6d, 0x85), QColor(0xf2, 0xf5, 0xf6), QColor(0xd5, 0xdc, 0xe0),
                QColor(0xff, 0xec, 0x99), QColor(0xff, 0xb8, 0x4d), false};
    }
}

} // namespace ui
