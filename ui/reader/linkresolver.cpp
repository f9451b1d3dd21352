#include "ui/reader/linkresolver.h"

#include "library/errors.h"

namespace ui {

bool mayOpenOutside(const QUrl& link) {
    static const QStringList schemes{QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("mailto")};
    return link.isValid() && schemes.contains(link.scheme());
}

QStringList keptCandidates(const QUrl& link) {
    QUrl bare = link;
    bare.setFragment(QString());
    const QString text = bare.toString();
    QStringList candidates{link.toString(), link.toString(QUrl::FullyEncoded), text, bare.toString(QUrl::FullyEncoded)};
    candidates.append(text.endsWith(QLatin1Char('/')) ? text.chopped(1) : QString(text % QLatin1Char('/')));
    candidates.removeDuplicates();
    return candidates;
}

LinkResolver::LinkResolver(library::Library& library, QObject* parent)
    : QObject(parent)
    , m_library(library) {}

void LinkResolver::lookUp(QObject* context, const QUrl& link, std::function<void(library::PageId)> found) {
    m_library.read(
        library::ReadLane::Reader, context,
        [candidates = keptCandidates(link)](library::Stores& stores) -> base::Result<library::PageId> {
            for (const QString& candidate : candidates) {
                const auto id = stores.pages.find(candidate);
                if (!id && id.error().kind != library::notFound)
                    return id.error();
                const auto page = id ? stores.pages.page(*id) : base::Result<library::Page>(base::Error{});
                if (page && !page->deletedAt && page->currentSnapshot != 0)
                    return *id;
            }
            return library::PageId(0);
        },
        [found = std::move(found)](const base::Result<library::PageId>& page) { found(page ? *page : 0); });
}

} // namespace ui
