#include "ui/reader/partbar.h"

#include "ui/widgets/iconbutton.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace ui {

PartBar::PartBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_previous(iconButton("previousPartButton", Icon::Previous, tr("Previous part"), this))
    , m_next(iconButton("nextPartButton", Icon::Next, tr("Next part"), this)) {
    setObjectName(QStringLiteral("partBar"));
    m_text->setTextFormat(Qt::PlainText);
    for (QToolButton* button : {m_previous, m_next}) {
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(false);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 4);
    row->addWidget(m_previous);
    row->addStretch(1);
    row->addWidget(m_text);
    row->addStretch(1);
    row->addWidget(m_next);
    connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT partWanted(m_part - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT partWanted(m_part + 1); });
    hide();
}

void PartBar::setPart(int part, int parts) {
    m_part = part;
    m_text->setText(tr("Part %1 of %2").arg(locale().toString(part + 1), locale().toString(parts)));
    m_previous->setEnabled(part > 0);
    m_next->setEnabled(part + 1 < parts);
}

} // namespace ui
