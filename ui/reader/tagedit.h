#pragma once

#include <QWidget>

class QAbstractItemModel;
class QLineEdit;
class QToolButton;

namespace ui {

class FlowLayout;
class MutedLabel;

// A page's tags as chips that can be taken away, and a field that completes from the library's.
class TagEdit : public QWidget {
    Q_OBJECT

public:
    explicit TagEdit(QAbstractItemModel* known, QWidget* parent = nullptr);

    void setTags(const QStringList& tags);
    void focusField();

Q_SIGNALS:
    void tagsAdded(const QStringList& tags);
    void tagRemoved(const QString& tag);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QToolButton* makeChip(const QString& tag);
    void addTyped();

    QAbstractItemModel* m_known;
    QStringList m_tags;
    FlowLayout* m_row;
    QLineEdit* m_field;
    MutedLabel* m_cut; // says that a tag is too long, while it is typed
};

} // namespace ui
