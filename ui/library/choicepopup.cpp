#include "ui/library/choicepopup.h"

#include "models/format.h"
#include "ui/library/tagnames.h"
#include "ui/widgets/mutedlabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int popupWidth = 280;
constexpr int mostRows = 12;
constexpr int mostShown = 40; // characters of what was typed
constexpr int mostNamed = 6;  // tags

} // namespace

ChoicePopup::ChoicePopup(const QString& objectName, QAbstractItemModel* names, const QString& hint, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_filter(new QSortFilterProxyModel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_text(new MutedLabel({}, this)) {
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
    m_text->setObjectName(QString(objectName + QStringLiteral("Label")));
    m_text->setContentsMargins(4, 2, 4, 4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_text);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_filter->setFilterFixedString(m_takesNew ? typed.section(QLatin1Char(','), -1).trimmed() : typed);
        describe();
    });
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, change, this, &ChoicePopup::describe);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &ChoicePopup::describe);
    connect(m_list, &QListView::clicked, this, &ChoicePopup::choose);
    connect(m_list, &QListView::activated, this, &ChoicePopup::choose);
}

void ChoicePopup::openBelow(const QWidget* anchor) {
    m_field->clear();
    describe();
    QPoint place = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    if (const QScreen* screen = anchor->screen()) {
        const QRect room = screen->availableGeometry();
        place.setX(qBound(room.left(), place.x(), qMax(room.left(), room.right() - width())));
        place.setY(qMin(place.y(), qMax(room.top(), room.bottom() - height())));
    }
    move(place);
    show();
    m_field->isVisible() ? m_field->setFocus(Qt::PopupFocusReason) : setFocus(Qt::PopupFocusReason);
}

void ChoicePopup::setEmptyText(const QString& text) {
    m_emptyText = text;
}

// As high as what it has to show: names, or the sentence why there is none.
void ChoicePopup::describe() {
    const int names = m_filter->rowCount();
    const bool none = m_filter->sourceModel()->rowCount() == 0;
    const QString typed = m_field->text().simplified();
    m_field->setVisible(m_takesNew || !none);
    m_list->setVisible(names > 0);
    m_text->setText(names > 0                        ? QString()
                    : m_takesNew && !typed.isEmpty() ? whatEnterAdds(typed)
                    : none                           ? m_emptyText
                                                     : tr("Nothing of this name."));
    m_text->setVisible(names == 0);
    m_list->setFixedHeight(qMin(names, mostRows) * qMax(1, m_list->sizeHintForRow(0)) + 4);
    m_text->setFixedWidth(popupWidth - 12);
    layout()->activate();
    resize(popupWidth, layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(popupWidth)
                                                     : layout()->totalSizeHint().height());
}

QString ChoicePopup::whatEnterAdds(const QString& typed) const {
    const QStringList tags = tagsIn(typed, m_filter->sourceModel());
    const QString cut = whatIsCutOff(typed);
    const auto withCut = [&](const QString& sentence) {
        return cut.isEmpty() ? sentence : QString(sentence % u' ' % cut);
    };
    if (tags.size() < 2)
        return tags.isEmpty()
                   ? QString()
                   : withCut(tr("Press Enter to add “%1”.").arg(models::isolated(tags.first().left(mostShown))));
    QStringList quoted;
    for (const QString& tag : tags.mid(0, mostNamed))
        quoted << tr("“%1”").arg(models::isolated(tag.left(mostShown)));
    if (tags.size() > mostNamed)
        quoted << QString(QChar(0x2026));
    return withCut(tr("Press Enter to add the tags %1.").arg(quoted.join(QStringLiteral(", "))));
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
        if (!m_takesNew || row >= 0) {
            choose(m_filter->index(qMax(row, 0), 0));
        } else if (!typed.isEmpty()) {
            close();
            Q_EMIT chosen(typed);
        }
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void ChoicePopup::choose(const QModelIndex& index) {
    if (!index.isValid() || !isVisible())
        return;
    const QString name = index.data(Qt::EditRole).toString();
    const qsizetype comma = m_takesNew ? m_field->text().lastIndexOf(QLatin1Char(',')) : -1;
    const QString before = m_field->text().left(comma + 1); // what was typed already goes with it
    close();
    Q_EMIT chosen(QString(before % name));
}

} // namespace ui
