#pragma once

#include "models/tagcountmodel.h"
#include "tests/ui/keptpages.h"
#include "ui/reader/articleview.h"
#include "ui/reader/readerpanel.h"

#include <QLabel>
#include <QTest>

// A reader in a window of its own, over a library in a temporary folder; what would leave the program is noted.
// A test says `class XTest : public ReaderFixture`.
class ReaderFixture : public QObject {
    Q_OBJECT

protected Q_SLOTS: // which run around the tests; private ones are tests
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    }

    void init() {
        m_stage = std::make_unique<stage::Stage>();
        m_tags = std::make_unique<models::TagCountModel>();
        m_reader = std::make_unique<ui::ReaderPanel>(m_stage->library(), m_tags.get());
        m_opened.clear();
        ui::ReaderDoors doors;
        doors.openOutside = [this](const QUrl& link) { m_opened.append(link.toString()); };
        doors.askWhereToSave = [this](QWidget*, const QString& name) { return m_stage->path(name); };
        m_reader->setDoors(doors);
        m_reader->resize(900, 700);
        m_reader->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_reader.get()));
    }

    void cleanup() {
        m_reader.reset();
        m_tags.reset();
        m_stage.reset();
    }

protected:
    void open(library::PageId page) {
        m_reader->open(page);
        QTRY_COMPARE(m_reader->page(), page);
        QTRY_VERIFY_WITH_TIMEOUT(view().isVisible() && view().document()->characterCount() > 1,
                                 30'000); // the first one loads fonts
    }
    ui::ArticleView& view() const { return *m_reader->view(); }
    QString text() const { return view().toPlainText(); }
    QString found() const { return child<QLabel>("findCountLabel")->text(); }
    template<typename Widget>
    Widget* child(const char* name) const {
        return stage::find<Widget>(*m_reader, name);
    }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<models::TagCountModel> m_tags;
    std::unique_ptr<ui::ReaderPanel> m_reader;
    QStringList m_opened;
};
