#include "cli/linklist.h"

#include "cli/console.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

} // namespace

// Nothing is opened: what is written into a pipe would be lost.
base::Result<void> readableList(const QString& from) {
    const QFileInfo file(from);
    if (from.isEmpty() || from == QLatin1String("-"))
        return {};
    const char* kind = "file-unreadable";
    if (!file.exists() && !file.isSymLink())
        return base::Error{kind, Words::tr("There is no file “%1”.").arg(from)};
    if (!file.exists())
        return base::Error{kind, Words::tr("“%1” leads to a file that is not there.").arg(from)};
    if (file.isDir())
        return base::Error{kind, Words::tr("“%1” is a folder; --from takes a file of links.").arg(from)};
    if (!file.isReadable())
        return base::Error{kind, Words::tr("You are not permitted to read “%1”.").arg(from)};
    return {};
}

base::Result<formats::LinkFileSummary> readLinks(const QString& from,
                                                 const std::function<bool(const QList<formats::FoundLink>&)>& sink) {
    if (const auto readable = readableList(from); !readable)
        return readable.error();
    QFile file(from);
    if (from == QLatin1String("-") ? !file.open(stdin, QIODevice::ReadOnly) : !file.open(QIODevice::ReadOnly))
        return base::Error{"file-unreadable", Words::tr("%1 cannot be read: %2").arg(from, file.errorString())};
    auto summary = formats::readLinkFile(file, sink);
    if (!summary)
        return base::Error{summary.error().kind, QString(from % u": " % summary.error().message)};
    return summary;
}

void tellWhatWasRead(const QString& from, const formats::LinkFileSummary& summary, Console& console) {
    for (const formats::BadLine& bad : summary.bad)
        console.message(Words::tr("line %1: “%2”: %3")
                            .arg(QString::number(bad.line), bad.text, formats::badLinkSentence(bad.why, bad.text)));
    if (summary.badLines > summary.bad.size())
        console.message(
            Words::tr("… and %Ln more line(s) without a link.", nullptr, int(summary.badLines - summary.bad.size())));
    if (summary.links == 0)
        console.message(Words::tr("%1 holds no link.").arg(from == QLatin1String("-") ? Words::tr("The input") : from));
}

} // namespace cli
