#include "ui/reader/findbar.h"

#include "ui/widgets/iconbutton.h"

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
    , m_count(new QLabel(this)) {
    setObjectName(QStringLiteral("findBar"));
    m_text->setObjectName(QStringLiteral("findEdit"));
    m_text->setPlaceholderText(tr("Find in this page"));
    m_text->setAccessibleName(tr("Find in this page"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(360);
    m_count->setObjectName(QStringLiteral("findCountLabel"));
    m_count->setTextFormat(Qt::PlainText);
    QToolButton* previous = iconButton("findPreviousButton", Icon::Previous, tr("Previous (Shift+Enter)"), this);
    QToolButton* next = iconButton("findNextButton", Icon::Next, tr("Next (Enter)"), this);
    QToolButton* close = iconButton("findCloseButton", Icon::Cancel, tr("Close (Esc)"), this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 8, 6);
    row->addWidget(m_text, 1);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(m_count);
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
    if (!text.isEmpty() && !text.contains(QChar::ParagraphSeparator) && text != m_text->text())
        m_text->setText(text);
    m_text->selectAll();
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void FindBar::setCount(int found) {
    if (found < 0)
        m_count->clear();
    else
        m_count->setText(found == 0 ? tr("Not found") : tr("%n found", nullptr, found));
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
