#pragma once

#include "library/types.h"

#include <QTableView>

namespace models {
class PageListModel;
}

namespace ui {

class PageRowDelegate;

// The list of pages. A table of one column, because it lays out a million rows without asking for each. What is
// selected, current and on top stays so when rows come and go above it.
class PageListView : public QTableView {
    Q_OBJECT

public:
    PageListView(models::PageListModel& model, QWidget* parent = nullptr);

    PageRowDelegate& rows() { return *m_delegate; }
    QList<library::PageId> selectedPages() const; // in the order of the list
    library::PageId currentPage() const;
    void keyboardSearch(const QString&) override {} // letters are commands here, see LibraryActions
    void selectPage(library::PageId page);          // false nothing when it is not in the list

Q_SIGNALS:
    void currentPageChanged(library::PageId page);
    void selectionCountChanged(int pages);
    void opened(library::PageId page); // Enter or double click

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

private:
    void keepPlace();
    void returnToPlace();
    void beforeRemoval(const QModelIndex& parent, int first, int last);
    void afterRemoval();
    void rememberSelection();
    void restoreSelection();
    void goToChosenMeanwhile();
    void tellShown();

    models::PageListModel& m_model;
    PageRowDelegate* m_delegate;
    library::PageId m_top = 0; // the first row shown, and how far it is scrolled out
    int m_topOffset = 0;
    QList<library::PageId> m_selected;
    library::PageId m_current = 0;
    int m_next = -1; // where the current row was when it went
    bool m_replacing = false;
};

} // namespace ui
