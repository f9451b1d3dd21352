#pragma once

#include "ui/widgets/icons.h"

#include <QWidget>

class QLabel;

namespace ui {

// What stands where a list would be when there is nothing to list: what this is, and what to do.
class EmptyNote : public QWidget {
    Q_OBJECT

public:
    explicit EmptyNote(QWidget* parent = nullptr);
    void setText(Icon which, const QString& title, const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void drawIcon();

    Icon m_which = Icon::Circle;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
};

} // namespace ui
