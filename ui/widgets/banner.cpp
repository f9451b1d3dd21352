#include "ui/widgets/banner.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace ui {

Banner::Banner(QWidget* parent)
    : QFrame(parent)
    , m_layout(new QHBoxLayout(this))
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_close(new QPushButton(this)) {
    m_layout->setContentsMargins(12, 6, 8, 6);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_icon);
    m_layout->addWidget(m_text, 1);
    m_layout->addWidget(m_close);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(icon(Icon::Cancel));
    m_close->setFlat(true);
    m_close->setIconSize({14, 14});
    m_close->setFixedSize(26, 26);
    m_close->setAccessibleName(tr("Dismiss this message"));
    m_close->setToolTip(tr("Dismiss"));
    m_close->setObjectName(QStringLiteral("dismissButton"));
    connect(m_close, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    setClosable(false);
    hide();
}

void Banner::setMessage(Tone tone, const QString& text) {
    m_tone = tone;
    m_icon->setPixmap(icon(tone == Tone::Warning ? Icon::Warning : Icon::Check).pixmap(18, 18));
    m_text->setText(text);
    setAccessibleName(text);
    update();
}

QString Banner::message() const {
    return m_text->text();
}

QPushButton* Banner::addButton(const QString& objectName, const QString& text) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(objectName);
    m_layout->insertWidget(m_layout->count() - 1, button);
    return button;
}

void Banner::addControl(QWidget* control) {
    m_layout->insertWidget(m_layout->count() - 1, control);
}

void Banner::setClosable(bool closable) {
    m_close->setVisible(closable);
}

void Banner::setEscapeButton(QPushButton* button) {
    m_escape = button;
}

void Banner::keyPressEvent(QKeyEvent* event) {
    auto* button = qobject_cast<QPushButton*>(focusWidget());
    if (button && button->hasFocus() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        button->click();
    else if (m_escape && event->key() == Qt::Key_Escape)
        m_escape->click();
    else
        QFrame::keyPressEvent(event);
}

void Banner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = palette().color(m_tone == Tone::Warning ? QPalette::WindowText : QPalette::Highlight);
    fill.setAlphaF(m_tone == Tone::Warning ? 0.10F : 0.13F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect(), 6, 6);
    const QColor edge = palette().color(m_tone == Tone::Warning ? QPalette::WindowText : QPalette::Highlight);
    painter.setBrush(edge);
    const int x = layoutDirection() == Qt::RightToLeft ? width() - 3 : 0;
    painter.drawRoundedRect(QRect(x, 0, 3, height()), 1.5, 1.5);
}

} // namespace ui
