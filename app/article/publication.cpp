#include "article/publication.h"

#include "article/dates.h"
#include "article/text.h"

#include <QDate>
#include <QRegularExpression>

namespace article {
namespace {

constexpr quint32 headBlocks = 25; // how far from the heading a date is looked for
constexpr quint32 nearBlocks = 6;  // how far it is surely the content's own
constexpr quint32 shortBlock = 30; // words
constexpr quint32 ofAChange = 40;  // blocks that a date of the last change counts as further away

bool holdsAnyOf(const QString& text, const QStringList& words) {
    return std::any_of(words.begin(), words.end(), [&](const QString& word) { return text.contains(word); });
}

const QStringList& changeWords() {
    static const QStringList all =
        QStringLiteral("updated|last update|modified|revised|reviewed|edited|last changed|aktualisiert|geändert|"
                       "letzte änderung|mis à jour|modifié|actualizado|actualización|modificado|aggiornato|modificato|"
                       "bijgewerkt|gewijzigd|oppdatert|uppdaterad|opdateret|päivitetty|zaktualizowano|обновлено|"
                       "изменено|更新|수정|güncel|atualizado|تحديث|עודכן")
            .split(u'|');
    return all;
}

const QStringList& publishWords() {
    static const QStringList all =
        QStringLiteral(
            "published|posted|post time|publication date|date:|created|first written|released|veröffentlicht|"
            "erschienen|publié|publicado|publicación|pubblicato|gepubliceerd|publisert|publicerad|"
            "udgivet|julkaistu|opublikowano|опубликовано|公開|投稿日|发布|發布|게시|입력|yayın|نشر|פורסם")
            .split(u'|');
    return all;
}

bool holdsDigit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

QDate dayOf(const QString& date) {
    return QDate::fromString(date.left(10), Qt::ISODate);
}

class Finder {
public:
    explicit Finder(const DateSources& sources)
        : m_sources(sources)
        , m_latest(QDate::currentDate().addDays(1))
        , m_origin(sources.heading == noNode ? 0 : sources.blocks.firstBelow(sources.heading)) {}

    QString find() { return inPagesDay(findAnywhere()); }

private:
    struct Shown {
        QString date;
        quint32 away = headBlocks * 2 + ofAChange;
    };

    const DateSources& m_sources;
    const QDate m_latest;
    const quint32 m_origin;
    DayOrder m_order = DayOrder::Unknown;
    bool m_orderKnown = false;

    // Metadata give the hour in Greenwich, where it may be the next day: folders such as /2024/05/03/ keep the day the
    // page was written on.
    QString inPagesDay(const QString& found) {
        static const QRegularExpression greenwich(QStringLiteral("(Z|[+-]00:?00)$"));
        if (!greenwich.match(found).hasMatch())
            return found;
        const QString folders = fromAddress();
        return std::abs(dayOf(folders).daysTo(dayOf(found))) == 1 ? folders : found;
    }

    QString findAnywhere() {
        QString found = read(m_sources.data.published);
        // Some sites write the day they were built into both.
        const bool weak = !found.isEmpty() && dayOf(found) == dayOf(read(m_sources.data.modified));
        if (found.isEmpty() || weak) {
            const QString meta = fromMetas();
            found = found.isEmpty() || (!meta.isEmpty() && dayOf(meta) < dayOf(found)) ? meta : found;
        }
        if (!found.isEmpty() && !weak)
            return found;
        const Shown shown = nearHeading();
        if (found.isEmpty())
            found = shown.date;
        else if (shown.away <= nearBlocks && dayOf(shown.date) < dayOf(found))
            return shown.date;
        if (found.isEmpty())
            found = labelled();
        return found.isEmpty() ? fromAddress() : found;
    }

    QString read(const QString& text) {
        if (text.isEmpty())
            return {};
        QString date = findDate(text, DayOrder::Unknown);
        if (date.isEmpty())
            date = findDate(text, order());
        return dayOf(date) <= m_latest ? date : QString();
    }

    // Whether 3/4 is in March or in April is a matter of the page: its other dates, its country, its language.
    DayOrder order() {
        if (m_orderKnown)
            return m_order;
        m_orderKnown = true;
        for (size_t i = 0; i < m_sources.blocks.size() && m_order == DayOrder::Unknown; ++i) {
            if (m_sources.blocks[i].tokens <= shortBlock && holdsDigit(m_sources.blocks.text(i)))
                m_order = orderShownBy(m_sources.blocks.text(i));
        }
        if (m_order == DayOrder::Unknown)
            m_order = orderOf(m_sources.language, m_sources.link.host());
        return m_order;
    }

