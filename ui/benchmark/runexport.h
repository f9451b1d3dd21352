#pragma once

#include "bench/loadexport.h"
#include "library/types.h"

#include <QObject>

class QPoint;
class QWidget;

namespace ui {

// Asks as what and where runs are written.
class RunExport : public QObject {
    Q_OBJECT

public:
    explicit RunExport(QWidget* window);
    // A menu of formats, then a file dialog. `name`: of the first.
    void ask(const QList<library::RunId>& runs, const QString& name, const QPoint& at);

Q_SIGNALS:
    void wanted(const QList<library::RunId>& runs, bench::RunFormat format, const QString& file);

private:
    void askFile(const QList<library::RunId>& runs, bench::RunFormat format, const QString& name);

    QWidget* m_window;
};

// `name` without what no file name may hold.
QString fileNameFor(const QString& name, bench::RunFormat format);

} // namespace ui
