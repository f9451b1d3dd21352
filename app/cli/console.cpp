#include "cli/console.h"

#include <QJsonDocument>

#include <cerrno>
#include <unistd.h>

namespace cli {

namespace {

constexpr qsizetype flushAt = 32 * 1024;

bool writeAll(int descriptor, const QByteArray& bytes) {
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t written = ::write(descriptor, bytes.constData() + done, size_t(bytes.size() - done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        done += written;
    }
    return true;
}

// What could move the cursor, change colours, or let a text read otherwise than it is.
bool isUnsafe(QChar c) {
    const char16_t code = c.unicode();
    return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

QString escapeOf(QChar c) {
    return QString(u"\\u" % QString::number(c.unicode(), 16).rightJustified(4, u'0'));
}

} // namespace

QString terminalSafe(const QString& text, LineEnds lineEnds) {
    QString safe;
    safe.reserve(text.size());
    for (const QChar c : text) {
        const bool kept = lineEnds == LineEnds::Kept && (c == u'\n' || c == u'\t');
        safe += !kept && isUnsafe(c) ? escapeOf(c) : QString(c);
    }
    return safe;
}

Console::Console()
    : m_outIsTerminal(::isatty(STDOUT_FILENO) == 1)
    , m_errIsTerminal(::isatty(STDERR_FILENO) == 1) {}

void Console::line(const QString& text) {
    write(terminalSafe(text, LineEnds::Escaped).toUtf8() + '\n');
}

void Console::fields(const QStringList& fields) {
    QStringList safe;
    for (const QString& field : fields)
        safe << terminalSafe(field.simplified(), LineEnds::Escaped);
    write(safe.join(u'\t').toUtf8() + '\n');
}

void Console::highlighted(const QString& text, QChar begin, QChar end) {
    QString safe = terminalSafe(text, LineEnds::Escaped);
    safe.replace(begin, QLatin1String("\x1b[1m")).replace(end, QLatin1String("\x1b[0m"));
    write(safe.toUtf8() + "\x1b[0m\n");
}

void Console::text(const QString& text) {
    write(terminalSafe(text, LineEnds::Kept).toUtf8());
}

void Console::bytes(const QByteArray& bytes) {
    if (m_outIsTerminal)
        text(QString::fromUtf8(bytes));
    else
        write(bytes);
}

// JSON's own escapes stand for the same characters and leave a terminal alone.
void Console::json(const QJsonObject& object) {
    const QString text = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    write(terminalSafe(text, LineEnds::Escaped).toUtf8() + '\n');
}

void Console::write(const QByteArray& bytes) {
    m_buffer += bytes;
    if (m_buffer.size() >= flushAt)
        flush();
}

bool Console::flush() {
    if (!m_readerGone && !m_failed && !m_buffer.isEmpty()) {
        endProgress();
        if (!writeAll(STDOUT_FILENO, m_buffer)) {
            m_readerGone = errno == EPIPE;
            m_failed = !m_readerGone;
        }
    }
    m_buffer.clear();
    return !m_readerGone && !m_failed;
}

void Console::message(const QString& text) {
    flush();
    endProgress();
    writeAll(STDERR_FILENO, QByteArray("tidemark-cli: " + terminalSafe(text, LineEnds::Kept).toUtf8() + '\n'));
}

void Console::verbose(const QString& text) {
    if (m_verbose)
        message(text);
}

void Console::progress(const QString& text) {
    if (!m_errIsTerminal)
        return;
    writeAll(STDERR_FILENO, QByteArray("\r\x1b[K" + terminalSafe(text, LineEnds::Escaped).toUtf8()));
    m_hasProgress = true;
}

void Console::endProgress() {
    if (std::exchange(m_hasProgress, false))
        writeAll(STDERR_FILENO, "\r\x1b[K");
}

} // namespace cli
