#pragma once

#include <QWidget>

class QButtonGroup;

namespace ui {

// A row of words with counts, one of which is chosen: "All 12", "Waiting 3" …
class FilterTabs : public QWidget {
    Q_OBJECT

public:
    explicit FilterTabs(QWidget* parent = nullptr);
    void add(const QString& name, const QString& text);               // name: stable, for object names
    void setCount(int at, qint64 count, const QString& toolTip = {}); // toolTip: what is counted
    int current() const;
    void setCurrent(int at);

Q_SIGNALS:
    void chosen(int at);

private:
    QButtonGroup* m_group;
    QStringList m_texts;
};

} // namespace ui
