// Draws every screen to PNG from made-up data, so that a person can look at them side by side.
#include "tests/ui/screens/scene.h"
#include "tests/ui/stage.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace screens {

void settle(int ms) {
    QTest::qWait(ms);
}

} // namespace screens

namespace {

int drawAll(const QString& folder, const QString& only, const QString& suffix) {
    int drawn = 0;
    for (const screens::Scene& scene : screens::archiveScenes() + screens::benchmarkScenes() +
                                           screens::libraryScenes() + screens::choiceScenes() + screens::peerScenes()) {
        if (!scene.name.contains(only))
            continue;
        QApplication::setLayoutDirection(scene.look == screens::Look::RightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        ui::applyTheme(scene.look == screens::Look::Dark ? ui::Theme::Dark : ui::Theme::Light);
        scene.play([&](QWidget* widget) {
            const QString file = folder + QLatin1Char('/') + scene.name + suffix + QStringLiteral(".png");
            if (!widget->grab().save(file))
                qFatal("%s cannot be written", qPrintable(file));
            ++drawn;
        });
    }
    return drawn;
}

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    for (int at = 1; at + 1 < argc; ++at) {
        if (qstrcmp(argv[at], "--scale") == 0)
            qputenv("QT_SCALE_FACTOR", argv[at + 1]); // read when the application is made
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tidemark-screens"));
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    parser.addOption(
        {QStringLiteral("scale"), QStringLiteral("Draw at this many device pixels."), QStringLiteral("n")});
    parser.addOption(
        {QStringLiteral("language"), QStringLiteral("In this language; en without it."), QStringLiteral("code")});
    parser.addOption(
        {QStringLiteral("only"), QStringLiteral("Only pictures whose name holds this."), QStringLiteral("name")});
    parser.process(application);
    const QStringList arguments = parser.positionalArguments();
    if (arguments.size() != 1 || !QDir().mkpath(arguments.first()))
        parser.showHelp(2);
    const QString language = parser.value(QStringLiteral("language"));
    stage::setLanguage(language.isEmpty() ? QStringLiteral("en") : language);
    const QString scale = parser.value(QStringLiteral("scale"));
    QString suffix = language.isEmpty() ? QString() : QString(QLatin1Char('-') + language);
    suffix += scale.isEmpty() ? QString() : QString(QLatin1Char('@') + scale + QLatin1Char('x'));
    const int drawn = drawAll(arguments.first(), parser.value(QStringLiteral("only")), suffix);
    qInfo("%d pictures in %s", drawn, qPrintable(arguments.first()));
    return drawn > 0 ? 0 : 1;
}
