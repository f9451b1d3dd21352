#include "ui/archive/linkdraft.h"

#include "base/file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QRegularExpression>

#include <chrono>
#include <utility>

namespace ui {

using namespace std::chrono_literals;

namespace {

constexpr auto pause = 1s; // after the last change

QString withoutPasswords(QString text) {
    static const QRegularExpression login(QStringLiteral("(://)[^\\s/?#]*@"));
    return text.replace(login, QStringLiteral("\\1"));
}

// As much as stands for itself: a link that was cut would be another link.
QString wholeLines(const QString& text, qsizetype most) {
    return text.size() <= most ? text : text.left(text.lastIndexOf(u'\n', most) + 1);
}

// Whether that is all of it. Nothing to keep: no file. The folder may not be there yet.
base::Result<bool> store(const QString& path, const LinkDraft& draft) {
    if (draft.isEmpty()) {
        QFile::remove(path);
        return !draft.hasLongText;
    }
    QJsonObject object{{QStringLiteral("text"), withoutPasswords(draft.text)},
                       {QStringLiteral("files"), QJsonArray::fromStringList(draft.files)}};
    QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Compact);
    const bool whole = bytes.size() <= LinkDraftFile::mostBytes;
    if (!whole) { // escapes take six bytes for one character at most
        object[QStringLiteral("text")] = withoutPasswords(wholeLines(draft.text, LinkDraftFile::mostBytes / 8));
        object[QStringLiteral("files")] = QJsonArray();
        bytes = QJsonDocument(object).toJson(QJsonDocument::Compact);
    }
    QDir().mkpath(QFileInfo(path).path());
    const auto written = base::writePrivateFileAtomically(path, bytes);
    return written ? base::Result<bool>(whole && !draft.hasLongText) : written.error();
}

} // namespace

struct LinkDraftFile::Place {
    explicit Place(const QString& file)
        : path(file) {}

    // An older draft that comes late, from the worker, is not written over a newer one.
    base::Result<bool> put(quint64 number, const LinkDraft& draft) {
        const QMutexLocker lock(&mutex);
        if (number < latest)
            return true;
        latest = number;
        return store(path, draft);
    }

    const QString path;
    QMutex mutex;
    quint64 latest = 0;
};

LinkDraftFile::LinkDraftFile(const QString& path, QObject* parent)
    : QObject(parent)
    , m_place(std::make_shared<Place>(path))
    , m_worker(QStringLiteral("draft")) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &LinkDraftFile::writeSoon);
}

QString LinkDraftFile::pathFor(const QString& settingsFile, const QString& library) {
    const QByteArray name = QFileInfo(library).absoluteFilePath().toUtf8();
    const QByteArray digest = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex().left(12);
    return QFileInfo(settingsFile).dir().filePath(QStringLiteral("unsent-%1.json").arg(QLatin1String(digest)));
}

LinkDraft LinkDraftFile::read() {
    const auto bytes = base::readFile(m_place->path, mostBytes);
    if (!bytes)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(*bytes).object();
    LinkDraft draft;
    draft.text = object[QStringLiteral("text")].toString();
    const QJsonArray files = object[QStringLiteral("files")].toArray();
    for (const auto& file : files) {
        if (draft.files.size() < mostFiles && QFileInfo(file.toString()).isAbsolute())
            draft.files << file.toString();
    }
    m_draft = draft;
    return draft;
}

void LinkDraftFile::setDraft(const LinkDraft& draft) {
    if (draft == m_draft)
        return;
    m_draft = draft;
    m_draft.files = draft.files.mid(0, mostFiles);
    ++m_number;
    m_soon.start();
}

void LinkDraftFile::writeSoon() {
    const auto stored = std::make_shared<base::Result<bool>>(true);
    m_worker.run(
        this,
        [place = m_place, number = m_number, draft = m_draft, stored](const Stop&) {
            *stored = place->put(number, draft);
        },
        [this, number = m_number, stored] {
            if (*stored)
                m_written = qMax(m_written, number);
            tell(*stored);
            Q_EMIT tried();
        });
}

void LinkDraftFile::tell(const base::Result<bool>& whole) {
    if (!whole) {
        if (!std::exchange(m_told, true))
            Q_EMIT failed(whole.error().message);
    } else if (!std::exchange(m_toldCut, !*whole) && !*whole) {
        Q_EMIT cut();
    }
}

base::Result<void> LinkDraftFile::write() {
    m_soon.stop();
    if (m_written == m_number)
        return {};
    m_written = m_number;
    const auto put = m_place->put(m_number, m_draft);
    return put ? base::Result<void>() : put.error();
}

} // namespace ui
