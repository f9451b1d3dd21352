#include "ui/reader/noteedit.h"

#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int saveAfter = 800;               // ms without a key
constexpr qsizetype longestNote = 1'000'000; // characters

} // namespace

NoteEdit::NoteEdit(library::Library& library, QWidget* parent)
    : QWidget(parent)
    , m_library(library)
    , m_edit(new QPlainTextEdit(this)) {
    m_edit->setObjectName(QStringLiteral("noteEdit"));
    m_edit->setPlaceholderText(tr("What you want to remember about this page"));
    m_edit->setAccessibleName(tr("Note"));
    m_edit->setAccessibleDescription(tr("Kept as you type"));
    m_edit->setTabChangesFocus(true);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    auto* name = new QLabel(tr("Note"), this);
    name->setObjectName(QStringLiteral("noteLabel"));
    name->setBuddy(m_edit);
    QFont strong = name->font();
    strong.setWeight(QFont::DemiBold);
    name->setFont(strong);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 6, 16, 8);
    column->setSpacing(4);
    column->addWidget(name);
    column->addWidget(m_edit);
    m_later.setSingleShot(true);
    m_later.setInterval(saveAfter);
    connect(&m_later, &QTimer::timeout, this, &NoteEdit::save);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
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
    if (page == m_page && (m_dirty || m_edit->hasFocus()))
        return;
    save();
    m_page = page;
    m_filling = true;
    if (m_edit->toPlainText() != note)
        m_edit->setPlainText(note);
    m_filling = false;
}

void NoteEdit::save() {
    m_later.stop();
    if (!m_dirty || m_page == 0)
        return;
    m_dirty = false;
    m_library.write(
        this,
        [page = m_page, note = m_edit->toPlainText().left(longestNote)](library::Stores& stores) {
            return stores.pages.setNote(page, note);
        },
        [this](const base::Result<void>& saved) {
            if (saved)
                return;
            m_dirty = true; // tried again with the next key
            Q_EMIT saveFailed(saved.error().message);
        });
}

bool NoteEdit::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut)
        save();
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
