#include "ui/reader/snapshotstrip.h"

#include "models/format.h"
#include "models/snapshotmodel.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace ui {

namespace {

// One snapshot: filled when it is shown, a ring otherwise, a square ring when it is flagged.
class Dot : public QAbstractButton {
public:
    Dot(bool flagged, QWidget* parent)
        : QAbstractButton(parent)
        , m_flagged(flagged) {
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
    }

    QSize sizeHint() const override { return {16, 20}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor colour = isChecked() || underMouse() ? palette().color(QPalette::Link) : mutedText(palette());
        painter.setPen(QPen(colour, 1.6));
        painter.setBrush(isChecked() ? QBrush(colour) : QBrush(Qt::NoBrush));
        const QRectF box(width() / 2.0 - 4.5, height() / 2.0 - 4.5, 9, 9);
        m_flagged ? painter.drawRect(box) : painter.drawEllipse(box);
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
    }

private:
    bool m_flagged;
};

} // namespace

SnapshotStrip::SnapshotStrip(const models::SnapshotModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_dots(new QHBoxLayout)
    , m_group(new QButtonGroup(this))
    , m_older(new QToolButton(this))
    , m_date(new QLabel(this)) {
    setObjectName(QStringLiteral("snapshotStrip"));
    setAccessibleName(tr("Snapshots of this page"));
    m_date->setObjectName(QStringLiteral("snapshotDateLabel"));
    m_date->setTextFormat(Qt::PlainText);
    m_older->setObjectName(QStringLiteral("olderSnapshotsButton"));
    m_older->setAutoRaise(true);
    m_older->setPopupMode(QToolButton::InstantPopup);
    m_older->setMenu(new QMenu(m_older));
    m_dots->setSpacing(2);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 4);
    row->addWidget(m_older);
    row->addLayout(m_dots);
    row->addWidget(m_date);
    row->addStretch(1);
    connect(&model, &QAbstractItemModel::modelReset, this, &SnapshotStrip::rebuild);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int at) { Q_EMIT chosen(m_model.snapshot(at).id); });
    rebuild();
}

QString SnapshotStrip::describe(int row) const {
    const library::SnapshotRow& snapshot = m_model.snapshot(row);
    QStringList lines{models::exactTime(snapshot.capturedAt), models::isolated(models::oneLine(snapshot.title)),
                      models::flagSentence(snapshot.flag)};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

void SnapshotStrip::rebuild() {
    for (QAbstractButton* dot : m_group->buttons())
        delete dot;
    m_older->menu()->clear();
    const int count = m_model.rowCount();
    const int firstDot = qMax(0, count - mostDots);
    for (int row = 0; row < firstDot; ++row) {
        QAction* action = m_older->menu()->addAction(models::exactTime(m_model.snapshot(row).capturedAt));
        connect(action, &QAction::triggered, this, [this, id = m_model.snapshot(row).id] { Q_EMIT chosen(id); });
    }
    m_older->setText(tr("%n older", nullptr, firstDot));
    m_older->setVisible(firstDot > 0);
    for (int row = firstDot; row < count; ++row) {
        auto* dot = new Dot(!m_model.snapshot(row).flag.isEmpty(), this);
        dot->setObjectName(QStringLiteral("snapshotDot%1").arg(row));
        dot->setToolTip(models::plainToolTip(describe(row)));
        dot->setAccessibleName(tr("Snapshot of %1").arg(models::exactTime(m_model.snapshot(row).capturedAt)));
        m_group->addButton(dot, row);
        m_dots->addWidget(dot);
    }
    setVisible(count > 0);
    setShown(m_shown);
}

void SnapshotStrip::setShown(library::SnapshotId snapshot) {
    m_shown = snapshot;
    const int row = m_model.rowOf(snapshot);
    if (QAbstractButton* dot = m_group->button(row))
        dot->setChecked(true);
    if (row < 0) {
        m_date->clear();
        return;
    }
    const QDateTime captured = m_model.snapshot(row).capturedAt;
    const QString when = models::relativeTime(captured, QDateTime::currentDateTimeUtc());
    const int count = m_model.rowCount();
    m_date->setText(count == 1
                        ? tr("Captured %1").arg(when)
                        : tr("Captured %1 · %2 of %3").arg(when, locale().toString(row + 1), locale().toString(count)));
    m_date->setToolTip(models::exactTime(captured));
}

} // namespace ui
