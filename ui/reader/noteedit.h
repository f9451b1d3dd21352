#pragma once

#include "library/library.h"

#include <QTimer>
#include <QWidget>

class QPlainTextEdit;

namespace ui {

// A page's note under its name: written to the library a moment after the last key, and when another page comes.
class NoteEdit : public QWidget {
    Q_OBJECT

public:
    explicit NoteEdit(library::Library& library, QWidget* parent = nullptr);
    ~NoteEdit() override;

    void setNote(library::PageId page, const QString& note); // keeps what is being typed for the same page
    void save();

Q_SIGNALS:
    void saveFailed(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    library::Library& m_library;
    QPlainTextEdit* m_edit;
    library::PageId m_page = 0;
    bool m_dirty = false;
    bool m_filling = false;
    QTimer m_later;
};

} // namespace ui
