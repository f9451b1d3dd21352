#include "formats/format.h"

#include <QCoreApplication>

namespace formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(formats)
};

} // namespace

const char* formatName(Format format) {
    switch (format) {
    case Format::CachedArticles:
        return "cached-articles";
    case Format::Links:
        return "links";
    case Format::Bookmarks:
        return "bookmarks";
    }
    return "";
}

std::optional<Format> formatFromName(const QString& name) {
    for (const Format format : allFormats) {
        if (name == QLatin1String(formatName(format)))
            return format;
    }
    return {};
}

QString formatTitle(Format format) {
    switch (format) {
    case Format::CachedArticles:
        return Words::tr("Cached articles (a folder)");
    case Format::Links:
        return Words::tr("List of links (text)");
    case Format::Bookmarks:
        return Words::tr("Bookmarks (HTML)");
    }
    return {};
}

const char* outcomeName(Outcome outcome) {
    switch (outcome) {
    case Outcome::Done:
        return "done";
    case Outcome::Noted:
        return "noted";
    case Outcome::Unchanged:
        return "unchanged";
    case Outcome::Skipped:
        return "skipped";
    case Outcome::Failed:
        return "failed";
    }
    return "";
}

void Tally::add(const Tally& other) {
    done += other.done;
    unchanged += other.unchanged;
    skipped += other.skipped;
    failed += other.failed;
}

void Tally::count(Outcome outcome, qint64 entries) {
    switch (outcome) {
    case Outcome::Done:
    case Outcome::Noted:
        done += entries;
        return;
    case Outcome::Unchanged:
        unchanged += entries;
        return;
    case Outcome::Skipped:
        skipped += entries;
        return;
    case Outcome::Failed:
        failed += entries;
        return;
    }
}

} // namespace formats
