#pragma once

#include "ui/core.h"

#include "library/types.h"

#include <QObject>

namespace ui {

// What is done with pages that changes none of them: capture them again, copy their links.
class PageTasks : public QObject {
    Q_OBJECT

public:
    explicit PageTasks(const Core& core, QObject* parent = nullptr);

    void captureAgain(const QList<library::PageId>& pages);
    void copyLinks(const QList<library::PageId>& pages); // one a line, the first 100,000

Q_SIGNALS:
    void said(const QString& sentence);
    void failed(const QString& sentence);

private:
    Core m_core;
};

} // namespace ui
