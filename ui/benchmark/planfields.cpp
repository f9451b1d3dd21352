#include "ui/benchmark/planfields.h"

#include "ui/widgets/iconbutton.h"
#include "ui/widgets/leading.h"
#include "ui/widgets/mutedlabel.h"

#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace ui {

namespace {

constexpr double mostTyped = 999'999'999'999; // more than any limit, and exact

// Narrower than the words that stand for 0 would have it.
QSize narrow(const QAbstractSpinBox& box, const QSize& wanted) {
    return {qMin(wanted.width(), box.fontMetrics().horizontalAdvance(QLatin1Char('0')) * 12 + 24), wanted.height()};
}

} // namespace

CountBox::CountBox(const char* objectName, QWidget* parent)
    : QDoubleSpinBox(parent) {
    setObjectName(QString::fromLatin1(objectName));
    setDecimals(0);
    setRange(0, mostTyped);
    setGroupSeparatorShown(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CountBox::setCount(qint64 count) {
    setValue(static_cast<double>(count));
}

qint64 CountBox::count() const {
    return std::llround(value());
}

QSize CountBox::minimumSizeHint() const {
    return narrow(*this, QDoubleSpinBox::minimumSizeHint());
}

SecondsBox::SecondsBox(const char* objectName, QWidget* parent)
    : QDoubleSpinBox(parent) {
    setObjectName(QString::fromLatin1(objectName));
    setDecimals(3);
    setRange(0, mostTyped / 1'000);
    setSuffix(tr(" s", "seconds, after a number"));
    setGroupSeparatorShown(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SecondsBox::minimumSizeHint() const {
    return narrow(*this, QDoubleSpinBox::minimumSizeHint());
}

void SecondsBox::setMilliseconds(qint64 time) {
    setValue(static_cast<double>(time) / 1'000);
}

qint64 SecondsBox::milliseconds() const {
    return std::llround(value() * 1'000);
}

QString SecondsBox::textFromValue(double value) const {
    return locale().toString(value, 'f', QLocale::FloatingPointShortest);
}

RateBox::RateBox(const char* objectName, QWidget* parent)
    : QDoubleSpinBox(parent) {
    setObjectName(QString::fromLatin1(objectName));
    setDecimals(3);
    setRange(0, mostTyped / 1'000);
    setSingleStep(100);
    setSuffix(tr(" a second", "after a number of requests"));
    setGroupSeparatorShown(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize RateBox::minimumSizeHint() const {
    return narrow(*this, QDoubleSpinBox::minimumSizeHint());
}

QString RateBox::textFromValue(double value) const {
    return locale().toString(value, 'f', QLocale::FloatingPointShortest);
}

FileField::FileField(const char* objectName, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this)) {
    m_field->setObjectName(QString::fromLatin1(objectName));
    m_field->setAccessibleName(accessibleName);
    auto* choosing = iconButton("", Icon::File, tr("Choose the file: %1").arg(accessibleName), this);
    choosing->setObjectName(QString(m_field->objectName() % QStringLiteral("Button")));
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(4);
    across->addWidget(m_field, 1);
    across->addWidget(choosing);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &FileField::changed);
    connect(choosing, &QToolButton::clicked, this, &FileField::choose);
}

QString FileField::path() const {
    return QDir::fromNativeSeparators(m_field->text());
}

void FileField::setPath(const QString& path) {
    m_field->setText(QDir::toNativeSeparators(path));
}

void FileField::choose() {
    auto* dialog = new QFileDialog(this, m_field->accessibleName(), path());
    dialog->setObjectName(QStringLiteral("choosePlanFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileField::setPath);
    dialog->open();
}

QFormLayout* addFormPart(QVBoxLayout* column, const QString& title) {
    auto* heading = new QLabel(title);
    heading->setTextFormat(Qt::PlainText);
    heading->setAlignment(leadingEdge(*heading));
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    heading->setContentsMargins(0, column->isEmpty() ? 0 : 8, 0, 0);
    column->addWidget(heading);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(6);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    column->addLayout(form);
    return form;
}

void addFormRow(QFormLayout* form, const QString& label, QWidget* control) {
    auto* words = new QLabel(label);
    words->setTextFormat(Qt::PlainText);
    words->setBuddy(control);
    if (control->accessibleName().isEmpty())
        control->setAccessibleName(label);
    form->addRow(words, control);
}

QLabel* addFormNote(QFormLayout* form, const QString& text) {
    auto* note = new MutedLabel(text);
    note->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    form->addRow(note);
    return note;
}

HeaderLines headersFromText(const QString& text) {
    HeaderLines read;
    const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        if (line.trimmed().isEmpty())
            continue;
        if (colon < 1) {
            read.wrongLine = line.trimmed();
            return read;
        }
        // Not null even when it is empty: a null value is a secret that was not kept.
        read.fields.append(
            {line.left(colon).trimmed().toUtf8(), QByteArray("") + line.mid(colon + 1).trimmed().toUtf8()});
    }
    return read;
}

QString headersToText(const QList<std::pair<QByteArray, QByteArray>>& fields) {
    QStringList lines;
    for (const auto& [name, value] : fields)
        lines << QString(QString::fromUtf8(name) % QStringLiteral(": ") % QString::fromUtf8(value));
    return lines.join(QLatin1Char('\n'));
}

} // namespace ui
