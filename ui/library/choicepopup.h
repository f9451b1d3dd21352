#pragma once

#include <QFrame>

class QAbstractItemModel;
class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace ui {

// A list to choose one name from, with a field that narrows it down: for sites and tags.
class ChoicePopup : public QFrame {
    Q_OBJECT

public:
    ChoicePopup(const QString& objectName, QAbstractItemModel* names, const QString& hint, QWidget* parent = nullptr);

    void setTakesNew(bool takesNew) { m_takesNew = takesNew; } // what is typed may be chosen too, several with commas
    void setEmptyText(const QString& text);                    // stands there when there are no names at all
    void openBelow(const QWidget* anchor);

Q_SIGNALS:
    void chosen(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void describe();
    QString whatEnterAdds(const QString& typed) const;

    QSortFilterProxyModel* m_filter;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_text;
    QString m_emptyText;
    bool m_takesNew = false;
};

} // namespace ui
