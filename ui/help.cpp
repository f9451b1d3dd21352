#include "ui/help.h"

#include "ui/widgets/screen.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QMap>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui)
};

// Rows that are read, not chosen: none looks as if it were, also where the keyboard stands.
class PlainRows : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->state &= ~(QStyle::State_HasFocus | QStyle::State_Selected | QStyle::State_MouseOver);
    }
};

QDialog* makeDialog(QWidget* window, const char* name, const QString& title) {
    auto* dialog = new QDialog(window);
    dialog->setObjectName(QString::fromLatin1(name));
    dialog->setWindowTitle(title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

void addCloseButton(QDialog* dialog) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    auto* close = buttons->button(QDialogButtonBox::Close);
    close->setText(Words::tr("Close")); // also where Qt's own texts are missing
    close->setIcon({});                 // drawn for light windows
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    dialog->layout()->addWidget(buttons);
}

// Where an action belongs: in one of the window's places, or everywhere.
struct Group {
    int order = 0;
    QString title = Words::tr("Everywhere");
};

Group groupOf(const QAction& action) {
    for (const QObject* at = action.parent(); at; at = at->parent()) {
        const auto* screen = qobject_cast<const Screen*>(at);
        const auto* places = screen ? qobject_cast<const QStackedWidget*>(screen->parentWidget()) : nullptr;
        if (places)
            return {1 + places->indexOf(const_cast<Screen*>(screen)),
                    QString(screen->title()).remove(QLatin1Char('&'))};
    }
    return {};
}

void fillShortcutList(QTreeWidget* list, const QWidget& window) {
    QMap<int, QTreeWidgetItem*> groups; // in their order
    for (const QAction* action : window.findChildren<QAction*>()) {
        if (action->shortcuts().isEmpty() || action->text().isEmpty())
            continue;
        const Group group = groupOf(*action);
        if (!groups.contains(group.order)) {
            groups[group.order] = new QTreeWidgetItem({group.title});
            QFont bold = list->font();
            bold.setBold(true);
            groups[group.order]->setFont(0, bold);
            groups[group.order]->setFlags(Qt::ItemIsEnabled);
        }
        const QString keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
        new QTreeWidgetItem(groups[group.order], {QString(action->text()).remove(QLatin1Char('&')), keys});
    }
    list->addTopLevelItems(groups.values());
    list->expandAll();
}

} // namespace

void showShortcutList(QWidget* window) {
    QDialog* dialog = makeDialog(window, "shortcutsDialog", Words::tr("Keyboard shortcuts"));
    auto* column = new QVBoxLayout(dialog);
    auto* list = new QTreeWidget(dialog);
    list->setObjectName(QStringLiteral("shortcutsList"));
    list->setAccessibleName(dialog->windowTitle());
    list->setColumnCount(2);
    list->setHeaderLabels({Words::tr("What"), Words::tr("Keys")});
    list->setRootIsDecorated(false);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setItemDelegate(new PlainRows(list));
    fillShortcutList(list, *window);
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    list->header()->setStretchLastSection(false);
    column->addWidget(list);
    addCloseButton(dialog);
    dialog->resize(520, 560);
    dialog->open();
}

void showAboutBox(QWidget* window) {
    QDialog* dialog = makeDialog(window, "aboutDialog", Words::tr("About Tidemark"));
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(8);
    auto* name = new QLabel(QStringLiteral("Tidemark " TIDEMARK_VERSION), dialog);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    name->setFont(large);
    column->addWidget(name);
    auto* text = new QLabel(Words::tr("A personal wayback machine: pages you keep, searchable and readable without a "
                                      "network.\n\nFree software under the GNU General Public License, version 3 or "
                                      "any later version, without any warranty."),
                            dialog);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setMinimumWidth(360);
    column->addWidget(text);
    addCloseButton(dialog);
    dialog->open();
}

} // namespace ui
