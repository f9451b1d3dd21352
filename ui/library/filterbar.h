#pragma once

#include "library/types.h"

#include <QHash>
#include <QWidget>

class QActionGroup;
class QButtonGroup;
class QLineEdit;
class QMenu;
class QTimer;

namespace models {
class TagCountModel;
}

namespace ui {

class Chip;
class ChoicePopup;

// What is asked of the library while a person types: the last word may go on. "lamp ke" → "lamp ke*".
QString searchAsTyped(const QString& text);

// Search on top, filters as chips below it, and the order of the list.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    FilterBar(models::TagCountModel* sites, models::TagCountModel* tags, QWidget* parent = nullptr);

    library::PageQuery query() const;
    bool byRank() const; // best match first; only while searching
    void setShelf(library::PageShelf shelf);
    void setSite(const QString& site); // empty: all
    void setTag(const QString& tag);
    void setSort(library::PageSort sort, bool descending);
    void clearAll();
    void focusSearch();
    QLineEdit* searchEdit() const { return m_search; }
    bool narrows() const; // something hides pages

Q_SIGNALS:
    void queryChanged();
    void listWanted(); // down from the search field

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Chip* addShelf(library::PageShelf shelf, const char* name, const QString& text);
    QMenu* buildSortMenu();
    void describe();

    QLineEdit* m_search;
    QTimer* m_typing;
    QButtonGroup* m_shelves;
    Chip* m_siteChip;
    Chip* m_tagChip;
    Chip* m_sortChip;
    ChoicePopup* m_sitePopup;
    ChoicePopup* m_tagPopup;
    QMenu* m_sortMenu;
    QString m_site;
    QString m_tag;
    library::PageSort m_sort = library::PageSort::Added;
    bool m_descending = true;
    bool m_rank = false;
};

} // namespace ui
