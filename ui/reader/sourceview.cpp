#include "ui/reader/sourceview.h"

#include "ui/widgets/iconbutton.h"

#include <QFontDatabase>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QStringDecoder>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr qsizetype partSize = 200'000;
constexpr qsizetype longestLine = 2'000;
constexpr qsizetype mostCharacters = 16 * 1024 * 1024;
constexpr qint64 mostBytes = 64LL * 1024 * 1024;

QString decoded(const QByteArray& bytes, const QByteArray& charset) {
    QStringDecoder decoder(charset.constData());
    if (!charset.isEmpty() && decoder.isValid())
        return decoder.decode(bytes);
    return QString::fromUtf8(bytes);
}

} // namespace

QStringList sourceParts(const QByteArray& head, const QByteArray& body, const QByteArray& charset) {
    QString text = QString(QString::fromLatin1(head) % decoded(body, charset));
    text.truncate(mostCharacters);
    QStringList parts;
    QString part;
    part.reserve(partSize + longestLine);
    qsizetype line = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        QChar c = text.at(at);
        if (c == QLatin1Char('\r')) {
            if (at + 1 < text.size() && text.at(at + 1) == QLatin1Char('\n'))
                continue;
            c = QLatin1Char('\n');
        } else if (c.unicode() < 0x20 && c != QLatin1Char('\n') && c != QLatin1Char('\t')) {
            c = QChar(0x2400 + c.unicode());
        }
        part += c;
        line = c == QLatin1Char('\n') ? 0 : line + 1;
        if (line >= longestLine && !c.isHighSurrogate()) {
            part += QLatin1Char('\n');
            line = 0;
        }
        if (part.size() >= partSize && line == 0) {
            parts.append(part);
            part.clear();
        }
    }
    if (!part.isEmpty() || parts.isEmpty())
        parts.append(part);
    return parts;
}

SourceView::SourceView(library::Library& library, Worker& worker, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_worker(worker)
    , m_what(new QLabel(this))
    , m_text(new QPlainTextEdit(this))
    , m_previous(iconButton("sourcePreviousButton", Icon::Previous, tr("Previous part"), this))
    , m_next(iconButton("sourceNextButton", Icon::Next, tr("Next part"), this)) {
    setObjectName(QStringLiteral("sourceView"));
    m_what->setTextFormat(Qt::PlainText);
    m_what->setObjectName(QStringLiteral("sourceLabel"));
    m_text->setObjectName(QStringLiteral("sourceEdit"));
    m_text->setAccessibleName(tr("Received source"));
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 4, 16, 4);
    row->addWidget(m_what, 1);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_text, 1);
    connect(m_previous, &QToolButton::clicked, this, [this] { showPart(m_part - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { showPart(m_part + 1); });
}

void SourceView::clear() {
    ++m_serial;
    m_parts.clear();
    m_text->clear();
    m_what->clear();
}

void SourceView::showSnapshot(const library::SnapshotRow& snapshot) {
    clear();
    m_library.read(
        library::ReadLane::Reader, this,
        [snapshot](library::Stores& stores) { return stores.blobs.get(snapshot.bodyBlob, mostBytes); },
        [this, serial = m_serial, snapshot](base::Result<QByteArray> body) {
            if (serial != m_serial)
                return;
            if (!body) {
                m_what->setText(body.error().message);
                return;
            }
            auto parts = std::make_shared<QStringList>();
            m_worker.run(
                this,
                [parts, snapshot, bytes = *body](const Stop&) {
                    *parts = sourceParts(snapshot.head, bytes, snapshot.charset);
                },
                [this, serial, parts] {
                    if (serial != m_serial)
                        return;
                    m_parts = *parts;
                    showPart(0);
                });
        });
}

void SourceView::showPart(int part) {
    const auto count = static_cast<int>(m_parts.size());
    if (part < 0 || part >= count)
        return;
    m_part = part;
    m_text->setPlainText(m_parts.at(part));
    m_what->setText(
        count == 1 ? tr("Received source, as it came")
                   : tr("Received source, part %1 of %2").arg(locale().toString(part + 1), locale().toString(count)));
    m_previous->setEnabled(part > 0);
    m_next->setEnabled(part + 1 < count);
    m_previous->setVisible(count > 1);
    m_next->setVisible(count > 1);
}

} // namespace ui
