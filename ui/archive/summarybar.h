#pragma once

#include "models/batchprogress.h"

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace ui {

// How far the present batch is, what is left of it, and the button that pauses it; then what came of it.
class SummaryBar : public QWidget {
    Q_OBJECT

public:
    explicit SummaryBar(QAction* pause, QWidget* parent = nullptr);

    void draw(const models::BatchProgress& batch, const library::JobCounts& counts, bool paused);

private:
    QString progress(const models::BatchProgress& batch) const;
    QString outcome(const models::BatchProgress::Ended& ended) const;

    QLabel* m_text;
    QProgressBar* m_bar;
    QToolButton* m_pause;
};

} // namespace ui
