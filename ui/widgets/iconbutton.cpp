#include "ui/widgets/iconbutton.h"

#include <QToolButton>

namespace ui {

QToolButton* iconButton(const char* objectName, Icon which, const QString& text, QWidget* parent) {
    auto* made = new QToolButton(parent);
    made->setObjectName(QString::fromLatin1(objectName));
    made->setIcon(icon(which));
    made->setText(text);
    made->setToolButtonStyle(Qt::ToolButtonIconOnly);
    made->setToolTip(text);
    made->setAccessibleName(text);
    made->setAutoRaise(true);
    return made;
}

} // namespace ui
