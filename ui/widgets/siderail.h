#pragma once

#include "ui/widgets/icons.h"

#include <QAbstractButton>
#include <QFrame>

class QBoxLayout;
class QButtonGroup;

namespace ui {

// A place in the rail: icon over word, a bar in the accent colour beside the one that is shown.
class RailButton : public QAbstractButton {
    Q_OBJECT

public:
    RailButton(Icon icon, const QString& text, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Icon m_icon;
};

// The window's places at its leading edge; those added at the foot stand at the bottom.
class SideRail : public QFrame {
    Q_OBJECT

public:
    enum class End { Top, Foot };

    explicit SideRail(QWidget* parent = nullptr);
    void add(const QString& place, Icon icon, const QString& title, const QString& toolTip, End end = End::Top);
    void setCurrent(const QString& place);

Q_SIGNALS:
    void chosen(const QString& place);

private:
    QBoxLayout* m_layout;
    QButtonGroup* m_group;
    int m_atTop = 0;
};

} // namespace ui
