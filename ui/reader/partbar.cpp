#include "ui/reader/partbar.h"

#include "ui/widgets/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace ui {

namespace {

QToolButton* button(QWidget* parent, const char* name, Icon which, const QString& text) {
    auto* made = new QToolButton(parent);
    made->setObjectName(QString::fromLatin1(name));
    made->setIcon(icon(which));
    made->setText(text);
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return made;
}

} // namespace

PartBar::PartBar(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_previous(button(this, "previousPartButton", Icon::Previous, tr("Previous part")))
    , m_next(button(this, "nextPartButton", Icon::Next, tr("Next part"))) {
    setObjectName(QStringLiteral("partBar"));
    m_text->setTextFormat(Qt::PlainText);
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
