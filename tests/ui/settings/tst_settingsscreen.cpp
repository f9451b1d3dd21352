#include "archive/limits.h"
#include "archive/settings.h"
#include "tests/ui/stage.h"
#include "ui/mainwindow.h"
#include "ui/settings/settingsrows.h"
#include "ui/settings/settingsscreen.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/mutedlabel.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

#include <memory>

using archive::CaptureSettings;

namespace {

// A keychain that is there, without one.
class KeychainThatIsThere final : public secrets::CredentialStore {
public:
    void find(const QString&, std::function<void(std::optional<secrets::Login>)> done) override { done({}); }
    void store(const QString&, const secrets::Login&, std::function<void(secrets::Place)> done) override {
        done(secrets::Place::Keychain);
    }
    void remove(const QString&, std::function<void()> done) override { done(); }
    secrets::Place place() const override { return secrets::Place::Keychain; }
};

using Member = std::function<qint64(const CaptureSettings&)>;

struct Number {
    const char* box;
    base::Limit limit;
    qint64 step; // of the limit's units in one shown unit
    Member value;
};

const Number numbers[] = {
    {"limitBox", archive::inFlightLimit, 1, [](const auto& s) { return s.limit; }},
    {"hostLimitBox", archive::perHostLimit, 1, [](const auto& s) { return s.hostLimit; }},
    {"attemptsBox", archive::attemptsLimit, 1, [](const auto& s) { return s.attempts; }},
    {"connectTimeoutBox", archive::connectLimit, 1'000, [](const auto& s) { return s.connectTimeoutMs; }},
    {"idleTimeoutBox", archive::idleLimit, 1'000, [](const auto& s) { return s.idleTimeoutMs; }},
    {"attemptTimeoutBox", archive::attemptLimit, 1'000, [](const auto& s) { return s.attemptTimeoutMs; }},
    {"maxBodyBox", archive::bodyLimit, archive::mebibyte, [](const auto& s) { return s.maxBodyBytes; }},
    {"maxAssetBox", archive::assetLimit, archive::mebibyte, [](const auto& s) { return s.maxAssetBytes; }},
    {"maxAssetsBox", archive::assetsLimit, archive::mebibyte, [](const auto& s) { return s.maxAssetsBytes; }},
    {"memoryBox", archive::memoryLimit, archive::mebibyte, [](const auto& s) { return s.memoryBudget; }},
};

} // namespace

// What a person changes in Settings is what the file that both programs read says, and what stands there next time.
class SettingsScreenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { stage::setLanguage(QStringLiteral("en")); }

    void init() {
        m_stage = std::make_unique<stage::Stage>();
        show();
    }

    void cleanup() {
        m_screen.reset();
        m_stage.reset();
    }

    void numbersAreStoredAndReadBack_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<bool>("highest");
        for (int at = 0; at < std::ssize(numbers); ++at) {
            QTest::addRow("%s, lowest", numbers[at].box) << at << false;
            QTest::addRow("%s, highest", numbers[at].box) << at << true;
        }
    }
    void numbersAreStoredAndReadBack() {
        QFETCH(int, which);
        QFETCH(bool, highest);
        const Number& number = numbers[which];
        auto* box = find<QSpinBox>(number.box);
        QCOMPARE(qint64(box->value()) * number.step, number.limit.standard);
        const auto wanted =
            highest ? number.limit.maximum / number.step : qMax<qint64>(1, number.limit.minimum / number.step);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QString::number(wanted));
        QTRY_COMPARE(number.value(stored()), wanted * number.step);
        show();
        QCOMPARE(qint64(find<QSpinBox>(number.box)->value()), wanted);
    }

    void nothingOutsideItsRangeIsEverStored() {
        for (const Number& number : numbers) {
            auto* box = find<QSpinBox>(number.box);
            for (const char* typed : {"0", "-5", "99999999", "many"}) {
                box->setFocus();
                box->selectAll();
                QTest::keyClicks(box, QString::fromLatin1(typed));
                QTest::keyClick(box, Qt::Key_Tab);
                QVERIFY2(qint64(box->value()) * number.step >= number.limit.minimum, number.box);
                QVERIFY2(qint64(box->value()) * number.step <= number.limit.maximum, number.box);
            }
        }
        find<QCheckBox>("imagesBox")->click(); // something that is stored after all of them
        QTRY_VERIFY(!stored().images);
        for (const Number& number : numbers) {
            QVERIFY2(number.value(stored()) >= number.limit.minimum, number.box);
            QVERIFY2(number.value(stored()) <= number.limit.maximum, number.box);
        }
    }

