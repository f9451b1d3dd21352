#pragma once

#include "archive/handedlinks.h"
#include "library/types.h"

#include <QObject>

#include <functional>

namespace library {
class Library;
struct Stores;
} // namespace library
namespace secrets {
class CredentialStore;
}

namespace archive {

// The window's end of a hand-over: writes what the command line gives it as jobs, lets the pipeline do them, and says
// whether that does anything now. Its memory is that of one part: the answer comes when it is on disk, and the next
// part after the answer. Lives in the thread that makes it.
class LinkDesk : public QObject {
    Q_OBJECT

public:
    LinkDesk(library::Library& library, Pipeline& pipeline, secrets::CredentialStore& credentials);

    void take(const HandedLinks& handed, const std::function<void(const WindowAnswer&)>& reply);

private:
    void keepLogins(const QList<formats::FoundLink>& links);
    void write(const HandedLinks& handed, qsizetype at, const std::shared_ptr<WindowAnswer>& answer,
               const std::function<void(const WindowAnswer&)>& reply);
    void end(const std::shared_ptr<WindowAnswer>& answer, const std::function<void(const WindowAnswer&)>& reply);

    library::Library& m_library;
    Pipeline& m_pipeline;
    secrets::CredentialStore& m_credentials;
    Halt m_halt = Halt::None;
    QString m_sentence;
};

} // namespace archive
