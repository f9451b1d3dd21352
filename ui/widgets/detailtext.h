#pragma once

#include <QPlainTextEdit>

namespace ui {

// A sentence or a few, in full, below the list they are about: wrapped wherever they must be, to be selected and copied
// with mouse or keyboard, as high as they are up to `mostLines` lines and scrolled beyond. Hidden while empty.
class DetailText : public QPlainTextEdit {
    Q_OBJECT

public:
    DetailText(const char* objectName, const QString& accessibleName, QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const { return toPlainText(); }

protected:
    void resizeEvent(QResizeEvent* event) override;
    QMimeData* createMimeDataFromSelection() const override; // without the marks that isolate what is quoted
    void changeEvent(QEvent* event) override;

private:
    void fit();

    static constexpr int mostLines = 5;
};

} // namespace ui
