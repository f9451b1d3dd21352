#pragma once

#include "ui/core.h"
#include "ui/widgets/screen.h"

class QMimeData;

namespace ui {

// Where links come in, become jobs and are watched.
class ArchiveScreen : public Screen {
    Q_OBJECT

public:
    explicit ArchiveScreen(const Core& core, QWidget* parent = nullptr);
    ~ArchiveScreen() override;

    QString place() const override;
    QString title() const override;
    Icon icon() const override;

    void archiveNow(const QStringList& links); // without the paste field: from the command line
    bool takes(const QMimeData& mime) const;   // links, text, or files that may hold links
    void take(const QMimeData& mime);          // into the paste field
    void setDrawn(bool drawn);                 // false while the window is minimised
    QString progressText() const;              // "42 %", empty while nothing is being archived
    qint64 running() const;

Q_SIGNALS:
    void progressChanged();
    void batchEnded(qint64 done, qint64 failed); // a long batch is through

private:
    Core m_core;
};

} // namespace ui
