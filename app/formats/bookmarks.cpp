#include "formats/bookmarks.h"

#include "formats/limits.h"
#include "formats/linkscanner.h"
#include "library/tagname.h"

namespace formats {

namespace {

bool isHeading(const Tag& tag) {
    return tag.name == QLatin1String("h3") || tag.name == QLatin1String("h2") || tag.name == QLatin1String("h4");
}

// The browser's own folders say nothing about what is in them.
bool isBrowsersFolder(const Tag& tag) {
    for (const char* attribute : {"personal_toolbar_folder", "unfiled_bookmarks_folder"}) {
        if (tag.attribute(QLatin1String(attribute)).compare(QLatin1String("true"), Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

std::optional<QDateTime> bookmarkDate(const QString& addDate) {
    bool good = false;
    const qint64 number = addDate.trimmed().toLongLong(&good);
    if (!good || number <= 0)
        return {};
    constexpr qint64 windowsEpochMs = 11'644'473'600'000; // 1601-01-01 to 1970-01-01
    qint64 ms = 0;
    if (number < 100'000'000'000)
        ms = number * 1000;
    else if (number < 100'000'000'000'000)
        ms = number;
    else if (number < 10'000'000'000'000'000)
        ms = number / 1000;
    else
        ms = number / 1000 - windowsEpochMs;
    const QDateTime date = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    return date.date().year() <= 9999 ? std::optional(date) : std::nullopt;
}

BookmarkReader::BookmarkReader(LinkCollector& collector, Folders folders)
    : m_collector(collector)
    , m_folders(folders)
    , m_tags([this](const Tag& tag) { read(tag); }) {}

void BookmarkReader::end() {
    endAnchor({});
    endEntry();
}

void BookmarkReader::read(const Tag& tag) {
    if (m_inAnchor || m_inFolderName)
        m_text = QString(m_text % u' ' % tag.textBefore).left(2 * maxTitleText);
    const bool isAnchor = tag.name == QLatin1String("a");
    const bool isList = tag.name == QLatin1String("dl");
    const bool isDescription = tag.name == QLatin1String("dd");
    const bool isEntry = tag.name == QLatin1String("dt") || isDescription;
    readDescription(tag);
    if (m_inAnchor && (isAnchor || isList || isEntry || isHeading(tag)))
        endAnchor(m_text);
    if (m_inFolderName && (isAnchor || isList || isEntry || isHeading(tag)))
        endFolderName(m_text);

    if (isEntry || isList || isHeading(tag) || (isAnchor && !tag.closing)) {
        m_inDescription = isDescription && !tag.closing && m_entry;
        if (!m_inDescription)
            endEntry();
    }
    if (isAnchor && !tag.closing) {
        beginAnchor(tag);
    } else if (isHeading(tag) && !tag.closing) {
        m_inFolderName = true;
        m_ownFolder = isBrowsersFolder(tag);
        m_text.clear();
    } else if (isList && !tag.closing) {
        if (++m_depth <= maxFolderDepth)
            m_path << m_nextFolder;
        m_nextFolder.clear();
    } else if (isList && m_depth > 0) {
        if (m_depth-- <= maxFolderDepth)
            m_path.removeLast();
    }
}

void BookmarkReader::beginAnchor(const Tag& tag) {
    m_inAnchor = true;
    m_anchor = tag;
    m_text.clear();
}

void BookmarkReader::endAnchor(const QString& text) {
    if (!m_inAnchor)
        return;
    m_inAnchor = false;
    const QString href = m_anchor.attribute(QLatin1String("href")).trimmed();
    const bool hasHref = !href.isEmpty() && !href.startsWith(u'#');
    const bool relative = !href.left(maxTitleText).contains(u':');
    if (!hasHref || (m_folders == Folders::Ignored && relative))
        return;
    CheckedLink checked = checkLink(href);
    if (!checked.why.isEmpty())
        return m_collector.refuse(m_anchor.line, href, checked.why);
    FoundLink& link = checked.found;
    link.title = text.simplified().left(maxTitleText);
    if (m_folders == Folders::AsTags) {
        link.addedAt = bookmarkDate(m_anchor.attribute(QLatin1String("add_date")));
        const QStringList own = m_anchor.attribute(QLatin1String("tags")).split(u',');
        for (const QStringList& names : {m_path, own}) {
            for (const QString& name : names) {
                const QString tag = library::tagName(name);
                if (!tag.isEmpty() && !link.tags.contains(tag))
                    link.tags << tag;
            }
        }
    }
    endEntry();
    m_entry = link;
    if (m_folders == Folders::Ignored)
        endEntry();
}

void BookmarkReader::readDescription(const Tag& tag) {
    if (!m_inDescription || !m_entry || m_entry->note.size() >= maxDescriptionText)
        return;
    QString text = tag.linesBefore;
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n');
    m_entry->note += text;
    if (tag.name == QLatin1String("br"))
        m_entry->note += u'\n';
}

void BookmarkReader::endEntry() {
    if (!m_entry)
        return;
    m_entry->note = m_entry->note.left(maxDescriptionText).trimmed();
    m_collector.add(*m_entry);
    m_entry.reset();
    m_inDescription = false;
}

void BookmarkReader::endFolderName(const QString& text) {
    m_inFolderName = false;
    m_nextFolder = m_ownFolder ? QString() : library::tagName(text);
}

} // namespace formats
