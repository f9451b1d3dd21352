#pragma once

#include "formats/transfer.h"
#include "ui/core.h"

#include <QDialog>

#include <functional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace ui {

class PrimaryButton;
class TransferResults;

// One import or export: where from or where to, then its progress, a result for each entry, and a button that stops
// it. Stands beside the window and holds nothing up.
class TransferDialog : public QDialog {
    Q_OBJECT

public:
    enum class Kind { Import, Export };

    TransferDialog(const Core& core, Kind kind, QWidget* parent = nullptr);
    ~TransferDialog() override;

    void setPath(const QString& path); // what the file dialog would have given
    // Asked when links were brought in: why they wait, a sentence, or nothing.
    void setHoldSentence(const std::function<QString()>& sentence) { m_holdSentence = sentence; }

Q_SIGNALS:
    void linksBroughtIn(); // jobs were made: the pipeline has something to do

private:
    void buildImport(QBoxLayout* column);
    void buildExport(QBoxLayout* column);
    void buildResults(QBoxLayout* column);
    void orderKeys();
    QBoxLayout* buildPath(const QString& label);
    void choose(bool folder);
    void start();
    void showStart();
    void showProgress(double share, const formats::Tally& tally);
    void showEnd(const formats::TransferSummary& summary);
    void archiveLinks(const formats::TransferSummary& summary, QStringList& lines);
    formats::Format format() const;

    Core m_core;
    Kind m_kind;
    QString m_path;
    std::function<QString()> m_holdSentence = [] { return QString(); };
    formats::Transfer* m_transfer = nullptr;
    QComboBox* m_format = nullptr;
    QCheckBox* m_byYear = nullptr;
    QCheckBox* m_again = nullptr;
    QLineEdit* m_pathField = nullptr;
    QLabel* m_status;
    QProgressBar* m_progress;
    TransferResults* m_results;
    PrimaryButton* m_start;
    QPushButton* m_stop;
};

} // namespace ui
