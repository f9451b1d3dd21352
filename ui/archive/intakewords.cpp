#include "ui/archive/intakewords.h"

#include "models/format.h"
#include "ui/archive/pastepanel.h"

#include <algorithm>

namespace ui {

namespace {

QString whyText(const QByteArray& why, const QString& text) {
    if (why == formats::noScheme)
        return PastePanel::tr("write https://%1").arg(text);
    if (why == formats::badPort)
        return PastePanel::tr("the port is out of range");
    if (why == formats::badScheme)
        return PastePanel::tr("neither http nor https");
    if (why == formats::tooLong)
        return PastePanel::tr("longer than 8 KiB");
    if (why == formats::noHost)
        return PastePanel::tr("without a host");
    return PastePanel::tr("not a link");
}

} // namespace

QString countText(const IntakeCount& count) {
    QStringList parts{PastePanel::tr("%Ln link(s)", nullptr, static_cast<int>(count.links))};
    if (count.kept > 0)
        parts << PastePanel::tr("%Ln already kept", nullptr, static_cast<int>(count.kept));
    if (count.duplicates > 0)
        parts << PastePanel::tr("%Ln twice", nullptr, static_cast<int>(count.duplicates));
    if (count.badLines > 0)
        parts << PastePanel::tr("%Ln line(s) without a link", nullptr, static_cast<int>(count.badLines));
    QString text = parts.join(QStringLiteral(" · "));
    return count.counting ? PastePanel::tr("%1 … counting").arg(text) : text;
}

QString badLineText(const formats::BadLine& line) {
    const QString text = models::isolated(models::oneLine(line.text, 200));
    return PastePanel::tr("Line %1: %2 (%3)").arg(models::countText(line.line), text, whyText(line.why, text));
}

QString noLinkText(const QList<formats::BadLine>& bad) {
    const auto bare = std::find_if(bad.begin(), bad.end(),
                                   [](const formats::BadLine& line) { return line.why == formats::noScheme; });
    if (bare != bad.end())
        return PastePanel::tr("There is no link yet: a link begins with http:// or https://. Write https://%1")
            .arg(models::oneLine(bare->text, 120));
    return PastePanel::tr("There is no link among these lines: a link begins with http:// or https://.");
}

QString resultText(const IntakeResult& result) {
    QStringList parts;
    if (!result.error.isEmpty())
        parts << models::oneLine(result.error);
    else if (result.cancelled)
        parts << PastePanel::tr("Stopped");
    parts << PastePanel::tr("%Ln link(s) taken in", nullptr, static_cast<int>(result.added));
    if (result.alreadyWaiting > 0)
        parts << PastePanel::tr("%Ln waited already", nullptr, static_cast<int>(result.alreadyWaiting));
    if (result.alreadyKept > 0)
        parts << PastePanel::tr("%Ln left out as already kept", nullptr, static_cast<int>(result.alreadyKept));
    if (result.linesLeft > 0)
        parts << PastePanel::tr("%Ln line(s) were no links and are left in the field", nullptr,
                                static_cast<int>(result.linesLeft));
    if (result.badLines > 0)
        parts << PastePanel::tr("%Ln line(s) without a link", nullptr, static_cast<int>(result.badLines));
    return parts.join(QStringLiteral(" · "));
}

} // namespace ui
