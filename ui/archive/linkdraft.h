#pragma once

#include "base/result.h"
#include "ui/widgets/worker.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>

namespace ui {

// What stands in the paste field and beside it, and has not been handed in.
struct LinkDraft {
    QString text;
    QStringList files;        // paths
    bool hasLongText = false; // pasted, and beside the field because of its length: not kept
    bool isEmpty() const { return text.isEmpty() && files.isEmpty(); }
    bool operator==(const LinkDraft&) const = default;
};

// Keeps it in a file of its own, which only its owner can read, so that it is there again at the next start, also
// after a crash: written by a worker a moment after the last change, and at the end. Passwords in links are left out:
// they belong into the keychain, which has them once the links are handed in.
class LinkDraftFile : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype mostBytes = 1024 * 1024; // of the file; what is beyond is not kept, in whole lines
    static constexpr int mostFiles = 100;

    explicit LinkDraftFile(const QString& path, QObject* parent = nullptr);

    static QString pathFor(const QString& settingsFile, const QString& library); // one for each library
    LinkDraft read(); // empty where there is none, or none that can be read
    void setDraft(const LinkDraft& draft);
    base::Result<void> write(); // now, what is not written yet

Q_SIGNALS:
    void failed(const QString& sentence); // once: it cannot be written
    void cut();                           // part of it will not be there at the next start; once until all will be
    void tried();                         // after each writing but the last

private:
    struct Place; // the file, as the worker shares it

    void writeSoon();
    void tell(const base::Result<bool>& whole);

    std::shared_ptr<Place> m_place;
    LinkDraft m_draft;
    quint64 m_number = 0;  // of the draft
    quint64 m_written = 0; // number of the one that is on disk
    bool m_told = false;
    bool m_toldCut = false;
    QTimer m_soon;
    Worker m_worker;
};

} // namespace ui
