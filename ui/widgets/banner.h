#pragma once

#include "ui/widgets/icons.h"

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace ui {

// A line in place: what happened, and buttons for what to do. Text is always plain text. Hidden until it is shown.
class Banner : public QFrame {
    Q_OBJECT

public:
    enum class Tone { Calm, Warning };

    explicit Banner(QWidget* parent = nullptr);
    void setMessage(Tone tone, const QString& text);
    QString message() const;
    Tone tone() const { return m_tone; }
    QPushButton* addButton(const QString& objectName, const QString& text);
    void addControl(QWidget* control);         // between the text and the buttons
    void setClosable(bool closable);           // a cross at its end that hides it
    void setEscapeButton(QPushButton* button); // Esc presses it, while the focus is in the banner

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; // Enter presses the button that has the focus, as in a dialog

private:
    Tone m_tone = Tone::Calm;
    QBoxLayout* m_layout;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_close;
    QPushButton* m_escape = nullptr;
};

} // namespace ui
