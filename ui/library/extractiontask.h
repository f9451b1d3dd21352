#pragma once

#include "archive/reextraction.h"
#include "base/clock.h"
#include "ui/widgets/banner.h"

#include <QPointer>

#include <memory>

namespace ui {

// Makes articles again, of chosen pages or of the library, and shows in a line how far it is: to be stopped while it
// goes on, to be undone after that.
class ExtractionTask : public QObject {
    Q_OBJECT

public:
    explicit ExtractionTask(library::Library& library, QObject* parent = nullptr);
    ~ExtractionTask() override;

    QWidget* line() { return m_line; }               // its place is the list's; hidden while there is nothing to say
    void start(const QList<library::PageId>& pages); // one at a time: does nothing while another goes on
    void startAll();                                 // what an older version made, or otherwise than is remembered
    bool isRunning() const { return m_extraction && m_extraction->isRunning(); }

private:
    archive::ReExtraction& begin();
    void run(const archive::ReExtractionOrder& order);
    void undo();
    void showProgress(const archive::ReExtractionTally& tally);
    QStringList sentencesOf(const archive::ReExtractionEnd& end) const;
    void finish(const archive::ReExtractionEnd& end);
    void offer(QPushButton* button); // the one that has a meaning now

    library::Library& m_library;
    base::SystemClock m_clock;
    std::unique_ptr<archive::ReExtraction> m_extraction; // made when it is first wanted: it has threads
    QPointer<Banner> m_line;
    QPushButton* m_stop;
    QPushButton* m_undo;
    bool m_undoing = false;
};

} // namespace ui
