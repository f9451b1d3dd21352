#pragma once

#include "formats/linkcollector.h"
#include "formats/tagreader.h"

namespace formats {

// A Netscape bookmark file in pieces, as browsers write it: <DL> nested for folders, <DT> and <p> never closed, <H3>
// the folder's name, <A HREF ADD_DATE TAGS> a bookmark, <DD> its description, which becomes a note. Folders become
// tags, the browser's own (toolbar, unfiled) do not. With Folders::Ignored any HTML: its anchors and their texts.
class BookmarkReader {
public:
    enum class Folders { AsTags, Ignored };
    BookmarkReader(LinkCollector& collector, Folders folders);

    void feed(QStringView html) { m_tags.feed(html); }
    void end(); // an anchor left open counts

private:
    void read(const Tag& tag);
    void beginAnchor(const Tag& tag);
    void endAnchor(const QString& text);
    void endFolderName(const QString& text);
    void readDescription(const Tag& tag);
    void endEntry();

    LinkCollector& m_collector;
    Folders m_folders;
    TagReader m_tags;
    QStringList m_path; // of folders, empty texts for those that give no tag
    qsizetype m_depth = 0;
    QString m_nextFolder; // the name before the next <DL>
    bool m_inFolderName = false;
    bool m_ownFolder = false;
    bool m_inAnchor = false;
    bool m_inDescription = false;
    std::optional<FoundLink> m_entry; // a bookmark whose description may still come
    Tag m_anchor;
    QString m_text;
};

// ADD_DATE: seconds since 1970; also the milliseconds, microseconds and Windows-epoch microseconds some programs write.
std::optional<QDateTime> bookmarkDate(const QString& addDate);

} // namespace formats