    void aFileWithBadValuesShowsTheStandardOnes() {
        QSettings file(m_stage->settingsFile(), QSettings::IniFormat);
        QTest::keyClick(find<QSpinBox>("limitBox"), Qt::Key_Up);
        QTRY_COMPARE(stored().limit, 33);
        for (const QString& key : file.allKeys()) {
            if (!key.startsWith(QLatin1String("window/")))
                file.setValue(key, QStringLiteral("a boat"));
        }
        file.sync();
        show();
        for (const Number& number : numbers)
            QCOMPARE(qint64(find<QSpinBox>(number.box)->value()) * number.step, number.limit.standard);
    }

    void picturesAreStoredAndReadBack() {
        QTest::keyClick(find<QCheckBox>("imagesBox"), Qt::Key_Space);
        QTRY_VERIFY(!stored().images);
        show();
        QVERIFY(!find<QCheckBox>("imagesBox")->isChecked());
    }

    void theUserAgentIsStoredWithoutSpacesAroundIt() {
        QTest::keyClicks(find<QLineEdit>("userAgentField"), QStringLiteral("  Harbour/2 "));
        QTRY_COMPARE(stored().userAgent, QStringLiteral("Harbour/2"));
        show();
        QCOMPARE(find<QLineEdit>("userAgentField")->text(), QStringLiteral("Harbour/2"));
        find<QLineEdit>("userAgentField")->clear();
        QTRY_VERIFY(stored().userAgent.isEmpty());
    }

