#include "ui/settings/librarychoice.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

#include <utility>

namespace ui {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui)
};
} // namespace

void askForLibrary(QWidget* parent, const QString& near, std::function<void(const QString&)> chosen) {
    auto* dialog = new QFileDialog(parent, Words::tr("Open another library"), QFileInfo(near).path(),
                                   Words::tr("Tidemark libraries (*.tidemark);;All files (*)"));
    dialog->setObjectName(QStringLiteral("chooseLibraryDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave); // a new name makes a new library
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setLabelText(QFileDialog::Accept, Words::tr("Open"));
    dialog->setDefaultSuffix(QStringLiteral("tidemark"));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

} // namespace ui
