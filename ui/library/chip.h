#pragma once

#include <QAbstractButton>

namespace ui {

// A filter: a rounded button that is tinted while it holds; with a small arrow when it opens a choice.
class Chip : public QAbstractButton {
    Q_OBJECT

public:
    enum class Kind { Toggle, Choice };

    Chip(const QString& objectName, const QString& text, Kind kind, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    Kind m_kind;
};

} // namespace ui
