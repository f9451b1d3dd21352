#include "ui/widgets/filtertabs.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

namespace ui {

namespace {

// A word that is underlined in the accent colour while it is chosen.
class Tab : public QAbstractButton {
public:
    using QAbstractButton::QAbstractButton;

    QSize sizeHint() const override {
        const QSize words = QFontMetrics(strong()).size(Qt::TextShowMnemonic, text());
        return {words.width() + 16, words.height() + 14};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (underMouse() && !isChecked()) {
            QColor fill = palette().color(QPalette::WindowText);
            fill.setAlphaF(0.07F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawRoundedRect(rect().adjusted(1, 2, -1, -4), 4, 4);
        }
        painter.setFont(isChecked() ? strong() : font());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(rect().adjusted(0, 0, 0, -2), Qt::AlignCenter | Qt::TextShowMnemonic, text());
        if (isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(palette().color(QPalette::Active, QPalette::Highlight));
            painter.drawRoundedRect(QRectF(6, height() - 3, width() - 12, 3), 1.5, 1.5);
        }
        if (hasFocus()) {
            QStyleOptionFocusRect focus;
            focus.initFrom(this);
            focus.rect = rect().adjusted(2, 2, -2, -4);
            style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
        }
    }

private:
    QFont strong() const {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        return bold;
    }
};

} // namespace

FilterTabs::FilterTabs(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this)) {
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(4);
    connect(m_group, &QButtonGroup::idClicked, this, &FilterTabs::chosen);
}

void FilterTabs::add(const QString& name, const QString& text) {
    auto* tab = new Tab(this);
    tab->setObjectName(QString(name + QStringLiteral("FilterTab")));
    tab->setText(text);
    tab->setCheckable(true);
    tab->setAttribute(Qt::WA_Hover);
    tab->setFocusPolicy(Qt::TabFocus);
    tab->setChecked(m_texts.isEmpty());
    m_group->addButton(tab, static_cast<int>(m_texts.size()));
    layout()->addWidget(tab);
    m_texts << text;
}

void FilterTabs::setCount(int at, qint64 count, const QString& toolTip) {
    QAbstractButton* tab = m_group->button(at);
    const QString text = tr("%1 %2", "a filter and how many it holds").arg(m_texts.at(at), QLocale().toString(count));
    if (tab->text() == text)
        return;
    tab->setText(text);
    tab->setToolTip(toolTip);
    tab->updateGeometry();
}

int FilterTabs::current() const {
    return m_group->checkedId();
}

void FilterTabs::setCurrent(int at) {
    m_group->button(at)->setChecked(true);
}

} // namespace ui
