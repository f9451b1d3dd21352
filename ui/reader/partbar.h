#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

// Below an article that comes in parts: which one this is, and the way to its neighbours.
class PartBar : public QWidget {
    Q_OBJECT

public:
    explicit PartBar(QWidget* parent = nullptr);

    void setPart(int part, int parts); // counted from 0

Q_SIGNALS:
    void partWanted(int part);

private:
    int m_part = 0;
    QLabel* m_text;
    QToolButton* m_previous;
    QToolButton* m_next;
};

} // namespace ui
