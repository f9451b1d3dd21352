#include "ui/reader/noteedit.h"

namespace ui {

namespace {

constexpr int saveAfter = 800;               // ms without a key
constexpr qsizetype longestNote = 1'000'000; // characters

} // namespace

NoteEdit::NoteEdit(library::Library& library, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_library(library) {
    setObjectName(QStringLiteral("noteEdit"));
    setPlaceholderText(tr("Your note about this page; it is kept as you type"));
    setAccessibleName(tr("Note"));
    setTabChangesFocus(true);
    m_later.setSingleShot(true);
    m_later.setInterval(saveAfter);
    connect(&m_later, &QTimer::timeout, this, &NoteEdit::save);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (m_filling)
            return;
        m_dirty = true;
        m_later.start();
    });
}

NoteEdit::~NoteEdit() {
    save();
}

void NoteEdit::setNote(library::PageId page, const QString& note) {
    if (page == m_page && (m_dirty || hasFocus()))
        return;
    save();
    m_page = page;
    m_filling = true;
    if (toPlainText() != note)
        setPlainText(note);
    m_filling = false;
}

void NoteEdit::save() {
    m_later.stop();
    if (!m_dirty || m_page == 0)
        return;
    m_dirty = false;
    m_library.write(
        this,
        [page = m_page, note = toPlainText().left(longestNote)](library::Stores& stores) {
            return stores.pages.setNote(page, note);
        },
        [this](const base::Result<void>& saved) {
            if (saved)
                return;
            m_dirty = true; // tried again with the next key
            Q_EMIT saveFailed(saved.error().message);
        });
}

void NoteEdit::focusOutEvent(QFocusEvent* event) {
    save();
    QPlainTextEdit::focusOutEvent(event);
}

} // namespace ui
