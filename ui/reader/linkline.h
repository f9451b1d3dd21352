#pragma once

#include <QWidget>

class QAction;

namespace ui {

// The whole link of the page that is read, on one line: its middle is left out where there is no room, the tool tip has
// it all, and it can be copied. Always plain text.
class LinkLine : public QWidget {
    Q_OBJECT

public:
    explicit LinkLine(const QList<QAction*>& actions,
                      QWidget* parent = nullptr); // of its context menu; the first copies

    void setLink(const QString& link); // empty: the line goes away
    QString link() const { return m_link; }

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    class Text;

    QString m_link;
    QList<QAction*> m_actions;
    Text* m_text;
};

} // namespace ui
