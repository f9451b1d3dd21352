#include "cli/linklist.h"

#include "cli/console.h"

#include <QCoreApplication>
#include <QFile>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

} // namespace

base::Result<formats::LinkFileSummary> readLinks(const QString& from,
                                                 const std::function<bool(const QList<formats::FoundLink>&)>& sink) {
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
        console.message(
            Words::tr("line %1: %2 (%3)").arg(QString::number(bad.line), formats::badLinkSentence(bad.why), bad.text));
    if (summary.badLines > summary.bad.size())
        console.message(Words::tr("… and %1 more lines that are no links.").arg(summary.badLines - summary.bad.size()));
    if (summary.links == 0)
        console.message(Words::tr("%1 holds no link.").arg(from == QLatin1String("-") ? Words::tr("The input") : from));
}

} // namespace cli
