#pragma once

#include <QString>

namespace archive {
class Pipeline;
}
namespace library {
class Library;
}
namespace measure {
class Recorder;
}
namespace secrets {
class CredentialStore;
}

namespace ui {

// What the screens need of the core. References outlive every widget. `pipeline` and `credentials` live in the network
// thread: connect to their signals (queued) and call them through QMetaObject::invokeMethod only. `library` and
// `recorder` may be used from any thread.
struct Core {
    library::Library& library;
    archive::Pipeline& pipeline;
    measure::Recorder& recorder;
    secrets::CredentialStore& credentials;
    QString settingsFile; // tidemark.ini: the capture settings, and what the window remembers in its group "window"
    QString serverProgram{}; // tidemark-cli, whose `serve` is the test server of a benchmark
};

} // namespace ui
