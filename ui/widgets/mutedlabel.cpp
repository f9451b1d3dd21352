#include "ui/widgets/mutedlabel.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QEvent>

namespace ui {

namespace {
constexpr int mostWidth = 560;
} // namespace

MutedLabel::MutedLabel(const QString& text, QWidget* parent)
    : QLabel(text, parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    colour();
}

QSize MutedLabel::sizeHint() const {
    const QMargins margins = contentsMargins();
    const int beside = margins.left() + margins.right() + 2 * margin();
    const int width = qMin(fontMetrics().boundingRect(text()).width() + 1, mostWidth) + beside;
    return {width, heightForWidth(width)};
}

void MutedLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        colour();
}

void MutedLabel::colour() {
    if (m_colouring)
        return;
    m_colouring = true;
    QPalette palette = QApplication::palette();
    palette.setColor(QPalette::WindowText, mutedText(palette));
    setPalette(palette);
    m_colouring = false;
}

} // namespace ui
