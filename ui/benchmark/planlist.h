#pragma once

#include "bench/loadplan.h"
#include "ui/benchmark/planshelf.h"

#include <QListWidget>

namespace ui {

// The plans there are to choose from: the steps of the article, with its figures beside them, then those that were
// kept.
class PlanList : public QListWidget {
    Q_OBJECT

public:
    explicit PlanList(QWidget* parent = nullptr);

    void setKept(const QList<PlanShelf::Entry>& plans); // what is chosen stays so
    void choose(const QString& keptName);
    void mark(const QString& keptName); // chosen, but chosen() is not said: what is in the form is that plan
    void choose(int step);              // of the article, from 0
    QString keptName() const;           // of the one chosen; empty: it is a step of the article, or none
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const bench::LoadPlan& plan);
    void unreadable(const QString& why);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addHeading(const QString& text);
    void tell();

    QList<bench::LadderStep> m_ladder;
    QList<PlanShelf::Entry> m_kept;
};

} // namespace ui
