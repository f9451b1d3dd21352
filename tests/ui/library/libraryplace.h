#pragma once

#include "models/pagelistmodel.h"
#include "tests/ui/keptpages.h"
#include "ui/library/libraryscreen.h"
#include "ui/library/pagelistview.h"

#include <QAbstractButton>
#include <QAction>
#include <QTest>

#include <memory>

// The Library place over a library of its own, and what a person does there.
class LibraryPlace : public QObject {
    Q_OBJECT

protected Q_SLOTS: // which run around the tests; private ones are tests
    void init() { m_stage = std::make_unique<stage::Stage>(); }

    void cleanup() {
        m_screen.reset();
        m_stage.reset();
    }

protected:
    library::PageId add(const char* name, const char* text) {
        return kept::add(*m_stage, kept::simple(QString::fromLatin1(name), QString::fromUtf8(text)));
    }
    void show(int expected = 0) {
        m_screen = std::make_unique<ui::LibraryScreen>(m_stage->core());
        m_screen->resize(1'100, 700);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowActive(m_screen.get()));
        QTRY_COMPARE(rows(), expected);
    }
    ui::PageListView& list() const { return *m_screen->findChild<ui::PageListView*>(); }
    int rows() const { return list().model()->rowCount(); }
    // As a click without any key held; QTableView::selectRow() looks at the keys of the last event.
    void choose(int row) const {
        list().selectionModel()->setCurrentIndex(list().model()->index(row, 0),
                                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    library::PageId modelPage(int row) const {
        return list().model()->index(row, 0).data(models::PageListModel::PageIdRole).toLongLong();
    }
    void click(const char* name) const { QTest::mouseClick(child<QAbstractButton>(name), Qt::LeftButton); }
    QAction* action(const char* name) const { return m_screen->findChild<QAction*>(QString::fromLatin1(name)); }
    template<typename Check>
    bool everyRow(Check check) const {
        for (int row = 0; row < rows(); ++row) {
            const QVariant value = list().model()->index(row, 0).data(models::PageListModel::RowRole);
            if (!value.isValid() || !check(value.value<library::PageRow>()))
                return false;
        }
        return rows() > 0;
    }
    template<typename Widget>
    Widget* child(const char* name) const {
        return stage::find<Widget>(*m_screen, name);
    }
    // The place with these pages in the bin, the first of them chosen there.
    void chooseInBin(const QList<library::PageId>& pages) {
        putIntoBin(pages);
        show();
        click("shelfBinChip");
        QTRY_COMPARE(rows(), pages.size());
        choose(0);
    }
    void putIntoBin(const QList<library::PageId>& pages) {
        QVERIFY(m_stage->write(
            [&pages](library::Stores& stores) { return stores.pages.remove(pages, QDateTime::currentDateTimeUtc()); }));
    }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::LibraryScreen> m_screen;
};
