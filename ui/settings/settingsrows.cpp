#include "ui/settings/settingsrows.h"

#include "ui/widgets/mutedlabel.h"

#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>

namespace ui {

QFormLayout* addSettingsGroup(QVBoxLayout* column, const QString& title) {
    auto* heading = new QLabel(title);
    heading->setTextFormat(Qt::PlainText);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    // By itself a label takes the side of its own text.
    heading->setAlignment(
        QStyle::visualAlignment(QGuiApplication::layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter) |
        Qt::AlignAbsolute);
    heading->setContentsMargins(0, column->isEmpty() ? 0 : 16, 0, 0);
    column->addWidget(heading);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    column->addLayout(form);
    return form;
}

void addSettingsRow(QFormLayout* form, const QString& label, QWidget* control, const QString& note) {
    auto* words = new QLabel(label);
    words->setBuddy(control);
    words->setMinimumWidth(220);
    control->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    control->setAccessibleDescription(note);
    auto* row = new QWidget;
    auto* across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(16);
    const bool wide = qobject_cast<QLineEdit*>(control) || qobject_cast<QLabel*>(control);
    across->addWidget(control, wide ? 1 : 0);
    if (!note.isEmpty() && !wide) {
        auto* beside = new MutedLabel(note, row);
        across->addWidget(beside, 1);
    } else if (!wide) {
        across->addStretch();
    }
    form->addRow(words, row);
    if (!note.isEmpty() && wide)
        addSettingsNote(form, note);
}

QLabel* addSettingsNote(QFormLayout* form, const QString& text) {
    auto* note = new MutedLabel(text);
    note->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    form->addRow(QString(), note);
    note->setHidden(text.isEmpty());
    return note;
}

void showSettingsNote(QLabel* note, const QString& text) {
    note->setText(text);
    note->setHidden(text.isEmpty());
}

QWidget* leading(QWidget* control) {
    auto* row = new QWidget;
    auto* across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(control);
    across->addStretch();
    return row;
}

} // namespace ui
