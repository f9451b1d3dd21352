#pragma once

#include "models/batchprogress.h"

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;

namespace ui {

// How far the present batch is, what is left of it, and the button that pauses it.
class SummaryBar : public QWidget {
    Q_OBJECT

public:
    explicit SummaryBar(QAction* pause, QWidget* parent = nullptr);

    void draw(const models::BatchProgress& batch, const library::JobCounts& counts, bool paused);

private:
    QLabel* m_text;
    QProgressBar* m_bar;
};

} // namespace ui
