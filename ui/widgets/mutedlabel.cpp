#include "ui/widgets/mutedlabel.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace ui {

namespace {
constexpr int mostWidth = 560;
} // namespace

MutedLabel::MutedLabel(const QString& text, QWidget* parent)
    : QLabel(text, parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

QSize MutedLabel::sizeHint() const {
    const QMargins margins = contentsMargins();
    const int beside = margins.left() + margins.right() + 2 * margin();
    const int oneLine = fontMetrics().boundingRect(text()).width() + 1;
    // Layouts take the greater of this height and that of the width they give: it may only be that of one line.
    return {qMin(oneLine, mostWidth) + beside, heightForWidth(oneLine + beside)};
}

void MutedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    drawFrame(&painter);
    QPalette shades = palette();
    shades.setColor(QPalette::WindowText, mutedText(shades));
    const int flags = Qt::TextWordWrap | static_cast<int>(QStyle::visualAlignment(layoutDirection(), alignment())) |
                      (text().isRightToLeft() ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight);
    style()->drawItemText(&painter, contentsRect().marginsRemoved({margin(), margin(), margin(), margin()}), flags,
                          shades, isEnabled(), text(), QPalette::WindowText);
}

} // namespace ui
