#pragma once

#include "ui/archive/linkdraft.h"
#include "ui/archive/linkintake.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QLabel;
class QMimeData;
class QProgressBar;
class QPushButton;
class QListWidget;
class QToolButton;

namespace ui {

class LinkField;
class PrimaryButton;

// The top of the Archive place: where links are put, what was found in them, and the button that archives them.
class PastePanel : public QWidget {
    Q_OBJECT

public:
    explicit PastePanel(LinkIntake& intake, QWidget* parent = nullptr);

    void take(const QMimeData& mime);
    void focusField();
    LinkDraft draft() const; // what stands here and has not been handed in
    void setDraft(const LinkDraft& draft);

Q_SIGNALS:
    void draftChanged();

public Q_SLOTS:
    void archive(); // says why when there is nothing to archive

private:
    void buildField();
    QWidget* buildStatus();
    void showCount();
    void showSources();
    void showProgress(qint64 accepted, qint64 expected);
    void showResult(const IntakeResult& result);
    void leaveInField(const QString& lines);
    QString statusText(const IntakeCount& count) const;
    void showBadLines(bool shown);
    void forgetSaid();

    LinkIntake& m_intake;
    LinkField* m_field;
    PrimaryButton* m_archive;
    QWidget* m_sources;
    QLabel* m_status;
    QCheckBox* m_again;
    QToolButton* m_which;
    QListWidget* m_bad;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QString m_said; // what the last submission came to, until something new is typed
    QString m_also; // what came of links from elsewhere, likewise
};

} // namespace ui
