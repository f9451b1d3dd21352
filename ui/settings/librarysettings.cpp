#include "ui/settings/librarysettings.h"

#include "archive/settings.h"
#include "library/library.h"
#include "models/format.h"
#include "ui/settings/librarychoice.h"
#include "ui/settings/settingsrows.h"
#include "ui/widgets/backhome.h"

#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QShowEvent>
#include <QVBoxLayout>

namespace ui {

LibrarySettings::LibrarySettings(const Core& core, QWidget* parent)
    : QWidget(parent)
    , m_core(core)
    , m_secrets(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(8);
    QFormLayout* form = addSettingsGroup(column, tr("Library and passwords"));
    auto* file = new QLabel(QDir::toNativeSeparators(m_core.library.file()));
    file->setObjectName(QStringLiteral("libraryFileLabel"));
    file->setTextFormat(Qt::PlainText);
    file->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    file->setWordWrap(true);
    addSettingsRow(form, tr("Library file"), file, {});
    auto* choose = new QPushButton(tr("Open a &different library…"));
    choose->setObjectName(QStringLiteral("chooseLibraryButton"));
    form->addRow(QString(), leading(choose));
    connect(choose, &QPushButton::clicked, this, &LibrarySettings::chooseLibrary);
    m_nextLibrary = addSettingsNote(form, {});
    m_nextLibrary->setObjectName(QStringLiteral("nextLibraryNote"));
    showNextLibrary();
    m_secrets->setObjectName(QStringLiteral("secretsPlaceLabel"));
    m_secrets->setTextFormat(Qt::PlainText);
    m_secrets->setWordWrap(true);
    m_secrets->setText(tr("The system keychain was not asked yet."));
    addSettingsRow(form, tr("Passwords"), m_secrets, {});
    connect(&m_core.credentials, &secrets::CredentialStore::placeChanged, this, &LibrarySettings::showSecrets);
}

void LibrarySettings::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!event->spontaneous())
        askKeychain();
}

void LibrarySettings::askKeychain() {
    m_secrets->setText(tr("Asking the system keychain …"));
    probeStore(m_core.credentials, this, [this](secrets::Place place) { showSecrets(place); });
}

void LibrarySettings::showSecrets(secrets::Place place) {
    m_secrets->setText(place == secrets::Place::Keychain
                           ? tr("Kept in the system keychain.")
                           : tr("Kept in memory for this session only: no system keychain was found."));
}

void LibrarySettings::chooseLibrary() {
    askForLibrary(this, m_core.library.file(), [this](const QString& file) {
        QSettings(m_core.settingsFile, QSettings::IniFormat).setValue(archive::libraryFileKey, file);
        showNextLibrary();
    });
}

void LibrarySettings::showNextLibrary() {
    const QString next = QSettings(m_core.settingsFile, QSettings::IniFormat).value(archive::libraryFileKey).toString();
    showSettingsNote(
        m_nextLibrary,
        next.isEmpty() || next == m_core.library.file()
            ? QString()
            : tr("%1 is opened when Tidemark starts next.").arg(models::isolated(QDir::toNativeSeparators(next))));
}

} // namespace ui
