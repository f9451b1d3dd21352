#include "ui/reader/tagedit.h"

#include "ui/widgets/icons.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace ui {

namespace {

constexpr int longestTag = 100;
constexpr qsizetype longestChip = 30; // characters

} // namespace

TagEdit::TagEdit(QAbstractItemModel* known, QWidget* parent)
    : QWidget(parent)
    , m_chips(new QHBoxLayout)
    , m_field(new QLineEdit(this)) {
    setObjectName(QStringLiteral("tagEdit"));
    m_field->setObjectName(QStringLiteral("tagField"));
    m_field->setPlaceholderText(tr("Add a tag"));
    m_field->setAccessibleName(tr("Add a tag"));
    m_field->setMaxLength(longestTag);
    m_field->setMaximumWidth(240);
    auto* completer = new QCompleter(known, m_field);
    completer->setCompletionRole(Qt::EditRole);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_field->setCompleter(completer);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 4);
    row->addLayout(m_chips);
    row->addWidget(m_field);
    row->addStretch(1);
    connect(m_field, &QLineEdit::returnPressed, this, &TagEdit::addTyped);
}

void TagEdit::setTags(const QStringList& tags) {
    if (tags == m_tags && m_chips->count() == tags.size())
        return;
    m_tags = tags;
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
    for (const QString& tag : tags) {
        auto* chip = new QToolButton(this);
        chip->setObjectName(QString(QStringLiteral("tagChip_") + tag));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIcon(icon(Icon::Cancel));
        chip->setIconSize({12, 12});
        chip->setText(tag.size() > longestChip ? QString(tag.left(longestChip) % QStringLiteral("…")) : tag);
        chip->setToolTip(tr("Take this tag away"));
        chip->setAccessibleName(tr("Take the tag %1 away").arg(tag));
        connect(chip, &QToolButton::clicked, this, [this, tag] { Q_EMIT tagRemoved(tag); });
        m_chips->addWidget(chip);
    }
}

void TagEdit::focusField() {
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void TagEdit::addTyped() {
    for (const QString& typed : m_field->text().split(QLatin1Char(','))) {
        const QString tag = typed.simplified();
        if (!tag.isEmpty() && !m_tags.contains(tag))
            Q_EMIT tagAdded(tag);
    }
    m_field->clear();
}

void TagEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui
