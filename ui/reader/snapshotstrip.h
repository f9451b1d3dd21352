#pragma once

#include "library/types.h"

#include <QWidget>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QToolButton;

namespace models {
class SnapshotModel;
}

namespace ui {

// The dates of a page's snapshots as a row of dots, oldest first; arrow keys move between them. The newest stand as
// dots, those before in a menu.
class SnapshotStrip : public QWidget {
    Q_OBJECT

public:
    static constexpr int mostDots = 24;

    explicit SnapshotStrip(const models::SnapshotModel& model, QWidget* parent = nullptr);

    void setShown(library::SnapshotId snapshot);

Q_SIGNALS:
    void chosen(library::SnapshotId snapshot);

private:
    void rebuild();
    QString describe(int row) const;

    const models::SnapshotModel& m_model;
    library::SnapshotId m_shown = 0;
    QBoxLayout* m_dots;
    QButtonGroup* m_group;
    QToolButton* m_older;
    QLabel* m_date;
};

} // namespace ui
