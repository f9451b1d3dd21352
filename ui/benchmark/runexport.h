#pragma once

#include "bench/loadexport.h"
#include "library/types.h"

#include <QObject>

class QPoint;
class QWidget;

namespace ui {

// Asks as what and where a run is written.
class RunExport : public QObject {
    Q_OBJECT

public:
    explicit RunExport(QWidget* window);
    void ask(library::RunId run, const QString& name, const QPoint& at); // a menu of formats, then a file dialog

Q_SIGNALS:
    void wanted(library::RunId run, bench::RunFormat format, const QString& file);

private:
    void askFile(library::RunId run, bench::RunFormat format, const QString& name);

    QWidget* m_window;
};

// `name` without what no file name may hold.
QString fileNameFor(const QString& name, bench::RunFormat format);

} // namespace ui
