#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace cli {

// Standard output for results, standard error for messages. Text of pages is made safe for a terminal: control
// characters and marks that turn the direction of writing are shown as what they are.
class Console {
public:
    Console();

    void line(const QString& text);                                // escaped, one line whatever it holds
    void fields(const QStringList& fields);                        // one line, each escaped, tabs between them
    void highlighted(const QString& text, QChar begin, QChar end); // one line; between the marks in bold
    void text(const QString& text);                                // escaped but for line ends and tabs
    void bytes(const QByteArray& bytes);                           // as they are; on a terminal as text()
    void json(const QJsonObject& object);                          // on one line
    bool flush();                                                  // false when nothing more can be written

    // What people are told, on standard error: "tidemark-cli: …".
    void message(const QString& text);
    void verbose(const QString& text);  // only with --verbose
    void progress(const QString& text); // on a terminal alone; the next message takes its place
    void setVerbose(bool verbose) { m_verbose = verbose; }

    bool errIsTerminal() const { return m_errIsTerminal; }
    bool outIsTerminal() const { return m_outIsTerminal; }
    bool readerGone() const { return m_readerGone; } // the pipe was closed: nobody reads on
    bool failed() const { return m_failed; }         // standard output cannot be written to

private:
    void write(const QByteArray& bytes);
    void endProgress();

    QByteArray m_buffer;
    bool m_outIsTerminal = false;
    bool m_errIsTerminal = false;
    bool m_verbose = false;
    bool m_readerGone = false;
    bool m_failed = false;
    bool m_hasProgress = false;
};

enum class LineEnds { Kept, Escaped };
QString terminalSafe(const QString& text, LineEnds lineEnds);

} // namespace cli
