#pragma once

#include "library/library.h"

#include <QPlainTextEdit>
#include <QTimer>

namespace ui {

// A page's note: written to the library a moment after the last key, and when another page comes.
class NoteEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit NoteEdit(library::Library& library, QWidget* parent = nullptr);
    ~NoteEdit() override;

    void setNote(library::PageId page, const QString& note); // keeps what is being typed for the same page
    void save();

Q_SIGNALS:
    void saveFailed(const QString& sentence);

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    library::Library& m_library;
    library::PageId m_page = 0;
    bool m_dirty = false;
    bool m_filling = false;
    QTimer m_later;
};

} // namespace ui
