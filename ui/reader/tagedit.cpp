#include "ui/reader/tagedit.h"

#include "models/format.h"
#include "ui/library/tagnames.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/mutedlabel.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace ui {

namespace {

constexpr int longestTyped = 1'000;   // several tags, with commas between them
constexpr qsizetype longestChip = 30; // characters

} // namespace

TagEdit::TagEdit(QAbstractItemModel* known, QWidget* parent)
    : QWidget(parent)
    , m_known(known)
    , m_row(new FlowLayout(6, this))
    , m_field(new QLineEdit(this))
    , m_cut(new MutedLabel({}, this)) {
    setObjectName(QStringLiteral("tagEdit"));
    m_field->setObjectName(QStringLiteral("tagField"));
    m_field->setPlaceholderText(tr("Add a tag"));
    m_field->setAccessibleName(tr("Add a tag"));
    m_field->setMaxLength(longestTyped);
    m_field->setToolTip(tr("Several with commas between them"));
    m_field->setFixedWidth(qMax(140, m_field->fontMetrics().horizontalAdvance(m_field->placeholderText()) + 24));
    auto* completer = new QCompleter(known, m_field);
    completer->setCompletionRole(Qt::EditRole);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_field->setCompleter(completer);
    m_row->setContentsMargins(16, 4, 16, 4);
    m_cut->setObjectName(QStringLiteral("tagCutLabel"));
    m_cut->hide();
    m_row->addWidget(m_field);
    m_row->addWidget(m_cut);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_cut->setText(whatIsCutOff(typed));
        m_cut->setHidden(m_cut->text().isEmpty());
        updateGeometry();
    });
    connect(m_field, &QLineEdit::returnPressed, this, &TagEdit::addTyped);
}

void TagEdit::setTags(const QStringList& tags) {
    if (tags == m_tags)
        return;
    m_tags = tags;
    while (QLayoutItem* item = m_row->takeAt(0)) {
        if (item->widget() != m_field && item->widget() != m_cut) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const QString& tag : tags)
        m_row->addWidget(makeChip(tag));
    m_row->addWidget(m_field);
    m_row->addWidget(m_cut);
    updateGeometry();
}

QToolButton* TagEdit::makeChip(const QString& tag) {
    QString text = tag.size() > longestChip ? QString(tag.left(longestChip) % QStringLiteral("…")) : tag;
    text.replace(QLatin1Char('&'), QLatin1String("&&")); // no key to press
    auto* chip = new QToolButton(this);
    chip->setObjectName(QString(QStringLiteral("tagChip_") + tag));
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setIcon(icon(Icon::Cancel));
    chip->setIconSize({12, 12});
    chip->setText(text);
    chip->setToolTip(tr("Take this tag away"));
    chip->setAccessibleName(tr("Take the tag %1 away").arg(models::isolated(tag)));
    connect(chip, &QToolButton::clicked, this, [this, tag] { Q_EMIT tagRemoved(tag); });
    chip->show();
    return chip;
}

void TagEdit::focusField() {
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void TagEdit::addTyped() {
    const QStringList tags = tagsIn(m_field->text(), m_known, m_tags);
    if (!tags.isEmpty())
        Q_EMIT tagsAdded(tags);
    m_field->clear();
}

void TagEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui
