#pragma once

#include "library/types.h"

#include <QStyledItemDelegate>

namespace ui {

// A page in the list: mark for unread, title with star; site, date, reading time and tags; excerpt or what the search
// found. Everything is painted as plain text. All rows are equally high.
class PageRowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit PageRowDelegate(QObject* parent = nullptr);

    int rowHeight(const QFont& font) const;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

    // The beginning of the text, not the title once more; without text the link, or what to do about a failure.
    static QString excerptOf(const library::PageRow& page);

Q_SIGNALS:
    void starClicked(library::PageId page, bool starred);

private:
    static QRect starBox(const QStyleOptionViewItem& option);
};

} // namespace ui
