#pragma once

#include "article/parts.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QListWidget;
class QPushButton;

namespace ui {

// A short list above the article: which part of the page is it? What is pointed at or walked to is shown below, and
// kept with Enter; Esc leaves everything as it was.
class PartChooser : public QFrame {
    Q_OBJECT

public:
    explicit PartChooser(QWidget* parent = nullptr);

    void setParts(const std::vector<article::Part>& parts); // shows itself, with the keys

Q_SIGNALS:
    void previewWanted(const QByteArray& path);
    void chosen(const QByteArray& path);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void fitHeight();
    QByteArray current() const;
    void choose();
    void cancel();

    QLabel* m_title;
    QListWidget* m_list;
    QPushButton* m_use;
    QPushButton* m_cancel;
    QTimer m_preview; // a moment after the pointer or the last key
};

} // namespace ui
