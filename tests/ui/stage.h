#pragma once

#include "archive/pipeline.h"
#include "base/clock.h"
#include "library/library.h"
#include "measure/recorder.h"
#include "secrets/credentialstore.h"
#include "tests/ui/idlefetcher.h"
#include "ui/core.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

namespace stage {

// The window's texts, numbers and dates in this language from now on ("en", "fr"): before the first widget is made.
void setLanguage(const QString& language);

// The widget or action of this name under `root`; it must be there.
template<typename Object>
Object* find(const QObject& root, const char* name) {
    auto* found = root.findChild<Object*>(QString::fromLatin1(name));
    if (!found)
        qFatal("no %s", name);
    return found;
}

// The core as the window sees it, over a library in a temporary folder. Everything lives in the test's thread.
class Stage {
public:
    explicit Stage(const std::function<void(const QString& file)>& before = {});
    ~Stage();

    ui::Core core() const;
    void setServerProgram(const QString& program) { m_serverProgram = program; } // before core(); tidemark-cli
    library::Library& library() { return *m_library; }
    archive::Pipeline& pipeline() { return *m_pipeline; }
    measure::Recorder& recorder() { return m_recorder; }
    secrets::CredentialStore& credentials() { return *m_credentials; }
    IdleFetcher& fetcher() { return *m_fetcher; }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString settingsFile() const { return path(QStringLiteral("tidemark.ini")); }

    // The work on the library's writing thread, and its answer.
    template<typename Work>
    std::invoke_result_t<Work, library::Stores&> write(Work work) {
        using Answer = std::invoke_result_t<Work, library::Stores&>;
        std::optional<Answer> answer;
        QObject context;
        m_library->write(&context, std::move(work), [&answer](Answer done) { answer = std::move(done); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
            qFatal("the library does not answer");
        return *std::move(answer);
    }

    QList<library::JobId> addJobs(const QStringList& links);
    library::JobCounts counts();

private:
    QTemporaryDir m_folder;
    QString m_serverProgram;
    base::SystemClock m_clock;
    measure::Recorder m_recorder;
    std::unique_ptr<library::Library> m_library;
    std::unique_ptr<secrets::CredentialStore> m_credentials;
    std::unique_ptr<IdleFetcher> m_fetcher;
    std::unique_ptr<archive::Pipeline> m_pipeline;
};

} // namespace stage
