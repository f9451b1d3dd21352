#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace ui {

// Find in page: a line below the article, with how many there are.
class FindBar : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(QWidget* parent = nullptr);

    QString text() const;
    void open(const QString& text); // shows it with `text` selected
    void setCount(int found);       // −1: nothing looked for

Q_SIGNALS:
    void textChanged(const QString& text);
    void nextWanted();
    void previousWanted();
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLineEdit* m_text;
    QLabel* m_count;
};

} // namespace ui
