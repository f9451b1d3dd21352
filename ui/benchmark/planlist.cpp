#include "ui/benchmark/planlist.h"

#include "models/benchformat.h"
#include "models/format.h"
#include "ui/widgets/ownwaydelegate.h"

#include <QKeyEvent>
#include <QSignalBlocker>

#include <algorithm>

namespace ui {

namespace {

enum Role { StepRole = Qt::UserRole, KeptRole }; // index into m_ladder, into m_kept

QString possible(const bench::LoadPlan& plan) {
    const auto expected = bench::expectedDuration(plan);
    return expected ? models::durationText(*expected) : models::unknownText();
}

// As every other time stands here; the article says "about" with a tilde.
QString timeOf(const bench::ArticleFigures& article) {
    const bool about = article.elapsed.startsWith(QLatin1Char('~'));
    return QString((about ? QStringLiteral("~") : QString()) % (article.time.count() % 1'000 == 0
                                                                    ? models::durationText(article.time)
                                                                    : models::secondsText(article.time)));
}

// Some steps are named by their number alone.
QString titleOf(const bench::LadderStep& step) {
    const QString& name = step.plan.name;
    const bool words = std::any_of(name.begin(), name.end(), [](QChar letter) { return letter.isLetter(); });
    return words ? name : PlanList::tr("%1 requests, %2 at a time").arg(name, models::countText(step.plan.concurrency));
}

} // namespace

PlanList::PlanList(QWidget* parent)
    : QListWidget(parent)
    , m_ladder(bench::articleLadder()) {
    setObjectName(QStringLiteral("planList"));
    setAccessibleName(tr("Plans"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSpacing(1);
    setItemDelegate(new OwnWayDelegate(this));
    addHeading(tr("The article's ladder"));
    for (qsizetype at = 0; at < m_ladder.size(); ++at) {
        const bench::LadderStep& step = m_ladder.at(at);
        const QString figures = step.article.memory.isEmpty()
                                    ? timeOf(step.article)
                                    : tr("%1, %2", "time and memory").arg(timeOf(step.article), step.article.memory);
        //: how long the article took, and how long it takes at best
        auto* item = new QListWidgetItem(QString(titleOf(step) % QLatin1Char('\n') %
                                                 tr("article %1 · possible %2").arg(figures, possible(step.plan))),
                                         this);
        item->setData(StepRole, static_cast<int>(at));
        item->setToolTip(models::plainToolTip(
            tr("“Making 1 million requests with python-aiohttp”: %1 with the test server's delay of %2 whole seconds. "
               "The article took %3; the delays alone take %4.")
                .arg(step.plan.name, step.plan.server->delay, figures, possible(step.plan))));
    }
    connect(this, &QListWidget::currentRowChanged, this, &PlanList::tell);
    connect(this, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        if (item == currentItem()) // the same one again, after it was changed; not a heading
            tell();
    });
}

void PlanList::addHeading(const QString& text) {
    auto* item = new QListWidgetItem(text, this);
    item->setFlags(Qt::NoItemFlags);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    small.setWeight(QFont::DemiBold);
    item->setFont(small);
}

void PlanList::setKept(const QList<PlanShelf::Entry>& plans) {
    const QString before = keptName();
    const bool stepBefore = before.isEmpty() && !selectedItems().isEmpty();
    const QSignalBlocker quiet(this);
    while (count() > m_ladder.size() + 1)
        delete takeItem(count() - 1);
    m_kept = plans;
    if (!m_kept.isEmpty())
        addHeading(tr("Your plans"));
    for (qsizetype at = 0; at < m_kept.size(); ++at) {
        const PlanShelf::Entry& entry = m_kept.at(at);
        auto* item = new QListWidgetItem(models::oneLine(entry.name, 200), this);
        item->setData(KeptRole, static_cast<int>(at));
        item->setToolTip(models::plainToolTip(entry.problem.isEmpty() ? entry.name : entry.problem));
    }
    if (!stepBefore)
        clearSelection(); // of the step that Qt chose in place of a row that went: it is not in the form
    if (!before.isEmpty())
        choose(before);
    updateGeometry(); // it is as high as its rows
}

void PlanList::mark(const QString& name) {
    const QSignalBlocker quiet(this);
    clearSelection();
    choose(name);
}

// What is chosen stays in sight when there is less room.
void PlanList::resizeEvent(QResizeEvent* event) {
    QListWidget::resizeEvent(event);
    QMetaObject::invokeMethod( // once its rows are laid out anew
        this,
        [this] {
            if (currentItem())
                scrollToItem(currentItem());
        },
        Qt::QueuedConnection);
}

void PlanList::choose(const QString& name) {
    for (int row = 0; row < count(); ++row) {
        const QVariant kept = item(row)->data(KeptRole);
        if (kept.isValid() && m_kept.at(kept.toInt()).name == name) {
            setCurrentRow(row);
            scrollToItem(item(row));
        }
    }
}

void PlanList::choose(int step) {
    setCurrentRow(1 + step); // after the heading
}

QString PlanList::keptName() const {
    const QVariant kept = currentItem() && currentItem()->isSelected() ? currentItem()->data(KeptRole) : QVariant();
    return kept.isValid() && kept.toInt() < m_kept.size() ? m_kept.at(kept.toInt()).name : QString();
}

void PlanList::tell() {
    if (!currentItem())
        return;
    if (const QVariant step = currentItem()->data(StepRole); step.isValid())
        Q_EMIT chosen(m_ladder.at(step.toInt()).plan);
    else if (const QVariant kept = currentItem()->data(KeptRole); kept.isValid()) {
        const PlanShelf::Entry& entry = m_kept.at(kept.toInt());
        if (entry.problem.isEmpty())
            Q_EMIT chosen(entry.plan);
        else
            Q_EMIT unreadable(entry.problem);
    }
}

// Chosen by key too, where it has the frame of the focus alone.
void PlanList::keyPressEvent(QKeyEvent* event) {
    const bool chosenBefore = !selectedItems().isEmpty();
    QListWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_Space && !chosenBefore && currentItem() && currentItem()->isSelected())
        tell();
}

// The first row is a heading: the key that leads there leads to the one below.
QModelIndex PlanList::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) {
    const QModelIndex to = QListWidget::moveCursor(action, modifiers);
    return to.row() == 0 ? to.siblingAtRow(1) : to;
}

QSize PlanList::sizeHint() const {
    int height = 2 * frameWidth() + 4;
    for (int row = 0; row < count(); ++row)
        height += sizeHintForRow(row) + 2 * spacing();
    return {260, height};
}

} // namespace ui
