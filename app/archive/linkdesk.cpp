#include "archive/linkdesk.h"

#include "archive/intake.h"
#include "library/library.h"
#include "secrets/credentialstore.h"
#include "secrets/origin.h"

#include <QUrl>

#include <algorithm>

namespace archive {

namespace {

// Each write is a savepoint of its own, and what SQLite does for a statement grows with what the savepoint holds.
constexpr qsizetype linksAWrite = 1'000;

} // namespace

LinkDesk::LinkDesk(library::Library& library, Pipeline& pipeline, secrets::CredentialStore& credentials)
    : m_library(library)
    , m_pipeline(pipeline)
    , m_credentials(credentials) {
    connect(&pipeline, &Pipeline::haltChanged, this, [this](Halt halt, const QString& sentence) {
        m_halt = halt;
        m_sentence = sentence;
    });
}

void LinkDesk::take(const HandedLinks& handed, const std::function<void(const WindowAnswer&)>& reply) {
    const auto answer = std::make_shared<WindowAnswer>();
    keepLogins(handed.links);
    if (!handed.retryFailed)
        return write(handed, 0, answer, reply);
    m_library.write(
        this, [](library::Stores& stores) { return retryFailed(stores); },
        [this, handed, answer, reply](const base::Result<QList<library::JobId>>& retried) {
            if (!retried)
                answer->error = retried.error();
            else
                answer->jobs = *retried;
            write(handed, 0, answer, reply);
        });
}

void LinkDesk::write(const HandedLinks& handed, qsizetype at, const std::shared_ptr<WindowAnswer>& answer,
                     const std::function<void(const WindowAnswer&)>& reply) {
    if (answer->error || at >= handed.links.size())
        return end(answer, reply);
    m_library.write(
        this,
        [some = handed.links.mid(at, linksAWrite)](library::Stores& stores) {
            return takeIn(stores, some, library::IfKept::CaptureAgain);
        },
        [this, handed, at, answer, reply](const base::Result<TakenIn>& added) {
            if (!added)
                answer->error = added.error();
            else
                answer->jobs += added->jobs;
            write(handed, at + linksAWrite, answer, reply);
        });
}

void LinkDesk::end(const std::shared_ptr<WindowAnswer>& answer, const std::function<void(const WindowAnswer&)>& reply) {
    if (!answer->jobs.isEmpty())
        QMetaObject::invokeMethod(&m_pipeline, &Pipeline::wake, Qt::QueuedConnection);
    std::sort(answer->jobs.begin(), answer->jobs.end());
    answer->jobs.erase(std::unique(answer->jobs.begin(), answer->jobs.end()), answer->jobs.end());
    answer->halt = m_halt;
    answer->sentence = m_sentence;
    reply(*answer);
}

void LinkDesk::keepLogins(const QList<formats::FoundLink>& links) {
    for (const formats::FoundLink& link : links) {
        if (link.user.isEmpty())
            continue;
        const QString origin = secrets::originOf(QUrl(link.link));
        QMetaObject::invokeMethod(
            &m_credentials,
            [store = &m_credentials, origin, login = secrets::Login{link.user, link.password}] {
                store->store(origin, login, [](secrets::Place) {});
            },
            Qt::QueuedConnection);
    }
}

} // namespace archive
