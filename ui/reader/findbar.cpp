#include "ui/reader/findbar.h"

#include "ui/widgets/iconbutton.h"
#include "ui/widgets/mutedlabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace ui {

FindBar::FindBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_note(new MutedLabel({}, this)) {
    setObjectName(QStringLiteral("findBar"));
    m_text->setObjectName(QStringLiteral("findEdit"));
    m_text->setPlaceholderText(tr("Find in this page"));
    m_text->setAccessibleName(tr("Find in this page"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(360);
    m_count->setObjectName(QStringLiteral("findCountLabel"));
    m_count->setTextFormat(Qt::PlainText);
    m_note->setObjectName(QStringLiteral("findNoteLabel"));
    m_note->setWordWrap(false);
    QToolButton* previous =
        iconButton("findPreviousButton", Icon::Previous, tr("Previous (Shift+Enter or Shift+F3)"), this);
    QToolButton* next = iconButton("findNextButton", Icon::Next, tr("Next (Enter or F3)"), this);
    QToolButton* close = iconButton("findCloseButton", Icon::Cancel, tr("Close (Esc)"), this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 8, 6);
    row->addWidget(m_text, 1);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(m_count);
    row->addWidget(m_note);
    row->addStretch(1);
    row->addWidget(close);
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::textChanged);
    connect(previous, &QToolButton::clicked, this, &FindBar::previousWanted);
    connect(next, &QToolButton::clicked, this, &FindBar::nextWanted);
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    hide();
}

QString FindBar::text() const {
    return m_text->text();
}

void FindBar::open(const QString& text) {
    show();
    if (!text.isEmpty() && !text.contains(QChar::ParagraphSeparator) && !text.contains(QChar::LineSeparator) &&
        text != m_text->text())
        m_text->setText(text);
    m_text->selectAll();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void FindBar::setNothing() {
    m_count->clear();
    m_note->clear();
}

void FindBar::setFound(qsizetype which, qsizetype all, Round round) {
    if (all == 0)
        m_count->setText(tr("Not found"));
    else if (which == 0)
        m_count->setText(tr("%n found", nullptr, static_cast<int>(all)));
    else
        m_count->setText(tr("%1 of %2").arg(locale().toString(which), locale().toString(all)));
    m_note->setText(which == 0 || round == Round::No ? QString()
                    : round == Round::FromTop        ? tr("On from the top")
                                                     : tr("On from the end"));
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        event->modifiers().testFlag(Qt::ShiftModifier) ? Q_EMIT previousWanted() : Q_EMIT nextWanted();
        return;
    case Qt::Key_Escape:
        Q_EMIT closed();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace ui