    QString fromMetas() {
        for (const char* name : {"article:published_time",
                                 "article:published",
                                 "datepublished",
                                 "og:article:published_time",
                                 "og:published_time",
                                 "article.published",
                                 "parsely-pub-date",
                                 "sailthru.date",
                                 "published-date",
                                 "published_date",
                                 "published_at",
                                 "publishdate",
                                 "publish-date",
                                 "publish_date",
                                 "pubdate",
                                 "pub_date",
                                 "publication_date",
                                 "publication-date",
                                 "dc.date.issued",
                                 "dcterms.issued",
                                 "citation_publication_date",
                                 "citation_online_date",
                                 "citation_date",
                                 "dc.date",
                                 "dc.date.created",
                                 "dcterms.date",
                                 "dcterms.created",
                                 "date",
                                 "ms.date",
                                 "release_date",
                                 "datecreated",
                                 "created",
                                 "created_at"}) {
            const QString date = read(m_sources.facts.meta(name));
            if (!date.isEmpty())
                return date;
        }
        return {};
    }

    quint32 distanceOf(quint32 block) const { return block >= m_origin ? block - m_origin : (m_origin - block) * 3; }

    QString textOf(quint32 block) const {
        return block < m_sources.blocks.size() ? stringOf(m_sources.blocks.text(block)) : QString();
    }

    // Whether the date behind `lead` is one of a change: the label that comes last decides.
    static bool isChange(const QString& lead) {
        qsizetype changed = -1, published = -1;
        for (const QString& word : changeWords())
            changed = std::max(changed, lead.lastIndexOf(word, -1, Qt::CaseInsensitive));
        for (const QString& word : publishWords())
            published = std::max(published, lead.lastIndexOf(word, -1, Qt::CaseInsensitive));
        return changed > published;
    }

    Shown nearHeading() {
        Shown best;
        const auto offer = [&](quint32 block, const QString& text, const QString& label, quint32 handicap) {
            const quint32 away = distanceOf(block) + handicap;
            if (away >= std::min(best.away, headBlocks * 2))
                return;
            const bool changed = isChange(label);
            if (changed && away + ofAChange >= best.away)
                return;
            const QString date = read(text);
            if (!date.isEmpty())
                best = {date, changed ? away + ofAChange : away};
        };
        for (const Spot& spot : m_sources.facts.times) {
            const quint32 block = m_sources.blocks.firstBelow(spot.node);
            if (distanceOf(block) < std::min(best.away, headBlocks * 2))
                offer(block, spot.text, labelOf(spot.node, block), 0);
        }
        const quint32 from = m_origin > headBlocks / 3 ? m_origin - headBlocks / 3 : 0;
        const quint32 to = std::min(quint32(m_sources.blocks.size()), m_origin + headBlocks);
        for (quint32 i = from; i < to; ++i) {
            if (m_sources.blocks[i].tokens > shortBlock || i == m_origin || !holdsDigit(m_sources.blocks.text(i)))
                continue;
            const QString text = textOf(i);
            offer(i, text, labelBefore(text, i), 2);
        }
        return best;
    }

    // What stands in front of a <time>, in its block or as the whole block before.
    QString labelOf(NodeId time, quint32 block) const {
        const QString own = stringOf(foldedText(m_sources.document, time, 200));
        const QString text = textOf(block);
        const qsizetype at = own.isEmpty() ? -1 : text.indexOf(own);
        const QString marks = stringOf(m_sources.document.attribute(time, Attribute::Class)) + u' ' +
                              stringOf(m_sources.document.attribute(time, Attribute::Itemprop));
        const bool both = holdsAnyOf(marks.toLower(), publishWords());
        return (both ? QString() : marks + u' ') + (at > 0 ? text.left(at) : at == 0 ? own : text);
    }

    QString labelBefore(const QString& text, quint32 block) const {
        qsizetype digit = 0;
        while (digit < text.size() && !text[digit].isDigit())
            ++digit;
        const QString own = text.left(digit);
        // A label of its own: "Last updated", then the date.
        const bool alone = own.trimmed().size() < 4 && block > 0 && m_sources.blocks[block - 1].tokens <= 3;
        return alone ? textOf(block - 1) + u' ' + own : own;
    }

    // "Posted on May 3, 2024" below the text.
    QString labelled() {
        const NodeId heading = m_sources.heading;
        const quint32 from = heading == noNode ? 0 : m_origin;
        for (quint32 i = from; i < m_sources.blocks.size(); ++i) {
            if (m_sources.blocks[i].tokens > shortBlock / 2 || !holdsDigit(m_sources.blocks.text(i)))
                continue;
            const QString text = textOf(i).toLower();
            const auto begins = [&](const QString& word) { return text.startsWith(word); };
            if (std::any_of(publishWords().begin(), publishWords().end(), begins)) {
                const QString date = read(text);
                if (!date.isEmpty())
                    return date;
            }
        }
        return {};
    }

    // "/2024/05/03/"
    QString fromAddress() {
        const QStringList folders = m_sources.link.path().split(u'/', Qt::SkipEmptyParts);
        for (qsizetype i = 0; i + 2 < folders.size(); ++i) {
            if (folders[i].size() != 4 || folders[i + 1].size() > 2 || folders[i + 2].size() > 2)
                continue;
            const QString date = read(QString(folders[i] + u'-' + folders[i + 1] + u'-' + folders[i + 2]));
            if (!date.isEmpty())
                return date;
        }
        return {};
    }
};

} // namespace

QString publicationDate(const DateSources& sources) {
    return Finder(sources).find();
}

} // namespace article
