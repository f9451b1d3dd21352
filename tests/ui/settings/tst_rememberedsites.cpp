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

    void whatIsRememberedMeanwhileAppears() {
        QVERIFY(m_stage->write([](library::Stores& stores) {
            return stores.choices.remember(QStringLiteral("tides.example"), "{\"leaning\":-1}", {});
        }));
        QTRY_COMPARE(rows().size(), 2);
    }

private:
    QList<QLabel*> rows() const { return m_sites->findChildren<QLabel*>(QStringLiteral("rememberedSiteLabel")); }
    QByteArray remembered() { return *m_stage->library().here().choices.ofSite(QStringLiteral("lamps.example")); }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::RememberedSites> m_sites;
};

QTEST_MAIN(RememberedSitesTest)
#include "tst_rememberedsites.moc"