    void anImpossibleProxyLeavesTheOneBefore_data() {
        QTest::addColumn<QString>("typed");
        for (const char* typed : {"", "boat", "http://", "http://host", "ftp://host:21", "http://host:0",
                                  "http://host:99999", "javascript:alert(1)"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void anImpossibleProxyLeavesTheOneBefore() {
        QFETCH(QString, typed);
        choose("proxyBox", 1);
        QTRY_COMPARE(stored().proxy, CaptureSettings::Proxy::None);
        choose("proxyBox", 2);
        find<QLineEdit>("proxyField")->setText(typed);
        QVERIFY(find<QLabel>("proxyNote")->text().contains(QStringLiteral("http://host:port")));
        find<QCheckBox>("imagesBox")->click(); // stored after it
        QTRY_VERIFY(!stored().images);
        QCOMPARE(stored().proxy, CaptureSettings::Proxy::None);
        QVERIFY(stored().proxyAddress.isEmpty());
    }

    void aProxyIsStoredAndReadBack() {
        QVERIFY(!find<QLineEdit>("proxyField")->isEnabled());
        choose("proxyBox", 2);
        QVERIFY(find<QLineEdit>("proxyField")->isEnabled());
        QTest::keyClicks(find<QLineEdit>("proxyField"), QStringLiteral("socks5://127.0.0.1:9050"));
        QTRY_COMPARE(stored().proxyAddress, QStringLiteral("socks5://127.0.0.1:9050"));
        QCOMPARE(stored().proxy, CaptureSettings::Proxy::Chosen);
        QVERIFY(find<QLabel>("proxyNote")->text().contains(QStringLiteral("private")));
        show();
        QCOMPARE(find<QComboBox>("proxyBox")->currentIndex(), 2);
        QCOMPARE(find<QLineEdit>("proxyField")->text(), QStringLiteral("socks5://127.0.0.1:9050"));
    }

    void theThemeHoldsAtOnceAndNextTime() {
        choose("themeBox", static_cast<int>(ui::Theme::Dark));
        QVERIFY(ui::isDark(QApplication::palette()));
        choose("themeBox", static_cast<int>(ui::Theme::Light));
        QVERIFY(!ui::isDark(QApplication::palette()));
        choose("themeBox", static_cast<int>(ui::Theme::Dark));
        ui::applyTheme(ui::Theme::Light);
        const ui::MainWindow next(m_stage->core());
        QVERIFY(ui::isDark(QApplication::palette()));
        QCOMPARE(next.findChild<QComboBox*>(QStringLiteral("themeBox"))->currentIndex(),
                 static_cast<int>(ui::Theme::Dark));
        ui::applyTheme(ui::Theme::Light);
    }

    void saysWhereSecretsAreKept() {
        QTRY_VERIFY(find<QLabel>("secretsPlaceLabel")->text().contains(QStringLiteral("session only")));
        KeychainThatIsThere keychain;
        const ui::Core core = m_stage->core();
        ui::SettingsScreen other({core.library, core.pipeline, core.recorder, keychain, core.settingsFile});
        const auto* label = other.findChild<QLabel*>(QStringLiteral("secretsPlaceLabel"));
        QCOMPARE(label->text(), QStringLiteral("The system keychain was not asked yet."));
        other.show();
        QTRY_COMPARE(label->text(), QStringLiteral("Kept in the system keychain."));
        Q_EMIT keychain.placeChanged(secrets::Place::Session); // it broke
        QTRY_VERIFY(label->text().contains(QStringLiteral("session only")));
    }

    void aKeychainThatIsMissingIsSaidOnceItIsAsked() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        const auto keychain = secrets::makeKeychainStore();
        const ui::Core core = m_stage->core();
        ui::SettingsScreen screen({core.library, core.pipeline, core.recorder, *keychain, core.settingsFile});
        screen.show();
        const auto* label = screen.findChild<QLabel*>(QStringLiteral("secretsPlaceLabel"));
        QTRY_VERIFY_WITH_TIMEOUT(label->text().contains(QStringLiteral("no system keychain")), 10'000);
    }

    void contrastIsThatOfTheGuidelines() {
        QCOMPARE(ui::contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(ui::contrast(Qt::white, Qt::black), 21.0);
        QVERIFY(qAbs(ui::contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void hintsCanBeRead_data() {
        QTest::addColumn<ui::Theme>("before");
        QTest::addColumn<ui::Theme>("theme");
        constexpr ui::Theme themes[] = {ui::Theme::System, ui::Theme::Light, ui::Theme::Dark};
        for (const ui::Theme before : themes) {
            for (const ui::Theme theme : themes)
                QTest::addRow("%s, then %s", themeName(before), themeName(theme)) << before << theme;
        }
    }
    void hintsCanBeRead() {
        QFETCH(ui::Theme, before);
        QFETCH(ui::Theme, theme);
        m_screen.reset();
        storeTheme(before);
        ui::MainWindow window(m_stage->core());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.showPlace(QStringLiteral("settings")); // later than the window, as a person does
        auto* box = stage::find<QComboBox>(window, "themeBox");
        box->setCurrentIndex(static_cast<int>(theme));
        QCoreApplication::processEvents(); // it is laid out and painted
        Q_EMIT box->activated(static_cast<int>(theme));
        QCoreApplication::processEvents();
        const auto labels = window.findChildren<ui::MutedLabel*>();
        QVERIFY(labels.size() > 10);
        for (const ui::MutedLabel* label : labels) {
            if (!label->isVisible() || label->visibleRegion().isEmpty())
                continue;
            QVERIFY2(drawn(*label) >= 4, qPrintable(label->text())); // thin strokes are mixed with what is behind
        }
        for (const QLineEdit* field : window.findChildren<QLineEdit*>()) {
            const QPalette palette = field->palette();
            const QColor hint = palette.color(QPalette::PlaceholderText);
            QVERIFY(ui::contrast(hint, palette.color(QPalette::Base)) >= 4.5);
            QVERIFY(ui::contrast(hint, palette.color(QPalette::Active, QPalette::Text)) >= 1.2); // it stands back
        }
        ui::applyTheme(ui::Theme::Light);
    }

    void aNoteTakesNoMoreRoomThanItsLines() {
        for (const ui::MutedLabel* label : m_screen->findChildren<ui::MutedLabel*>()) {
            if (label->isVisible())
                QVERIFY2(label->height() < 2 * label->fontMetrics().lineSpacing() ||
                             label->heightForWidth(label->width()) > label->fontMetrics().lineSpacing(),
                         qPrintable(label->text()));
        }
        QVERIFY(!find<QLabel>("nextLibraryNote")->isVisible());
    }

    // Whatever the fonts: a note that is wider than the widest one preferred, with room for it in one line, then not.
    void aWideNoteTakesTheLinesItsRowGivesIt() {
        QWidget place;
        auto* column = new QVBoxLayout(&place);
        auto* form = new QFormLayout;
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        column->addLayout(form);
        column->addStretch();
        QLabel* note = ui::addSettingsNote(form, QStringLiteral("water ").repeated(60));
        const int line = note->fontMetrics().lineSpacing();
        const int oneLine = note->fontMetrics().horizontalAdvance(note->text());
        QVERIFY(oneLine > 1200);
        place.resize(oneLine + 200, 400);
        place.show();
        QVERIFY(note->height() >= line && note->height() < 2 * line);
        place.resize(oneLine / 2, 400);
        QTRY_VERIFY(note->height() >= 3 * line);
    }

    void anotherLibraryIsOpenedByTheNextStart() {
        QCOMPARE(QDir::fromNativeSeparators(find<QLabel>("libraryFileLabel")->text()), m_stage->library().file());
        QTest::mouseClick(find<QPushButton>("chooseLibraryButton"), Qt::LeftButton);
        auto* dialog = find<QFileDialog>("chooseLibraryDialog");
        QVERIFY(dialog->isVisible());
        const QString other = m_stage->path(QStringLiteral("other.tidemark"));
        Q_EMIT dialog->fileSelected(other);
        QCOMPARE(QSettings(m_stage->settingsFile(), QSettings::IniFormat)
                     .value(ui::SettingsScreen::libraryFileKey())
                     .toString(),
                 other);
        QVERIFY(find<QLabel>("nextLibraryNote")->text().contains(QStringLiteral("next")));
        show();
        QVERIFY(find<QLabel>("nextLibraryNote")->text().contains(QStringLiteral("other.tidemark")));
    }

    void aChangeJustBeforeTheEndIsKept() {
        QTest::keyClick(find<QSpinBox>("limitBox"), Qt::Key_Up);
        m_screen.reset();
        QCOMPARE(stored().limit, 33);
    }

    void aFileThatCannotBeWrittenIsSaid() {
        QVERIFY(QDir().mkpath(m_stage->path(QStringLiteral("folder.ini/inside"))));
        ui::Core core = m_stage->core();
        core.settingsFile = m_stage->path(QStringLiteral("folder.ini"));
        m_screen = std::make_unique<ui::SettingsScreen>(core);
        m_screen->show();
        auto* banner = find<ui::Banner>("settingsErrorBanner");
        QVERIFY(!banner->isVisible());
        find<QCheckBox>("imagesBox")->click();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->message().contains(QStringLiteral("folder.ini")), qPrintable(banner->message()));
    }

private:
    void show() {
        m_screen = std::make_unique<ui::SettingsScreen>(m_stage->core());
        m_screen->resize(900, 700);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowActive(m_screen.get()));
    }

    // The greatest contrast of what is painted with what is behind it.
    static double drawn(const QWidget& label) {
        const QImage picture = label.window()->grab().toImage();
        const QColor behind = label.window()->palette().color(QPalette::Window);
        const QRect place(label.mapTo(label.window(), QPoint()), label.size());
        double greatest = 1;
        for (int y = place.top(); y <= place.bottom(); ++y) {
            for (int x = place.left(); x <= place.right(); ++x) {
                if (picture.valid(x, y))
                    greatest = qMax(greatest, ui::contrast(picture.pixelColor(x, y), behind));
            }
        }
        return greatest;
    }

    void storeTheme(ui::Theme theme) const {
        QSettings(m_stage->settingsFile(), QSettings::IniFormat)
            .setValue(QStringLiteral("window/theme"), QString::fromLatin1(ui::themeName(theme)));
    }

    CaptureSettings stored() const { return CaptureSettings::load(m_stage->settingsFile()); }

    void choose(const char* name, int index) {
        auto* box = find<QComboBox>(name);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int at = 0; at < index; ++at)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentIndex(), index);
    }

    template<typename Widget>
    Widget* find(const char* name) const {
        return stage::find<Widget>(*m_screen, name);
    }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::SettingsScreen> m_screen;
};

QTEST_MAIN(SettingsScreenTest)
#include "tst_settingsscreen.moc"
