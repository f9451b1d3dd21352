#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace ui {

// Find in page: a line below the article, with which of how many is selected.
class FindBar : public QWidget {
    Q_OBJECT

public:
    enum class Round { No, FromTop, FromEnd }; // which end of the article the search went on from

    explicit FindBar(QWidget* parent = nullptr);

    QString text() const;
    void open(const QString& text);                             // shows it with `text` selected
    void setNothing();                                          // is looked for, or it is not counted yet
    void setFound(qsizetype which, qsizetype all, Round round); // counted from 1; `which` 0: none is selected

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
    QLabel* m_note;
};

} // namespace ui
