#include "ui/settings/settingsscreen.h"

#include "archive/limits.h"
#include "archive/pipeline.h"
#include "ui/settings/librarysettings.h"
#include "ui/settings/rememberedsites.h"
#include "ui/settings/settingsrows.h"
#include "ui/widgets/banner.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSettings>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>

namespace ui {

using archive::CaptureSettings;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;
constexpr qint64 second = 1000;

bool isProxy(const QString& address) {
    const QUrl url(address.trimmed(), QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && url.port() > 0 &&
           (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("socks5"));
}

} // namespace

SettingsScreen::SettingsScreen(const Core& core, QWidget* parent)
    : Screen(parent)
    , m_core(core)
    , m_settings(CaptureSettings::load(core.settingsFile))
    , m_error(new Banner(this)) {
    m_error->setObjectName(QStringLiteral("settingsErrorBanner"));
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(300); // a number is typed digit by digit
    connect(&m_saveSoon, &QTimer::timeout, this, &SettingsScreen::save);

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    auto* page = new QWidget(scroll);
    auto* middle = new QHBoxLayout(page);
    middle->setContentsMargins(24, 16, 24, 24);
    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    middle->addLayout(column, 1);
    middle->addStretch(0);
    addAppearance(column);
    addCapture(column);
    addNetwork(column);
    addTimes(column);
    addSizes(column);
    column->addWidget(new LibrarySettings(m_core, page));
    column->addWidget(new RememberedSites(m_core.library, page));
    column->addStretch();
    scroll->setWidget(page);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_error);
    rows->addWidget(scroll, 1);
}

SettingsScreen::~SettingsScreen() {
    if (m_saveSoon.isActive())
        save();
}

QString SettingsScreen::place() const {
    return QStringLiteral("settings");
}

QString SettingsScreen::title() const {
    return tr("&Settings");
}

Icon SettingsScreen::icon() const {
    return Icon::Settings;
}

void SettingsScreen::enter() {
    findChild<QComboBox*>(QStringLiteral("themeBox"))->setFocus();
}

Theme SettingsScreen::storedTheme(const QString& settingsFile) {
    const QSettings settings(settingsFile, QSettings::IniFormat);
    return themeFromName(settings.value(themeKey()).toString());
}

QString SettingsScreen::themeKey() {
    return QStringLiteral("window/theme");
}

QString SettingsScreen::libraryFileKey() {
    return archive::libraryFileKey;
}

// One number: its range and unit come from the limit; `step` is how many of the limit's units one shown unit is.
template<typename Number>
void SettingsScreen::addNumber(QFormLayout* form, const char* name, const QString& label,
                               Number CaptureSettings::*member, const base::Limit& limit, qint64 step,
                               const QString& suffix, const QString& note) {
    auto* box = new QSpinBox;
    box->setObjectName(QString::fromLatin1(name));
    box->setRange(static_cast<int>((limit.minimum + step - 1) / step), static_cast<int>(limit.maximum / step));
    box->setValue(static_cast<int>(m_settings.*member / step));
    box->setSuffix(suffix);
    box->setGroupSeparatorShown(true);
    box->setMinimumWidth(140);
    addSettingsRow(form, label, box,
                   tr("%1 to %2%3; normally %4. %5")
                       .arg(QLocale().toString(box->minimum()), QLocale().toString(box->maximum()), suffix,
                            QLocale().toString(limit.standard / step), note));
    connect(box, &QSpinBox::valueChanged, this, [this, member, step](int value) {
        m_settings.*member = static_cast<Number>(value * step);
        changed();
    });
}

void SettingsScreen::addAppearance(QVBoxLayout* column) {
    QFormLayout* form = addSettingsGroup(column, tr("Appearance"));
    auto* theme = new QComboBox;
    theme->setObjectName(QStringLiteral("themeBox"));
    theme->addItems({tr("As the system"), tr("Light"), tr("Dark")});
    theme->setCurrentIndex(static_cast<int>(storedTheme(m_core.settingsFile)));
    addSettingsRow(form, tr("&Theme"), theme, {});
    connect(theme, &QComboBox::activated, this, [this](int chosen) {
        const auto wanted = static_cast<Theme>(chosen);
        QSettings(m_core.settingsFile, QSettings::IniFormat)
            .setValue(themeKey(), QString::fromLatin1(themeName(wanted)));
        applyTheme(wanted);
    });
}

void SettingsScreen::addCapture(QVBoxLayout* column) {
    QFormLayout* form = addSettingsGroup(column, tr("Archiving"));
    addNumber(form, "limitBox", tr("&In flight in all"), &CaptureSettings::limit, archive::inFlightLimit, 1, {},
              tr("How many pages and pictures are asked for at the same time."));
    addNumber(form, "hostLimitBox", tr("In fli&ght to one host"), &CaptureSettings::hostLimit, archive::perHostLimit, 1,
              {}, tr("A site that is asked more often may answer less."));
    addNumber(form, "attemptsBox", tr("Atte&mpts"), &CaptureSettings::attempts, archive::attemptsLimit, 1, {},
              tr("How often a link is tried when what went wrong may pass."));
    auto* images = new QCheckBox(tr("Keep the &pictures of a page"));
    images->setObjectName(QStringLiteral("imagesBox"));
    images->setChecked(m_settings.images);
    form->addRow(QString(), images);
    connect(images, &QCheckBox::toggled, this, [this](bool on) {
        m_settings.images = on;
        changed();
    });
}

