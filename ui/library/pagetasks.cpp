#include "ui/library/pagetasks.h"

#include "archive/pipeline.h"
#include "library/errors.h"
#include "library/library.h"

#include <QClipboard>
#include <QGuiApplication>

#include <memory>

namespace ui {

namespace {
constexpr qsizetype mostCopied = 100'000;
}

PageTasks::PageTasks(const Core& core, QObject* parent)
    : QObject(parent)
    , m_core(core) {}

void PageTasks::captureAgain(const QList<library::PageId>& pages) {
    if (pages.isEmpty())
        return;
    auto fromBin = std::make_shared<bool>(false);
    m_core.library.write(
        this,
        [pages, fromBin](library::Stores& stores) -> base::Result<library::AddedJobs> {
            const auto rows = stores.pages.rows(pages);
            if (!rows)
                return rows.error();
            QList<library::NewJob> jobs;
            for (const library::PageRow& row : *rows) {
                jobs.append({row.link, row.title, {}, {}});
                *fromBin = *fromBin || row.deletedAt.has_value();
            }
            return stores.jobs.add(jobs, library::IfKept::CaptureAgain);
        },
        [this, fromBin](const base::Result<library::AddedJobs>& added) {
            if (!added) {
                Q_EMIT failed(added.error().message);
                return;
            }
            const auto count = static_cast<int>(added->added);
            Q_EMIT said(count == 0 ? tr("Already waiting to be captured")
                        : *fromBin
                            ? tr("%n page(s) will be captured again and brought back from the bin", nullptr, count)
                            : tr("%n page(s) will be captured again", nullptr, count));
            QMetaObject::invokeMethod(&m_core.pipeline, &archive::Pipeline::wake, Qt::QueuedConnection);
        });
}

void PageTasks::copyLinks(const QList<library::PageId>& pages) {
    m_core.library.read(
        library::ReadLane::Reader, this,
        [pages = pages.mid(0, mostCopied)](library::Stores& stores) { return stores.pages.rows(pages); },
        [this](const base::Result<QList<library::PageRow>>& rows) {
            if (!rows) {
                if (rows.error().kind != library::interrupted)
                    Q_EMIT failed(rows.error().message);
                return;
            }
            QStringList links;
            for (const library::PageRow& row : *rows)
                links.append(row.link);
            QGuiApplication::clipboard()->setText(links.join(QLatin1Char('\n')));
        });
}

} // namespace ui
