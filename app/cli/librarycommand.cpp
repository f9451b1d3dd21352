#include "cli/librarycommand.h"

#include "cli/console.h"
#include "formats/links.h"
#include "library/errors.h"
#include "services.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

constexpr qint64 sayEveryMs = 3000;

bool isHash(const QString& text) {
    if (text.size() != 32)
        return false;
    for (const QChar c : text.toLower()) {
        if (!(c >= u'0' && c <= u'9') && !(c >= u'a' && c <= u'f'))
            return false;
    }
    return true;
}

} // namespace

QString libraryFile(const Arguments& arguments) {
    return arguments.has("library") ? arguments.value("library") : standardLibraryFile();
}

base::Result<std::unique_ptr<library::Library>> openToRead(const Arguments& arguments, Console& console, bool threads) {
    auto opened = library::Library::open(
        {.file = libraryFile(arguments), .mode = library::OpenMode::ReadOnly, .threads = threads});
    if (opened && !(*opened)->readOnlyReason().isEmpty())
        console.message((*opened)->readOnlyReason());
    return opened;
}

library::OpeningReport tellOfOpening(const QString& file, Console& console) {
    return [file, &console, said = QElapsedTimer()](const library::OpeningStep& step) mutable {
        if (!said.isValid()) {
            console.message(Words::tr("The library %1 was made by an older version and is brought up to date, once. A "
                                      "copy of it as it is now stays beside it until a later start has found all well.")
                                .arg(QDir::toNativeSeparators(file)));
            said.start();
        }
        console.progress(library::sentenceOf(step));
        if (!console.errIsTerminal() && said.hasExpired(sayEveryMs)) {
            console.message(library::sentenceOf(step));
            said.start();
        }
        return true; // Ctrl+C ends the program, which harms nothing
    };
}

base::Result<std::unique_ptr<library::Library>> openToWrite(const Arguments& arguments, Console& console,
                                                            bool threads) {
    const QString file = libraryFile(arguments);
    auto opened = library::Library::open({.file = file,
                                          .mode = library::OpenMode::ReadWrite,
                                          .threads = threads,
                                          .report = tellOfOpening(file, console)});
    if (opened && (*opened)->readOnly())
        return base::Error{library::libraryReadOnly, (*opened)->readOnlyReason()};
    if (opened)
        console.verbose(Words::tr("The library is %1.").arg(QDir::toNativeSeparators((*opened)->file())));
    return opened;
}

int explain(const base::Error& error, Console& console) {
    console.message(error.message);
    return statusOf(error);
}

int withLibrary(const Arguments& arguments, Console& console,
                const std::function<base::Result<int>(library::Stores&)>& body) {
    const auto opened = openToRead(arguments, console, false);
    if (!opened)
        return explain(opened.error(), console);
    const auto status = body((*opened)->here());
    return status ? *status : explain(status.error(), console);
}

int withLibrary(const Arguments& arguments, Console& console,
                const std::function<base::Result<int>(library::Stores&, qint64)>& body) {
    const auto limit = arguments.number("limit", 0, 1, 1'000'000'000);
    if (!limit)
        return explain(limit.error(), console);
    return withLibrary(arguments, console, [&](library::Stores& stores) { return body(stores, *limit); });
}

base::Result<library::PageId> findPage(library::Stores& stores, const QString& page) {
    const base::Error none{library::notFound, Words::tr("There is no page “%1” in the library.").arg(page)};
    bool isNumber = false;
    const qint64 number = page.toLongLong(&isNumber);
    base::Result<library::PageId> found = none;
    if (isHash(page)) {
        found = stores.pages.findHash(page.toLower().toLatin1());
    } else if (isNumber) {
        const auto row = stores.pages.page(number);
        found = row ? base::Result<library::PageId>(number) : base::Result<library::PageId>(row.error());
    } else {
        const auto link = formats::linkOf(page);
        found = stores.pages.find(link ? link->link : page.trimmed());
    }
    return !found && found.error().kind == library::notFound ? none : found;
}

} // namespace cli
