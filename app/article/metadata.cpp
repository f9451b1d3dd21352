#include "article/metadata.h"

namespace article {
namespace {

QString stringOf(std::string_view view) {
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

QString metaContent(const Document& document, std::string_view name) {
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) == Tag::Meta && (equalsIgnoringCase(document.attribute(id, Attribute::Property), name) ||
                                              equalsIgnoringCase(document.attribute(id, Attribute::Name), name)))
            return stringOf(folded(document.attribute(id, Attribute::Content)));
    }
    return {};
}

} // namespace

QUrl baseOf(const Document& document, const QUrl& link) {
    QUrl base = link;
    if (base.isEmpty()) {
        for (NodeId id = 0; id < document.size() && base.isEmpty(); ++id) {
            if (document.tag(id) == Tag::Link && hasWord(document.attribute(id, Attribute::Rel), "canonical"))
                base = QUrl(stringOf(document.attribute(id, Attribute::Href)));
        }
        if (base.isEmpty() || base.isRelative())
            base = QUrl(metaContent(document, "og:url"));
    }
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) == Tag::Base && document.has(id, Attribute::Href))
            return base.resolved(QUrl(stringOf(document.attribute(id, Attribute::Href)).trimmed()));
    }
    return base;
}

Metadata readMetadata(const Document& document, const LinkResolver& links) {
    Metadata metadata;
    Q_UNUSED(links)
    metadata.title = metaContent(document, "og:title");
    metadata.description = metaContent(document, "description");
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) == Tag::Title && metadata.title.isEmpty() && document.firstChild(id) != noNode)
            metadata.title = stringOf(folded(document.text(document.firstChild(id))));
        if (document.tag(id) == Tag::Html)
            metadata.language = stringOf(document.attribute(id, Attribute::Lang)).toLower();
    }
    return metadata;
}

} // namespace article
