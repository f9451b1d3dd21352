#pragma once

#include <QStyledItemDelegate>

namespace ui {

// Draws a job's row: its state as a shape and a word, the title over the link, progress as a bar, and what went wrong
// over what to do, with a button to try again.
class JobDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int gap = 8; // between a cell's edge and its words

    explicit JobDelegate(QObject* parent = nullptr);

    static int rowHeight(const QFontMetrics& metrics);
    void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

Q_SIGNALS:
    void retryWanted(qint64 job);

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
};

} // namespace ui
