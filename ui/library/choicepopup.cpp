#include "ui/library/choicepopup.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace ui {

ChoicePopup::ChoicePopup(const QString& objectName, QAbstractItemModel* names, const QString& hint, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_filter(new QSortFilterProxyModel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this)) {
    setObjectName(objectName);
    setFrameShape(QFrame::StyledPanel);
    m_filter->setSourceModel(names);
    m_filter->setFilterRole(Qt::EditRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_field->setObjectName(QString(objectName + QStringLiteral("Field")));
    m_field->setPlaceholderText(hint);
    m_field->setAccessibleName(hint);
    m_list->setObjectName(QString(objectName + QStringLiteral("List")));
    m_list->setModel(m_filter);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(m_field);
    column->addWidget(m_list);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, m_filter, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_list, &QListView::clicked, this, &ChoicePopup::choose);
    connect(m_list, &QListView::activated, this, &ChoicePopup::choose);
}

void ChoicePopup::openBelow(const QWidget* anchor) {
    m_field->clear();
    resize(280, 320);
    QPoint place = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    if (const QScreen* screen = anchor->screen()) {
        const QRect room = screen->availableGeometry();
        place.setX(qBound(room.left(), place.x(), qMax(room.left(), room.right() - width())));
        place.setY(qMin(place.y(), qMax(room.top(), room.bottom() - height())));
    }
    move(place);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

// Arrows and Enter in the field work the list.
bool ChoicePopup::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int row = m_list->currentIndex().row();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        const int next = qBound(0, row + (key == Qt::Key_Down ? 1 : -1), m_filter->rowCount() - 1);
        m_list->setCurrentIndex(m_filter->index(next, 0));
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        const QString typed = m_field->text().simplified();
        if (m_takesNew && row < 0 && !typed.isEmpty()) {
            close();
            Q_EMIT chosen(typed);
        } else {
            choose(m_filter->index(qMax(row, 0), 0));
        }
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void ChoicePopup::choose(const QModelIndex& index) {
    if (!index.isValid() || !isVisible())
        return;
    const QString name = index.data(Qt::EditRole).toString();
    close();
    Q_EMIT chosen(name);
}

} // namespace ui
