#pragma once

#include "archive/pipeline.h"
#include "services.h"
#include "tests/support/commandstage.h"

#include <QProcess>
#include <QRegularExpression>

#include <functional>
#include <memory>

// What the window is to `archive`: something that has the library open and takes links, in this process; and the
// program beside it.
class WindowStage : public support::CommandStage {
public:
    WindowStage() {
        // The window's socket stands where that of the program is looked for.
        const auto folder = runner().environment().value(QStringLiteral("XDG_RUNTIME_DIR"));
        qputenv("XDG_RUNTIME_DIR", folder.toUtf8());
        auto opened = Services::open({.libraryFile = file(),
                                      .settingsFile = path(QStringLiteral("settings.ini")),
                                      .settings = {},
                                      .takesLinks = true,
                                      .policy = {}});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        m_services = *std::move(opened);
        archive::Pipeline* pipeline = &m_services->pipeline();
        QObject::connect(pipeline, &archive::Pipeline::idle, &m_context, [this] {
            if (onEnded)
                onEnded();
        });
        QMetaObject::invokeMethod(pipeline, &archive::Pipeline::start);
    }

    Services& services() { return *m_services; }
    QString file() const { return path(QStringLiteral("x.tidemark")); }
    void close() { m_services.reset(); }

    void setPaused(bool paused) {
        inPipeline([paused](archive::Pipeline& pipeline) { pipeline.setPaused(paused); });
    }
    void setHeld(const QString& why) {
        inPipeline([&why](archive::Pipeline& pipeline) { pipeline.setHeld(why); });
    }

    std::unique_ptr<QProcess> startArchive(const QStringList& arguments) const {
        return start(QStringList{QStringLiteral("archive"), QStringLiteral("--library"), file()} + arguments);
    }

    std::function<void()> onEnded; // nothing is left to do

private:
    template<typename Act>
    void inPipeline(Act act) {
        archive::Pipeline& pipeline = m_services->pipeline();
        QMetaObject::invokeMethod(
            &pipeline, [&pipeline, &act] { act(pipeline); }, Qt::BlockingQueuedConnection);
    }

    QObject m_context;
    std::unique_ptr<Services> m_services;
};
