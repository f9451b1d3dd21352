#include "ui/benchmark/runexport.h"

#include <QFileDialog>
#include <QMenu>

namespace ui {

using bench::RunFormat;

namespace {
constexpr qsizetype longestName = 80;
} // namespace

RunExport::RunExport(QWidget* window)
    : QObject(window)
    , m_window(window) {}

void RunExport::ask(const QList<library::RunId>& runs, const QString& name, const QPoint& at) {
    auto* menu = new QMenu(m_window);
    menu->setObjectName(QStringLiteral("exportRunMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](RunFormat format, const QString& text) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QString(bench::runFormatName(format) % QStringLiteral("ExportAction")));
        const bool fits = runs.size() == 1 || bench::holdsSeveral(format);
        action->setEnabled(fits);
        if (!fits)
            action->setText(tr("%1 (one run alone)", "a format to export as").arg(text));
        connect(action, &QAction::triggered, this, [this, runs, format, name] { askFile(runs, format, name); });
    };
    if (runs.size() > 1)
        menu->addSection(tr("%Ln run(s) into one file", nullptr, static_cast<int>(runs.size())));
    add(RunFormat::Report, tr("&Report: one HTML page with pictures"));
    add(RunFormat::Json, tr("&JSON: the result and its course"));
    add(RunFormat::Csv, tr("&CSV: the course, a row a point"));
    add(RunFormat::Hgrm, tr("&HdrHistogram: the latencies"));
    menu->popup(at);
    menu->setActiveAction(menu->findChild<QAction*>(QStringLiteral("reportExportAction")));
}

void RunExport::askFile(const QList<library::RunId>& runs, RunFormat format, const QString& name) {
    auto* dialog = new QFileDialog(m_window, tr("Export the run"));
    dialog->setObjectName(QStringLiteral("exportRunDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(bench::runFormatSuffix(format));
    dialog->selectFile(fileNameFor(name, format));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, runs, format](const QString& file) { Q_EMIT wanted(runs, format, file); });
    dialog->open();
}

QString fileNameFor(const QString& name, RunFormat format) {
    QString safe;
    for (const QChar letter : name.left(longestName))
        safe += letter.isLetterOrNumber() || letter == QLatin1Char('-') ? letter : QLatin1Char(' ');
    safe = safe.simplified().replace(QLatin1Char(' '), QLatin1Char('-'));
    return QString((safe.isEmpty() ? QStringLiteral("run") : safe) % QLatin1Char('.') % bench::runFormatSuffix(format));
}

} // namespace ui
