#include "ui/reader/contentslist.h"

#include "models/format.h"

namespace ui {

namespace {
constexpr qsizetype mostHeadings = 2'000;
}

ContentsList::ContentsList(QWidget* parent)
    : QListWidget(parent) {
    setObjectName(QStringLiteral("contentsList"));
    setAccessibleName(tr("Table of contents"));
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setLayoutMode(QListView::Batched); // breaking 2,000 headings into lines at once would hold the window up
    setBatchSize(100);
    connect(this, &QListWidget::itemActivated, this, &ContentsList::choose);
    connect(this, &QListWidget::itemClicked, this, &ContentsList::choose);
}

void ContentsList::setHeadings(const QList<Heading>& headings) {
    clear();
    m_headings = headings.mid(0, mostHeadings);
    for (const Heading& heading : std::as_const(m_headings))
        addItem(QString(QString((heading.level - 1) * 3, QLatin1Char(' ')) % models::isolated(heading.text)));
}

void ContentsList::choose(const QListWidgetItem* item) {
    const Heading& heading = m_headings.at(row(item));
    Q_EMIT headingWanted(heading.part, heading.anchor);
}

} // namespace ui
