#pragma once

#include "ui/reader/articlehtml.h"

#include <QListWidget>

namespace ui {

// The headings of an article, over all its parts.
class ContentsList : public QListWidget {
    Q_OBJECT

public:
    explicit ContentsList(QWidget* parent = nullptr);

    void setHeadings(const QList<Heading>& headings); // the first 2,000

Q_SIGNALS:
    void headingWanted(int part, const QString& anchor);

private:
    void choose(const QListWidgetItem* item);

    QList<Heading> m_headings;
};

} // namespace ui
