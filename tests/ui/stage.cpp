#include "tests/ui/stage.h"

#include "archive/settings.h"
#include "ui/settings/settingsscreen.h"

#include <QApplication>
#include <QSettings>
#include <QTranslator>

namespace stage {

void setLanguage(const QString& language) {
    static QTranslator translator;
    QCoreApplication::removeTranslator(&translator);
    QLocale::setDefault(QLocale(language));
    if (!translator.load(QString(QStringLiteral(TIDEMARK_MESSAGES "/tidemark_") + language)) ||
        !QCoreApplication::installTranslator(&translator))
        qFatal("there are no messages for %s", qPrintable(language));
}

Stage::Stage(const std::function<void(const QString& file)>& before)
    : m_credentials(secrets::makeSessionStore())
    , m_fetcher(std::make_unique<IdleFetcher>()) {
    // The window takes its theme from the settings: the one that is shown already.
    QSettings(settingsFile(), QSettings::IniFormat)
        .setValue(ui::SettingsScreen::themeKey(),
                  QString::fromLatin1(
                      ui::themeName(ui::isDark(QApplication::palette()) ? ui::Theme::Dark : ui::Theme::Light)));
    const QString file = path(QStringLiteral("library.tidemark"));
    if (before)
        before(file);
    auto opened = library::Library::open({file});
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    m_library = *std::move(opened);
    m_pipeline = std::make_unique<archive::Pipeline>(*m_library, *m_fetcher, *m_credentials, m_clock,
                                                     archive::CaptureSettings());
}

Stage::~Stage() {
    m_pipeline.reset();
    m_library.reset();
}

ui::Core Stage::core() const {
    return {*m_library,
            *m_pipeline,
            const_cast<measure::Recorder&>(m_recorder),
            *m_credentials,
            settingsFile(),
            m_serverProgram.isEmpty() ? QStringLiteral(TIDEMARK_BIN_DIR "/tidemark-cli") : m_serverProgram};
}

QList<library::JobId> Stage::addJobs(const QStringList& links) {
    QList<library::NewJob> jobs;
    for (const QString& link : links)
        jobs.append({link, {}, {}, {}});
    const auto added =
        write([jobs](library::Stores& stores) { return stores.jobs.add(jobs, library::IfKept::CaptureAgain); });
    return added ? added->ids : QList<library::JobId>();
}

library::JobCounts Stage::counts() {
    const auto counts = write([](library::Stores& stores) { return stores.jobs.counts(); });
    return counts ? *counts : library::JobCounts();
}

} // namespace stage
