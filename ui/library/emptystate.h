#pragma once

#include "library/types.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

// Stands where a list would be: what is the case, and what to do.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    // Why this shelf lists nothing; `narrowed`: a search or a filter hides what is there; `inBin`: what it finds there.
    void describe(library::PageShelf shelf, bool narrowed, const QString& search, qint64 inBin = 0);
    void setWords(const QString& headline, const QString& sentence, const QString& button = {});
    QString headline() const;

Q_SIGNALS:
    void pressed();
    void binWanted();

private:
    QLabel* m_headline;
    QLabel* m_sentence;
    QPushButton* m_button;
    QPushButton* m_bin;
};

} // namespace ui
