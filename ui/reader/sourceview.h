#pragma once

#include "library/library.h"
#include "ui/widgets/worker.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace ui {

// What was received, as plain text: head and body, in parts, long lines folded. Nothing in it is interpreted.
class SourceView : public QWidget {
    Q_OBJECT

public:
    SourceView(library::Library& library, Worker& worker, QWidget* parent = nullptr);

    void showSnapshot(const library::SnapshotRow& snapshot);
    void clear();

private:
    void showPart(int part);

    library::Library& m_library;
    Worker& m_worker;
    quint64 m_serial = 0;
    QStringList m_parts;
    int m_part = 0;
    QLabel* m_what;
    QPlainTextEdit* m_text;
    QToolButton* m_previous;
    QToolButton* m_next;
};

// Bytes of `charset` (UTF-8 when it is unknown) → pieces of about 200,000 characters, no line over 2,000, at most 16 Mi
// characters in all. Control characters are shown as symbols. Pure.
QStringList sourceParts(const QByteArray& head, const QByteArray& body, const QByteArray& charset);

} // namespace ui
