#include "bench/planfiles.h"

#include "base/file.h"
#include "bench/limits.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace bench {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bench)
};

} // namespace

base::Result<void> checkPlainFile(const QString& path) {
    const QFileInfo there(path);
    if (!there.exists() || there.isFile())
        return {};
    const QString shown = QDir::toNativeSeparators(path);
    return base::Error{badPlan, there.isDir() ? Words::tr("%1 is a folder: name a file in it.").arg(shown)
                                              : Words::tr("%1 is a pipe or a device: a plan reads plain files only. "
                                                          "Save what it gives to a file first.")
                                                    .arg(shown)};
}

base::Result<QByteArray> requestBodyOf(const LoadPlan& plan) {
    if (plan.bodyFile.isEmpty())
        return QByteArray();
    if (const auto plain = checkPlainFile(plan.bodyFile); !plain)
        return plain.error();
    return base::readFile(plan.bodyFile, mostRequestBody);
}

} // namespace bench
