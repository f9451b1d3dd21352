#pragma once

#include "secrets/credentialstore.h"
#include "ui/core.h"

#include <QWidget>

class QLabel;

namespace ui {

// The part of the Settings place that says which library this is and where passwords are kept. The keychain is asked
// when somebody looks: it may want to be unlocked, and nobody needs it before.
class LibrarySettings : public QWidget {
    Q_OBJECT

public:
    explicit LibrarySettings(const Core& core, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void chooseLibrary();
    void showNextLibrary();
    void askKeychain();
    void showSecrets(secrets::Place place);

    Core m_core;
    QLabel* m_nextLibrary;
    QLabel* m_secrets;
};

} // namespace ui
