#pragma once

#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace screens {

enum class Look { Light, Dark, RightToLeft };

// One picture: makes what is to be drawn, at the size it is drawn in, and lets it settle. What is returned is drawn and
// then deleted with everything it stands on.
struct Scene {
    QString name; // of the file, without ending
    Look look = Look::Light;
    std::function<void(const std::function<void(QWidget*)>& draw)> play;
};

QList<Scene> archiveScenes();
QList<Scene> benchmarkScenes();
QList<Scene> libraryScenes();
QList<Scene> choiceScenes();
QList<Scene> peerScenes();

void settle(int ms = 350); // events run, models load

} // namespace screens
