#include "base/file.h"
#include "library/database.h"
#include "library/stores.h"
#include "models/joblistmodel.h"
#include "tests/ui/madeup.h"
#include "tests/ui/stage.h"
#include "ui/archive/jobtable.h"
#include "ui/archive/linkfield.h"
#include "ui/charts/sessioncharts.h"
#include "ui/mainwindow.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/detailtext.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>

// The Archive place as a person uses it: real keys and mouse, widgets by name, a real library under it.
class ArchiveScreenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        stage::setLanguage(QStringLiteral("en"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void init() {
        m_stage = std::make_unique<stage::Stage>();
        open();
    }

    void cleanup() {
        m_window.reset();
        m_stage.reset();
    }

    void countsLinksWhileTheyAreTyped() {
        type(QStringLiteral("https://a.example/1\nhttps://b.example/2\nnothing\n"));
        QTRY_VERIFY(status().startsWith(QStringLiteral("2 link")));
        QVERIFY(status().contains(QStringLiteral("1 line")));
        QVERIFY(find<QWidget>("badLinesButton")->isVisible());
        QTest::mouseClick(find<QWidget>("badLinesButton"), Qt::LeftButton);
        auto* bad = find<QListWidget>("badLinesList");
        QVERIFY(bad->isVisible());
        QVERIFY(bad->item(0)->text().contains(QStringLiteral("nothing")));
    }

    void ctrlEnterArchivesEvenBeforeTheCountIsThere() {
        type(QStringLiteral("https://a.example/1 https://a.example/2"));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QTRY_COMPARE(m_stage->counts().waiting, 2);
        QVERIFY(field()->toPlainText().isEmpty());
        QTRY_VERIFY(status().startsWith(QStringLiteral("2 link")));
    }

    void archivingNothingSaysWhatToDo() {
        QVERIFY(find<QPushButton>("archiveButton")->isEnabled());
        QTest::mouseClick(find<QPushButton>("archiveButton"), Qt::LeftButton);
        QVERIFY(status().contains(QStringLiteral("at least one link")));
        QCOMPARE(m_stage->counts().all(), 0);
    }

    void textWithoutLinksIsNotArchived() {
        type(QStringLiteral("file:///etc/passwd\njavascript:alert(1)"));
        QTRY_VERIFY(status().contains(QStringLiteral("without a link")));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(status().contains(QStringLiteral("no link")));
        QCOMPARE(m_stage->counts().all(), 0);
    }

    void linesThatAreNoLinksStayInTheField() {
        QStringList lines{QStringLiteral("file:///etc/passwd")};
        for (int at = 0; at < 7; ++at)
            lines << QStringLiteral("https://a.example/%1").arg(at);
        lines << QStringLiteral("# seven of them") << QString() << QStringLiteral("not a link") + QString(300, u'k');
        lines << QStringLiteral("javascript:alert(1)");
        type(lines.join(QLatin1Char('\n')));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_stage->counts().waiting, 7);
        QTRY_COMPARE(status(), QStringLiteral("7 links taken in · 3 lines were no links and are left in the field"));
        const QStringList left{lines.first(), lines.at(lines.size() - 2), lines.last()};
        QCOMPARE(field()->toPlainText(), left.join(QLatin1Char('\n')));
        QVERIFY(field()->textCursor().atEnd());
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier); // once more, and they are still there
        QTRY_VERIFY(status().startsWith(QStringLiteral("There is no link among these lines")));
        QCOMPARE(field()->toPlainText(), left.join(QLatin1Char('\n')));
        QCOMPARE(m_stage->counts().all(), 7);
    }

    void whatIsNoLinkHandedOverTakesNoSentenceAway() {
        m_window->archiveLinks({QStringLiteral("https://a.example/1")});
        QTRY_COMPARE(status(), QStringLiteral("1 link taken in"));
        m_window->archiveLinks({QStringLiteral("file:///etc/passwd")});
        m_window->archiveLinks({QStringLiteral("https://a.example/2"), QStringLiteral("https://a.example/3")});
        QTRY_COMPARE(m_stage->counts().waiting, 3);
        QTRY_COMPARE(status(), QStringLiteral("2 links taken in"));
    }

    void moreLinesThanAreListedStayInTheField() {
        QStringList lines;
        for (int at = 0; at < 250; ++at)
            lines << QStringLiteral("boat number %1").arg(at);
        type((lines + QStringList{QStringLiteral("https://a.example/1")}).join(QLatin1Char('\n')));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(status().startsWith(QStringLiteral("1 link taken in · 250 lines")));
        QCOMPARE(field()->toPlainText(), lines.join(QLatin1Char('\n')));
    }

    void keptLinksCanBeLeftOut() {
        stage::fill(*m_stage);
        const auto before = m_stage->counts().waiting;
        type(QStringLiteral("https://kitchen.example/bread/slow-rye\nhttps://fresh.example/\n"));
        QTRY_VERIFY(status().contains(QStringLiteral("1 already kept")));
        auto* again = find<QCheckBox>("captureAgainBox");
        QVERIFY(again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton, {}, {8, again->height() / 2});
        QVERIFY(!again->isChecked());
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_stage->counts().waiting, before + 1);
        QTRY_VERIFY(status().contains(QStringLiteral("1 left out")));
    }

    void passwordsInLinksGoToTheStoreAndNowhereElse() {
        type(QStringLiteral("https://eve:secret@club.example/page"));
        QTRY_VERIFY(status().startsWith(QStringLiteral("1 link")));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QTRY_COMPARE(table()->model()->index(0, models::JobListModel::Page).data().toString(),
                     QStringLiteral("https://club.example/page"));
        QString password;
        m_stage->credentials().find(
            QStringLiteral("https://club.example"),
            [&](const std::optional<secrets::Login>& login) { password = login ? login->password : QString(); });
        QTRY_COMPARE(password, QStringLiteral("secret"));
    }

    void droppedFileIsCountedAndArchived() {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(linkFile(25'000))});
        drop(mime);
        QTRY_VERIFY(status().startsWith(QStringLiteral("25,000 link")) &&
                    !status().contains(QStringLiteral("counting")));
        QTest::mouseClick(find<QPushButton>("archiveButton"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->counts().waiting, 25'000, 20'000);
        QTRY_COMPARE(table()->model()->rowCount(), 25'000);
        QTRY_VERIFY(!find<QWidget>("linkSources")->isVisible());
    }

    void droppedBookmarksKeepTheirTagsAndDescriptions() {
        const QString path = m_stage->path(QStringLiteral("bookmarks.html"));
        QVERIFY(base::writeFileAtomically(path, "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n"
                                                "<DT><A HREF=\"https://a.example/\" TAGS=\"ebb\">A</A>\n"
                                                "<DD>Read at low tide.\n</DL><p>\n"));
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(path)});
        drop(mime);
        QTRY_VERIFY(status().startsWith(QStringLiteral("1 link")) && !status().contains(QStringLiteral("counting")));
        QTest::mouseClick(find<QPushButton>("archiveButton"), Qt::LeftButton);
        QTRY_COMPARE(m_stage->counts().waiting, 1);
        const auto jobs = m_stage->write([](library::Stores& stores) -> base::Result<QList<library::Job>> {
            const auto ids = stores.jobs.ids({});
            return ids ? stores.jobs.rows(*ids) : ids.error();
        });
        QCOMPARE(jobs->size(), 1);
        QCOMPARE(jobs->first().note, QStringLiteral("Read at low tide."));
        QCOMPARE(jobs->first().tags, QStringList(QStringLiteral("ebb")));
    }

    void takingInCanBeCancelled() {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(linkFile(200'000))});
        drop(mime);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith(QStringLiteral("200,000 link")) &&
                                     !status().contains(QStringLiteral("counting")),
                                 60'000);
        QTest::mouseClick(find<QPushButton>("archiveButton"), Qt::LeftButton);
        QTRY_VERIFY(find<QPushButton>("intakeCancelButton")->isVisible());
        QTest::mouseClick(find<QPushButton>("intakeCancelButton"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith(QStringLiteral("Stopped")), 20'000);
        QVERIFY(m_stage->counts().waiting < 200'000);
    }

    void linksRefusedWhileOthersAreTakenInAreNamed() {
        QVERIFY(m_stage->write([](library::Stores& stores) {
            return stores.database.execute(
                "CREATE TRIGGER no_job BEFORE INSERT ON job BEGIN SELECT RAISE(ABORT, 'no room'); END");
        }));
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(linkFile(2'000))});
        drop(mime);
        QTRY_VERIFY(status().startsWith(QStringLiteral("2,000 link")) &&
                    !status().contains(QStringLiteral("counting")));
        QTest::mouseClick(find<QPushButton>("archiveButton"), Qt::LeftButton);
        m_window->archiveLinks({QStringLiteral("https://a.example/1"), QStringLiteral("https://a.example/2")});
        auto* said = find<ui::Banner>("saidBanner");
        QTRY_VERIFY(said->isVisible());
        QVERIFY2(said->message().startsWith(QStringLiteral("2 links could not be taken in")),
                 qPrintable(said->message()));
    }

    void unreadableFileSaysSo() {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(m_stage->path(QStringLiteral("missing.txt")))});
        drop(mime);
        QTRY_VERIFY(!find<QWidget>("linkSources")->findChildren<QAbstractButton*>().isEmpty());
        QTRY_VERIFY(find<QWidget>("linkSources")
                        ->findChild<QAbstractButton*>()
                        ->text()
                        .contains(QStringLiteral("missing.txt")));
    }

    void droppedPieceOfAPageGivesItsAnchors() {
        QMimeData mime;
        mime.setText(QStringLiteral("two words"));
        mime.setHtml(QStringLiteral("<a href='https://a.example/x'>two</a> <a href='https://b.example/y'>words</a>"));
        drop(mime);
        QTRY_VERIFY(status().startsWith(QStringLiteral("2 link")));
        QCOMPARE(field()->toPlainText(), QStringLiteral("https://a.example/x\nhttps://b.example/y\n"));
    }

    void filtersShowCountsAndRows() {
        const auto made = stage::fill(*m_stage);
        QTRY_COMPARE(find<QAbstractButton>("failedFilterTab")->text(), QStringLiteral("Failed 3"));
        QTest::mouseClick(find<QWidget>("failedFilterTab"), Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QTest::mouseClick(find<QWidget>("allFilterTab"), Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), int(made.counts.all()));
        QTest::keyClick(table(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(find<QLineEdit>("jobFilterField")->hasFocus());
        QTest::keyClicks(find<QLineEdit>("jobFilterField"), QStringLiteral("kitchen"));
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }

    void failedLinkSaysWhatToDoAndIsRetriedByKey() {
        stage::fill(*m_stage);
        QTest::mouseClick(find<QWidget>("failedFilterTab"), Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QTRY_VERIFY(table()->model()->index(0, 0).data(models::JobListModel::LoadedRole).toBool());
        clickRow(0);
        QTRY_VERIFY(find<ui::DetailText>("jobDetail")->isVisible());
        QVERIFY(!find<ui::DetailText>("jobDetail")->text().isEmpty());
        QTest::keyClick(table(), Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE(m_stage->counts().failed, 2);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QTest::keyClick(table(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_stage->counts().failed, 0);
    }

    void theMenuOffersWhatAppliesToTheSelection() {
        stage::fill(*m_stage);
        const auto offered = [this](const char* tab, library::JobState state) {
            QTest::mouseClick(find<QWidget>(tab), Qt::LeftButton);
            const auto isRead = [this, state] {
                return table()->model()->index(0, 0).data(models::JobListModel::StateRole) == int(state);
            };
            if (!QTest::qWaitFor(isRead, support::patience))
                qFatal("no rows");
            table()->selectRow(0);
            Q_EMIT table()->customContextMenuRequested(QPoint(5, 5));
            auto* menu = find<QMenu>("jobMenu");
            QStringList names;
            for (const char* name : {"openAction", "retryAction", "cancelAction"}) {
                if (find<QAction>(name)->isEnabled())
                    names << QString::fromLatin1(name);
            }
            menu->close();
            menu->setObjectName(QString());
            return names.join(u' ');
        };
        QCOMPARE(offered("doneFilterTab", library::JobState::Done), QStringLiteral("openAction"));
        QCOMPARE(offered("failedFilterTab", library::JobState::Failed), QStringLiteral("retryAction"));
        QCOMPARE(offered("waitingFilterTab", library::JobState::Waiting), QStringLiteral("cancelAction"));
        QVERIFY(find<QAction>("retryAction")->isEnabled()); // its key goes on
    }

    void whatIsSaidOfAFailedLinkWarnsAndGoesWithTheNextBatch() {
        stage::fill(*m_stage);
        QTest::mouseClick(find<QWidget>("failedFilterTab"), Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QTRY_VERIFY(table()->model()->index(0, 0).data(models::JobListModel::LoadedRole).toBool());
        clickRow(0);
        QTest::keyClick(table(), Qt::Key_Return);
        auto* said = find<ui::Banner>("saidBanner");
        QTRY_VERIFY(said->isVisible());
        QVERIFY2(said->message().startsWith(QStringLiteral("This link could not")), qPrintable(said->message()));
        QCOMPARE(said->tone(), ui::Banner::Tone::Warning);
        type(QStringLiteral("https://a.example/1"));
        QVERIFY(said->isVisible());
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!said->isVisible());
    }

    void retryButtonInARowRetries() {
        stage::fill(*m_stage);
        QTest::mouseClick(find<QWidget>("failedFilterTab"), Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        const QModelIndex outcome = table()->model()->index(1, models::JobListModel::Outcome);
        QTRY_VERIFY(outcome.data(models::JobListModel::LoadedRole).toBool());
        const QRect cell = table()->visualRect(outcome);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, {cell.right() - 20, cell.center().y()});
        QTRY_COMPARE(m_stage->counts().failed, 2);
    }

    void clearedJobsComeBackWithUndo() {
        const auto made = stage::fill(*m_stage);
        QTRY_COMPARE(table()->model()->rowCount(), int(made.counts.all()));
        QTest::keyClick(table(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_stage->counts().done, 0);
        QTRY_VERIFY(find<QWidget>("undoButton")->isVisible());
        QTRY_VERIFY(m_window->findChild<QAction*>(QStringLiteral("undoAction"))->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(m_stage->counts().done, made.counts.done);
        QTRY_COMPARE(table()->model()->rowCount(), int(made.counts.all()));
    }

    void clearingSaysTheTruthAboutThePages() {
        const auto made = stage::fill(*m_stage);
        QTRY_COMPARE(table()->model()->rowCount(), int(made.counts.all()));
        QVERIFY(made.counts.failed > 0 && made.counts.done > 0);
        auto* said = find<ui::Banner>("saidBanner");
        const auto clear = [&] {
            QTest::keyClick(table(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
            return QTest::qWaitFor([&] { return m_stage->counts().done == 0 && said->isVisible(); }, support::patience);
        };
        QVERIFY(clear()); // what failed has no page
        QTRY_COMPARE(said->message(), QStringLiteral("%1 rows cleared.").arg(made.counts.done + made.counts.failed));
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(m_stage->counts().failed, made.counts.failed);
        QTest::keyClick(table(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_stage->counts().failed, 0);
        QTRY_VERIFY(said->isVisible());
        QVERIFY(clear());
        QTRY_COMPARE(said->message(),
                     QStringLiteral("%1 rows cleared. Their pages are still in the Library.").arg(made.counts.done));
    }

    void undoReachesTheListFromAFieldWithNothingToUndo_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("paste field") << QByteArray("linkField");
        QTest::newRow("find in this list") << QByteArray("jobFilterField");
    }
    void undoReachesTheListFromAFieldWithNothingToUndo() {
        QFETCH(QByteArray, name);
        const auto made = stage::fill(*m_stage);
        QTRY_COMPARE(table()->model()->rowCount(), int(made.counts.all()));
        auto* focused = find<QWidget>(name.constData());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        focused->setFocus();
        QVERIFY(focused->hasFocus());
        QTest::keyClick(focused, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(m_stage->counts().done, 0);
        QTRY_VERIFY(find<QWidget>("undoButton")->isVisible());
        QTest::keyClick(focused, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(m_stage->counts().done, made.counts.done);
    }

    void undoInAFieldWithTypedTextIsTheFieldsOwn() {
        stage::fill(*m_stage);
        QTRY_VERIFY(table()->model()->rowCount() > 0);
        QTest::keyClick(table(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(find<QWidget>("undoButton")->isVisible());
        field()->setFocus();
        QTest::keyClicks(field(), QStringLiteral("boat"));
        QTest::keyClick(field(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(field()->toPlainText().isEmpty());
        QVERIFY(find<QWidget>("undoButton")->isVisible());
        QCOMPARE(m_stage->counts().done, 0);
        QTest::keyClick(field(), Qt::Key_Z, Qt::ControlModifier); // the field has nothing left
        QTRY_VERIFY(m_stage->counts().done > 0);
    }

    void copyTakesTheSelectedLinks() {
        m_stage->addJobs({QStringLiteral("https://a.example/1"), QStringLiteral("https://a.example/2")});
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        clickRow(0);
        QTest::keyClick(table(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("https://a.example/1\nhttps://a.example/2"));
    }

    void selectionStaysWhereItIsWhenTheListIsReadAnew() {
        const auto ids = m_stage->addJobs({QStringLiteral("https://c.example/"), QStringLiteral("https://a.example/"),
                                           QStringLiteral("https://b.example/")});
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        clickRow(1);
        table()->sortByColumn(models::JobListModel::Host, Qt::AscendingOrder);
        QTRY_COMPARE(table()->currentIndex().row(), 0);
        QCOMPARE(table()->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(table()->currentIndex().data(models::JobListModel::IdRole).toLongLong(), ids.at(1));
    }

    void pauseIsKeptOverARestart() {
        QTest::keyClick(field(), Qt::Key_P, Qt::ControlModifier);
        QVERIFY(m_window->findChild<QAction*>(QStringLiteral("pauseAction"))->isChecked());
        QTRY_VERIFY(find<QLabel>("summaryText")->text().contains(QStringLiteral("Paused")));
        open();
        QVERIFY(m_window->findChild<QAction*>(QStringLiteral("pauseAction"))->isChecked());
    }

    void loginIsAskedInPlaceAndTheJobTriedAgain() {
        stage::fill(*m_stage);
        QTest::mouseClick(find<QWidget>("failedFilterTab"), Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        const auto job = table()->model()->index(0, 0).data(models::JobListModel::IdRole).toLongLong();
        Q_EMIT m_stage->pipeline().authenticationWanted(
            {job, QStringLiteral("https://club.example"), QStringLiteral("<b>Members</b>")});
        QTRY_VERIFY(find<QWidget>("authenticationBar")->isVisible());
        QTest::keyClicks(find<QLineEdit>("userField"), QStringLiteral("eve"));
        QTest::keyClicks(find<QLineEdit>("passwordField"), QStringLiteral("pass"));
        QTest::keyClick(find<QLineEdit>("passwordField"), Qt::Key_Return);
        QTRY_VERIFY(!find<QWidget>("authenticationBar")->isVisible());
        QTRY_COMPARE(m_stage->counts().failed, 2);
    }

    void chartsFoldAwayWithOneKey() {
        auto* charts = m_window->findChild<ui::SessionCharts*>();
        QVERIFY(charts->isVisible());
        QTest::keyClick(field(), Qt::Key_F8);
        QVERIFY(!charts->isVisible());
        open();
        QVERIFY(!m_window->findChild<ui::SessionCharts*>()->isVisible());
    }

    void newLinksAreScrolledTo() {
        QStringList first, second;
        for (int at = 0; at < 40; ++at)
            first << QStringLiteral("https://a.example/%1").arg(at);
        for (int at = 0; at < 20; ++at)
            second << QStringLiteral("https://b.example/%1").arg(at);
        m_stage->addJobs(first);
        QTRY_COMPARE(table()->model()->rowCount(), 40);
        type(second.join(QLatin1Char('\n')));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(table()->model()->rowCount(), 60);
        QTRY_VERIFY(table()->viewport()->rect().contains(table()->visualRect(table()->model()->index(40, 1)).center()));
    }

    void anEndedBatchLeavesASentence() {
        const auto say = [this](qint64 waiting, qint64 done, qint64 failed) {
            library::JobCounts counts;
            counts.waiting = waiting;
            counts.done = done;
            counts.failed = failed;
            Q_EMIT m_stage->pipeline().countsChanged(counts);
        };
        say(3, 0, 0);
        QVERIFY(find<QWidget>("summaryProgress")->isVisible());
        say(0, 2, 1);
        QVERIFY(!find<QWidget>("summaryProgress")->isVisible());
        const QString sentence = find<QLabel>("summaryText")->text();
        QVERIFY2(sentence.startsWith(QStringLiteral("2 pages kept, 1 failed in ")), qPrintable(sentence));
        say(0, 0, 0); // cleared
        QVERIFY(!find<QLabel>("summaryText")->isVisible());
    }

    void titlesAndWhatHappenedShareTheRoomThereIs() {
        stage::fill(*m_stage);
        QTRY_VERIFY(table()->model()->rowCount() > 0);
        const auto width = [this](int column) { return table()->columnWidth(column); };
        const int page = width(models::JobListModel::Page);
        const int what = width(models::JobListModel::Outcome);
        QVERIFY(qAbs(page - what) <= 1);
        for (const int other : {models::JobListModel::State, models::JobListModel::Host, models::JobListModel::Progress,
                                models::JobListModel::Size, models::JobListModel::Time})
            QVERIFY(what > width(other));
        m_window->resize(m_window->width() + 300, m_window->height());
        QTRY_COMPARE(width(models::JobListModel::Page), page + 150);
        QCOMPARE(width(models::JobListModel::Outcome), what + 150);
        QCOMPARE(table()->horizontalHeader()->length(), table()->viewport()->width());
    }

    void whatHappenedStandsWhollyInTheToolTip() {
        stage::fill(*m_stage);
        QTest::mouseClick(find<QWidget>("failedFilterTab"), Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        const QModelIndex what = table()->model()->index(0, models::JobListModel::Outcome);
        QTRY_VERIFY(what.data(models::JobListModel::LoadedRole).toBool());
        const QString tip = what.data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(what.data().toString().toHtmlEscaped()), qPrintable(tip));
        QVERIFY2(tip.contains(what.data(models::JobListModel::AdviceRole).toString().toHtmlEscaped()), qPrintable(tip));
    }

    void afterARestartOnlyWhatIsLeftIsCounted() {
        const auto made = stage::fill(*m_stage);
        QVERIFY(made.counts.done > 0);
        const qint64 left = made.counts.waiting + made.counts.running;
        open();
        QTRY_COMPARE(find<QLabel>("summaryText")->text(), QStringLiteral("0 of %1 · 0 %").arg(left));
    }

    void whatRunsIsKeptInSightUntilSomebodyReads() {
        const auto made = stage::fill(*m_stage);
        open();
        QTRY_COMPARE(table()->model()->rowCount(), int(made.counts.all()));
        const auto inSight = [this](const library::Job& job) {
            const auto rows = table()->model()->match(table()->model()->index(0, 0), models::JobListModel::IdRole,
                                                      job.id, 1, Qt::MatchExactly);
            return !rows.isEmpty() && table()->viewport()->rect().contains(table()->visualRect(rows.first()).center());
        };
        m_window->resize(m_window->width(), 600);
        QVERIFY(!inSight(made.running.first().job));
        Q_EMIT m_stage->pipeline().jobsChanged({made.running.first()});
        QTRY_VERIFY(inSight(made.running.first().job));
        clickRow(table()->rowAt(4)); // somebody reads
        const int place = table()->verticalScrollBar()->value();
        table()->verticalScrollBar()->setValue(0);
        Q_EMIT m_stage->pipeline().jobsChanged(made.running);
        auto* table = qobject_cast<ui::JobTable*>(this->table());
        table->turnToRunning();
        QCOMPARE(table->verticalScrollBar()->value(), 0);
        table->follow(0); // as links are handed in
        table->turnToRunning();
        QCOMPARE(table->verticalScrollBar()->value(), place);
    }

    void aPercentileThatIsNotThereSaysWhatItNeeds() {
        auto* charts = m_window->findChild<ui::SessionCharts*>();
        charts->read();
        auto* note = find<QLabel>("tooFewNote");
        QCOMPARE(note->toolTip(), QStringLiteral("p50 needs 20 answers"));
        stage::fillRecorder(*m_stage); // 420
        charts->read();
        QCOMPARE(note->toolTip(), QStringLiteral("p99 needs 1,000 answers"));
        QVERIFY(!find<QLabel>("percentilesNumber")->toolTip().isEmpty());
        stage::fillRecorder(*m_stage);
        stage::fillRecorder(*m_stage);
        charts->read();
        QVERIFY(note->text().isEmpty());
    }

    void linksPastedInAnotherPlaceGoToThePasteField_data() {
        QTest::addColumn<QString>("place");
        QTest::newRow("library") << QStringLiteral("library");
        QTest::newRow("settings") << QStringLiteral("settings");
    }
    void linksPastedInAnotherPlaceGoToThePasteField() {
        QFETCH(QString, place);
        m_window->showPlace(place);
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        auto* elsewhere = m_window->place(place);
        elsewhere->setFocusPolicy(Qt::StrongFocus);
        elsewhere->setFocus();
        QApplication::clipboard()->setText(QStringLiteral("nothing to fetch"));
        QTest::keyClick(elsewhere, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(elsewhere->isVisible());
        QApplication::clipboard()->setText(QStringLiteral("https://a.example/1"));
        QTest::keyClick(elsewhere, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(m_window->place(QStringLiteral("archive"))->isVisible());
        QCOMPARE(field()->toPlainText(), QStringLiteral("https://a.example/1"));
        QTest::keyClick(field(), Qt::Key_V, Qt::ControlModifier); // the field's own
        QCOMPARE(field()->toPlainText(), QStringLiteral("https://a.example/1https://a.example/1"));
    }

    void emptyListSaysWhatToDo() {
        QTRY_VERIFY(find<QWidget>("emptyNote")->isVisible());
        m_stage->addJobs({QStringLiteral("https://a.example/1")});
        QTRY_VERIFY(!find<QWidget>("emptyNote")->isVisible());
    }

private:
    void open() {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_window = std::make_unique<ui::MainWindow>(m_stage->core());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
        m_window->showPlace(QStringLiteral("archive"));
    }

    template<typename Widget>
    Widget* find(const char* name) {
        // The Archive place's own: other places may use the same name.
        return stage::find<Widget>(*m_window->place(QStringLiteral("archive")), name);
    }

    ui::LinkField* field() { return find<ui::LinkField>("linkField"); }
    QTableView* table() { return find<QTableView>("jobTable"); }
    QString status() { return find<QLabel>("linkStatus")->text(); }

    void type(const QString& text) {
        field()->setFocus();
        QTest::keyClicks(field(), text.left(8));
        field()->insertPlainText(text.mid(8));
    }

    void drop(const QMimeData& mime) {
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent dropped({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &dropped);
    }

    void clickRow(int row) {
        const QRect cell = table()->visualRect(table()->model()->index(row, models::JobListModel::Page));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, cell.center());
    }

    QString linkFile(int lines) {
        const QString path = m_stage->path(QStringLiteral("links.txt"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s cannot be written", qPrintable(path));
        for (int at = 0; at < lines; ++at)
            file.write(QByteArray("https://host" + QByteArray::number(at % 997) + ".example/page/" +
                                  QByteArray::number(at) + "\n"));
        return path;
    }

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(ArchiveScreenTest)
#include "tst_archivescreen.moc"