void SettingsScreen::addTimes(QVBoxLayout* column) {
    QFormLayout* form = addSettingsGroup(column, tr("Patience"));
    const QString unit = tr(" s", "seconds, after a number");
    addNumber(form, "connectTimeoutBox", tr("To &connect"), &CaptureSettings::connectTimeoutMs, archive::connectLimit,
              second, unit, tr("Until a site answers at all."));
    addNumber(form, "idleTimeoutBox", tr("Without a byte"), &CaptureSettings::idleTimeoutMs, archive::idleLimit, second,
              unit, tr("A site that falls silent does not hold up others."));
    addNumber(form, "attemptTimeoutBox", tr("Fo&r one attempt"), &CaptureSettings::attemptTimeoutMs,
              archive::attemptLimit, second, unit,
              tr("From the first byte sent to the last received, redirects included."));
}

void SettingsScreen::addSizes(QVBoxLayout* column) {
    QFormLayout* form = addSettingsGroup(column, tr("Sizes"));
    const QString unit = tr(" MiB", "mebibytes, after a number");
    addNumber(form, "maxBodyBox", tr("O&ne page"), &CaptureSettings::maxBodyBytes, archive::bodyLimit, mebibyte, unit,
              tr("Larger answers are not kept."));
    addNumber(form, "maxAssetBox", tr("&One picture"), &CaptureSettings::maxAssetBytes, archive::assetLimit, mebibyte,
              unit, tr("Larger pictures are left out."));
    addNumber(form, "maxAssetsBox", tr("All pictures of a page"), &CaptureSettings::maxAssetsBytes,
              archive::assetsLimit, mebibyte, unit, tr("What would pass it is left out."));
    addNumber(form, "memoryBox", tr("Memory for pages on their way"), &CaptureSettings::memoryBudget,
              archive::memoryLimit, mebibyte, unit, tr("Transfers that would pass it wait."));
}

void SettingsScreen::addNetwork(QVBoxLayout* column) {
    QFormLayout* form = addSettingsGroup(column, tr("Network"));
    auto* agent = new QLineEdit(m_settings.userAgent);
    agent->setObjectName(QStringLiteral("userAgentField"));
    agent->setPlaceholderText(archive::standardUserAgent());
    agent->setMaxLength(400);
    addSettingsRow(form, tr("&User-Agent"), agent, tr("What sites are told about this program. Empty: as shown."));
    connect(agent, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_settings.userAgent = text.trimmed();
        changed();
    });
    m_proxy = new QComboBox;
    m_proxy->setObjectName(QStringLiteral("proxyBox"));
    m_proxy->addItems({tr("As the system"), tr("None"), tr("This one:")});
    m_proxy->setCurrentIndex(static_cast<int>(m_settings.proxy));
    addSettingsRow(form, tr("Pro&xy"), m_proxy, {});
    m_proxyAddress = new QLineEdit(m_settings.proxyAddress);
    m_proxyAddress->setObjectName(QStringLiteral("proxyField"));
    m_proxyAddress->setPlaceholderText(QStringLiteral("http://host:port, socks5://host:port"));
    m_proxyAddress->setAccessibleName(tr("Address of the proxy"));
    form->addRow(QString(), m_proxyAddress);
    m_proxyNote = addSettingsNote(form, {});
    m_proxyNote->setObjectName(QStringLiteral("proxyNote"));
    connect(m_proxy, &QComboBox::activated, this, [this] { showProxy(); });
    connect(m_proxyAddress, &QLineEdit::textChanged, this, [this] { showProxy(); });
    showProxy();
    m_saveSoon.stop(); // nothing has changed yet
}

void SettingsScreen::showProxy() {
    const auto chosen = static_cast<CaptureSettings::Proxy>(m_proxy->currentIndex());
    const QString address = m_proxyAddress->text().trimmed();
    const bool wanted = chosen == CaptureSettings::Proxy::Chosen;
    m_proxyAddress->setEnabled(wanted);
    if (wanted && !isProxy(address)) {
        showSettingsNote(
            m_proxyNote,
            tr("Write the proxy as http://host:port or socks5://host:port. Until then the one before holds."));
        return;
    }
    showSettingsNote(m_proxyNote,
                     chosen == CaptureSettings::Proxy::None
                         ? QString()
                         : tr("A proxy looks up names by itself: whether an address is private is then judged by its "
                              "name only."));
    m_settings.proxy = chosen;
    m_settings.proxyAddress = address;
    changed();
}

void SettingsScreen::changed() {
    m_saveSoon.start();
}

void SettingsScreen::save() {
    const auto saved = m_settings.save(m_core.settingsFile);
    m_error->setVisible(!saved);
    if (!saved)
        m_error->setMessage(Banner::Tone::Warning, saved.error().message);
    QMetaObject::invokeMethod(
        &m_core.pipeline, [pipeline = &m_core.pipeline, settings = m_settings] { pipeline->setSettings(settings); },
        Qt::QueuedConnection);
}

} // namespace ui
