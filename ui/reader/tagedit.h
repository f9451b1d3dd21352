#pragma once

#include <QWidget>

class QAbstractItemModel;
class QBoxLayout;
class QLineEdit;

namespace ui {

// A page's tags as chips that can be taken away, and a field that completes from the library's.
class TagEdit : public QWidget {
    Q_OBJECT

public:
    explicit TagEdit(QAbstractItemModel* known, QWidget* parent = nullptr);

    void setTags(const QStringList& tags);
    void focusField();

Q_SIGNALS:
    void tagAdded(const QString& tag);
    void tagRemoved(const QString& tag);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addTyped();

    QStringList m_tags;
    QBoxLayout* m_chips;
    QLineEdit* m_field;
};

} // namespace ui
