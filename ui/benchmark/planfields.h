#pragma once

#include <QDoubleSpinBox>
#include <QList>
#include <QWidget>

#include <utility>

class QFormLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace ui {

// A whole number. Whatever is typed stays: what is too much is refused with words, not changed.
class CountBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit CountBox(const char* objectName, QWidget* parent = nullptr);
    void setCount(qint64 count);
    qint64 count() const;

    QSize minimumSizeHint() const override; // however long its words
};

// Seconds without zeros at their end: "15 s", "0.25 s". As CountBox, whatever is typed stays.
class SecondsBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit SecondsBox(const char* objectName, QWidget* parent = nullptr);
    void setMilliseconds(qint64 time);
    qint64 milliseconds() const;

    QString textFromValue(double value) const override;
    QSize minimumSizeHint() const override;
};

// Requests a second without zeros at their end; 0 stands for none.
class RateBox : public QDoubleSpinBox {
    Q_OBJECT

public:
    explicit RateBox(const char* objectName, QWidget* parent = nullptr);

    QString textFromValue(double value) const override;
    QSize minimumSizeHint() const override;
};

// A path to type, and a button that finds it.
class FileField : public QWidget {
    Q_OBJECT

public:
    FileField(const char* objectName, const QString& accessibleName, QWidget* parent = nullptr);
    QString path() const;
    void setPath(const QString& path);
    QLineEdit* field() const { return m_field; }

Q_SIGNALS:
    void changed();

private:
    void choose();

    QLineEdit* m_field;
};

// Part of the form: a heading and rows under it.
QFormLayout* addFormPart(QVBoxLayout* column, const QString& title);
// A row whose label is also the control's name for a screen reader.
void addFormRow(QFormLayout* form, const QString& label, QWidget* control);
QLabel* addFormNote(QFormLayout* form, const QString& text);

// "Name: value", a line each. `wrongLine`: the first that is none.
struct HeaderLines {
    QList<std::pair<QByteArray, QByteArray>> fields;
    QString wrongLine;
};
HeaderLines headersFromText(const QString& text);
QString headersToText(const QList<std::pair<QByteArray, QByteArray>>& fields);

} // namespace ui
