#pragma once

#include "library/library.h"

#include <QObject>
#include <QUrl>

#include <functional>

namespace ui {

// May this address be handed to the system's browser? http, https and mailto; nothing else, a file never.
bool mayOpenOutside(const QUrl& link);

// The texts under which a page of this link may be kept: as it is, without its fragment, with and without a slash at
// its end, most exact first.
QStringList keptCandidates(const QUrl& link);

// Asks the library which kept page (not one in the bin) a link leads to.
class LinkResolver : public QObject {
    Q_OBJECT

public:
    explicit LinkResolver(library::Library& library, QObject* parent = nullptr);

    // `found` gets the page, or 0; on this thread, not at all when `context` is gone.
    void lookUp(QObject* context, const QUrl& link, std::function<void(library::PageId)> found);

private:
    library::Library& m_library;
};

} // namespace ui
