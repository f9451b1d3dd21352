#pragma once

#include "models/peertable.h"
#include "ui/core.h"

#include <QDialog>

#include <functional>

class QAction;
class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableView;

namespace ui {

class EmptyNote;
class PeerChart;
class PrimaryButton;

// "How does this client compare?": Tidemark's engines beside the load programs that are installed, on the same work,
// one after the other. Stands beside the window and holds nothing up; what runs ends with it.
class PeerDialog : public QDialog {
    Q_OBJECT

public:
    // `folders`: where programs are looked for, as in PATH.
    PeerDialog(const Core& core, const QStringList& folders, QWidget* parent = nullptr);
    ~PeerDialog() override;

    // Asked before it starts: why it had better not, a sentence, or nothing.
    void setHindrance(const std::function<QString()>& hindrance) { m_hindrance = hindrance; }
    bool running() const;
    void showRows(const QList<bench::PeerRow>& rows);

protected:
    void keyPressEvent(QKeyEvent* event) override; // Esc stops what runs; then it closes

private:
    void build();
    QBoxLayout* buildFields();
    QBoxLayout* buildButtons();
    QWidget* buildTable();
    void join();
    void start();
    void stop();
    void showChange(int row);
    void showEnd();
    void showReadiness(); // what is installed, and how long it will take
    void copyText();
    void setRunning(bool running);
    bench::PeerWork work() const;

    Core m_core;
    QStringList m_folders;
    std::function<QString()> m_hindrance = [] { return QString(); };
    models::PeerTable m_table;
    bench::PeerRun* m_run;
    QSpinBox* m_seconds;
    QSpinBox* m_connections;
    QSpinBox* m_threads;
    QSpinBox* m_size;
    QStackedWidget* m_stack;
    EmptyNote* m_empty;
    PeerChart* m_chart;
    QTableView* m_view;
    QLabel* m_status;
    QProgressBar* m_progress;
    QAction* m_copy;
    QPushButton* m_stop;
    PrimaryButton* m_start;
};

} // namespace ui
