#include "cli/archiveoutcomes.h"

#include "archive/advice.h"
#include "cli/console.h"
#include "formats/frontmatter.h"

#include <QCoreApplication>
#include <QLocale>

namespace cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(cli)
};

QJsonObject jsonOf(const library::Job& job) {
    return {{QStringLiteral("link"), job.link},
            {QStringLiteral("hash_url"), QString::fromLatin1(formats::hashOfLink(job.link))},
            {QStringLiteral("state"), QString::fromLatin1(library::jobStateName(job.state))},
            {QStringLiteral("number"), job.page},
            {QStringLiteral("title"), job.title},
            {QStringLiteral("status"), job.status},
            {QStringLiteral("error_kind"), QString::fromLatin1(job.errorKind)},
            {QStringLiteral("error"), job.errorText},
            {QStringLiteral("bytes"), job.bytes},
            {QStringLiteral("duration_ms"), job.durationMs}};
}

} // namespace

ArchiveOutcomes::ArchiveOutcomes(Form form, Console& console)
    : m_form(form)
    , m_console(console) {
    m_elapsed.start();
}

void ArchiveOutcomes::add(const library::Job& ended) {
    const bool isDone = ended.state == library::JobState::Done;
    ++(isDone ? m_archived : m_failed);
    m_bytes += ended.bytes;
    if (!isDone)
        worsen(SomeFailed);
    print(ended);
}

void ArchiveOutcomes::print(const library::Job& job) {
    if (m_form == Form::Json)
        return m_console.json(jsonOf(job));
    if (job.state == library::JobState::Done)
        return m_console.fields({QStringLiteral("archived"), job.link, job.title});
    m_console.fields({QString::fromLatin1(library::jobStateName(job.state)), job.link,
                      archive::failureText(job.errorKind, job.status, job.errorText)});
}

void ArchiveOutcomes::addKept(const QString& link) {
    ++m_kept;
    if (m_form == Form::Json)
        m_console.json({{QStringLiteral("link"), link}, {QStringLiteral("state"), QStringLiteral("kept")}});
    else
        m_console.fields({QStringLiteral("kept"), link});
}

void ArchiveOutcomes::addRefused(qint64 count) {
    m_refused += count;
    if (count > 0)
        worsen(SomeFailed);
}

void ArchiveOutcomes::worsen(int status) {
    m_status = worse(m_status, status);
}

int ArchiveOutcomes::finishHandedOver() {
    if (m_kept + m_refused > 0)
        m_console.message(Words::tr("%1 kept already, %2 refused (no links).")
                              .arg(QString::number(m_kept), QString::number(m_refused)));
    return m_status;
}

int ArchiveOutcomes::finish(qint64 left, const QString& laterDone) {
    if (left > 0)
        worsen(SomeFailed);
    QString text = Words::tr("%1 archived, %2 failed").arg(QString::number(m_archived), QString::number(m_failed));
    if (m_kept > 0)
        text += Words::tr(", %1 kept already").arg(m_kept);
    if (m_refused > 0)
        text += Words::tr(", %1 refused (no links)").arg(m_refused);
    if (left > 0)
        text += Words::tr(", %1 left waiting: %2", "a number, then who does them later")
                    .arg(QString::number(left), laterDone);
    if (m_archived + m_failed + m_kept + m_refused + left == 0 && m_status == AllWell)
        text = Words::tr("Nothing is waiting");
    else if (m_archived + m_failed > 0)
        text += Words::tr(" (%1 in %2 s)")
                    .arg(QLocale().formattedDataSize(m_bytes),
                         QString::number(double(m_elapsed.elapsed()) / 1000.0, 'f', 1));
    m_console.message(QString(text % u'.'));
    return m_status;
}

} // namespace cli
