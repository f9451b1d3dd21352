#include "library/database.h"
#include "tests/ui/stage.h"
#include "ui/settings/rememberedsites.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <memory>

// What is remembered for sites, listed in Settings.
class RememberedSitesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_stage = std::make_unique<stage::Stage>();
        QVERIFY(m_stage->write([](library::Stores& stores) {
            return stores.choices.remember(QStringLiteral("lamps.example"), "{\"whole_page\":true}", {});
        }));
        m_sites = std::make_unique<ui::RememberedSites>(m_stage->library());
        m_sites->show();
        QTRY_COMPARE(rows().size(), 1);
    }
    void cleanup() {
        m_sites.reset();
        m_stage.reset();
    }

    void eachSiteSaysWhatIsShown() {
        QVERIFY(rows().first()->text().contains(QStringLiteral("lamps.example")));
        QVERIFY(rows().first()->text().contains(QStringLiteral("the whole page as text")));
    }

    void aSiteIsRemovedAndPutBack() {
        QTest::mouseClick(stage::find<QPushButton>(*m_sites, "forgetSiteButton"), Qt::LeftButton);
        QTRY_VERIFY(rows().isEmpty());
        QCOMPARE(remembered(), QByteArray());
        auto* back = stage::find<QPushButton>(*m_sites, "rememberAgainButton");
        QTRY_VERIFY(back->isVisible());
        QTest::mouseClick(back, Qt::LeftButton);
        QTRY_COMPARE(rows().size(), 1);
        QCOMPARE(remembered(), QByteArray("{\"whole_page\":true}"));
    }

    void theKeysGoOnWithTheWayBack() {
        auto* remove = stage::find<QPushButton>(*m_sites, "forgetSiteButton");
        m_sites->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_sites.get()));
        remove->setFocus();
        QTest::keyClick(remove, Qt::Key_Space);
        QTRY_VERIFY(stage::find<QPushButton>(*m_sites, "rememberAgainButton")->hasFocus());
    }

    void whatCannotBeTakenAwaySaysSoAndStays() {
        execute("CREATE TEMP TRIGGER no_room BEFORE DELETE ON site_choice BEGIN SELECT RAISE(ABORT, 'no room'); END");
        QTest::mouseClick(stage::find<QPushButton>(*m_sites, "forgetSiteButton"), Qt::LeftButton);
        QTRY_VERIFY(said().contains(QStringLiteral("no room")));
        QVERIFY(!stage::find<QPushButton>(*m_sites, "rememberAgainButton")->isVisible());
        QCOMPARE(rows().size(), 1);
    }

    void whatCannotBePutBackSaysSo() {
        QTest::mouseClick(stage::find<QPushButton>(*m_sites, "forgetSiteButton"), Qt::LeftButton);
        QTRY_VERIFY(rows().isEmpty());
        execute("CREATE TEMP TRIGGER no_room BEFORE INSERT ON site_choice BEGIN SELECT RAISE(ABORT, 'no room'); END");
        QTest::mouseClick(stage::find<QPushButton>(*m_sites, "rememberAgainButton"), Qt::LeftButton);
        QTRY_VERIFY(said().contains(QStringLiteral("no room")));
        QVERIFY(stage::find<QPushButton>(*m_sites, "rememberAgainButton")->isVisible());
    }

    void whatCannotBeReadIsSaid() {
        execute("ALTER TABLE site_choice RENAME TO lost");
        m_sites->hide();
        m_sites->show();
        auto* note = stage::find<QLabel>(*m_sites, "rememberedSitesNote");
        QTRY_VERIFY(note->text().contains(QStringLiteral("site_choice")));
    }

    void whatIsRememberedMeanwhileAppears() {
        QVERIFY(m_stage->write([](library::Stores& stores) {
            return stores.choices.remember(QStringLiteral("tides.example"), "{\"leaning\":-1}", {});
        }));
        QTRY_COMPARE(rows().size(), 2);
    }

private:
    QList<QLabel*> rows() const { return m_sites->findChildren<QLabel*>(QStringLiteral("rememberedSiteLabel")); }
    QString said() const { return stage::find<QLabel>(*m_sites, "forgottenSiteLabel")->text(); }
    void execute(const char* sql) {
        QVERIFY(m_stage->write([sql](library::Stores& stores) { return stores.database.execute(sql); }));
    }
    QByteArray remembered() { return *m_stage->library().here().choices.ofSite(QStringLiteral("lamps.example")); }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::RememberedSites> m_sites;
};

QTEST_MAIN(RememberedSitesTest)
#include "tst_rememberedsites.moc"
