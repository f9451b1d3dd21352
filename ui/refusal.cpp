#include "ui/refusal.h"

#include "models/format.h"
#include "ui/settings/librarychoice.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace ui {

namespace {

QPushButton* addWay(QDialogButtonBox* buttons, const char* name, const QString& text) {
    auto* button = buttons->addButton(text, QDialogButtonBox::ActionRole);
    button->setObjectName(QString::fromLatin1(name));
    return button;
}

} // namespace

Refusal::Refusal(const QString& why, const Ways& ways, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("refusalDialog"));
    setWindowTitle(QStringLiteral("Tidemark"));
    auto* sign = new QLabel(this);
    const int side = style()->pixelMetric(QStyle::PM_MessageBoxIconSize, nullptr, this);
    sign->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxWarning, nullptr, this).pixmap(side, side));
    auto* text = new QLabel(why, this);
    text->setObjectName(QStringLiteral("refusalText"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setMinimumWidth(420);
    auto* buttons = new QDialogButtonBox(this);
    if (ways.again)
        connect(addWay(buttons, "tryAgainButton", tr("&Try again")), &QPushButton::clicked, this,
                [this, ways] { Q_EMIT libraryChosen(ways.library); });
    connect(addWay(buttons, "otherLibraryButton", tr("&Choose another library…")), &QPushButton::clicked, this,
            [this, ways] {
                askForLibrary(this, ways.library, [this](const QString& file) { Q_EMIT libraryChosen(file); });
            });
    auto* fresh = addWay(buttons, "newLibraryButton", tr("&Start with a new library"));
    fresh->setToolTip(tr("Makes %1").arg(models::isolated(QDir::toNativeSeparators(ways.fresh))));
    connect(fresh, &QPushButton::clicked, this, [this, ways] { Q_EMIT libraryChosen(ways.fresh); });
    auto* close = buttons->addButton(QDialogButtonBox::Close);
    close->setText(tr("Close")); // also where Qt's own texts are missing
    close->setIcon({});          // drawn for light windows
    close->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* across = new QHBoxLayout;
    across->setSpacing(16);
    across->addWidget(sign, 0, Qt::AlignTop);
    across->addWidget(text, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(24);
    column->addLayout(across);
    column->addWidget(buttons);
}

} // namespace ui
