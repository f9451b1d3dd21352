#pragma once

#include "archive/settings.h"
#include "ui/core.h"
#include "ui/widgets/screen.h"
#include "ui/widgets/theme.h"

#include <QTimer>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace base {
struct Limit;
}

namespace ui {

class Banner;

// Everything a person may change. What is changed holds at once and is kept in the file both programs read.
class SettingsScreen : public Screen {
    Q_OBJECT

public:
    explicit SettingsScreen(const Core& core, QWidget* parent = nullptr);
    ~SettingsScreen() override; // what was changed a moment ago is saved

    QString place() const override;
    QString title() const override;
    Icon icon() const override;
    void enter() override;

    static Theme storedTheme(const QString& settingsFile);
    static QString themeKey();       // in the settings file, within no group
    static QString libraryFileKey(); // the library that is opened at the next start; not there: the standard one

private:
    void addAppearance(QVBoxLayout* column);
    void addCapture(QVBoxLayout* column);
    void addTimes(QVBoxLayout* column);
    void addSizes(QVBoxLayout* column);
    void addNetwork(QVBoxLayout* column);
    template<typename Number>
    void addNumber(QFormLayout* form, const char* name, const QString& label, Number archive::CaptureSettings::*member,
                   const base::Limit& limit, qint64 step, const QString& suffix, const QString& note);
    void changed();
    void save();
    void showProxy();

    Core m_core;
    archive::CaptureSettings m_settings;
    QTimer m_saveSoon;
    Banner* m_error;
    QComboBox* m_proxy = nullptr;
    QLineEdit* m_proxyAddress = nullptr;
    QLabel* m_proxyNote = nullptr;
};

} // namespace ui
