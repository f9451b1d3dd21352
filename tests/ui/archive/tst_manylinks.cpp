#include "models/joblistmodel.h"
#include "tests/ui/stage.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace {

// How long the interface thread was busy at a time: a timer that wants to come every few milliseconds.
class Probe {
public:
    Probe() {
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            if (m_since.isValid())
                m_gaps.append(m_since.elapsed());
            m_since.start();
        });
        m_timer.start(4);
    }
    qint64 longest() const { return m_gaps.isEmpty() ? 0 : *std::max_element(m_gaps.begin(), m_gaps.end()); }
    qint64 percentile(double share) {
        std::sort(m_gaps.begin(), m_gaps.end());
        return m_gaps.isEmpty() ? 0 : m_gaps.at(static_cast<qsizetype>(share * static_cast<double>(m_gaps.size() - 1)));
    }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    QList<qint64> m_gaps;
};

} // namespace

// A list of links as long as TIDEMARK_MANY_LINKS says (100,000) through the window: counted, taken in, scrolled.
class ManyLinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aLongListIsTakenInWhileTheWindowAnswers() {
        const int links = qEnvironmentVariableIsSet("TIDEMARK_MANY_LINKS")
                              ? qEnvironmentVariableIntValue("TIDEMARK_MANY_LINKS")
                              : 100'000;
        stage::Stage stage;
        const QString path = stage.path(QStringLiteral("links.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int at = 0; at < links; ++at)
            file.write("https://host" + QByteArray::number(at % 9'973) + ".example/page/" + QByteArray::number(at) +
                       "\n");
        file.close();
        ui::MainWindow window(stage.core());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.showPlace(QStringLiteral("archive"));
        QWidget* place = window.place(QStringLiteral("archive"));
        auto* table = place->findChild<QTableView*>(QStringLiteral("jobTable"));
        auto* status = place->findChild<QLabel*>(QStringLiteral("linkStatus"));

        Probe probe;
        QElapsedTimer clock;
        clock.start();
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QDropEvent dropped({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &dropped);
        const QString counted = QLocale().toString(links);
        QTRY_VERIFY_WITH_TIMEOUT(status->text().startsWith(counted) && !status->text().contains(QChar(0x2026)),
                                 300'000);
        qInfo("counted %d links in %lld ms", links, clock.restart());

        QTest::mouseClick(place->findChild<QPushButton*>(QStringLiteral("archiveButton")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), links, 600'000);
        qInfo("on disk and in the list after %lld ms", clock.restart());

        for (int step = 1; step <= 20; ++step) {
            table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / 20 * step);
            const QModelIndex shown = table->indexAt(table->viewport()->rect().center());
            QVERIFY(shown.isValid());
            QTRY_VERIFY(shown.data(models::JobListModel::LoadedRole).toBool()); // what stands there now is read
        }
        QVERIFY(table->verticalScrollBar()->value() > table->verticalScrollBar()->maximum() / 20 * 19);
        qInfo("interface thread: p99 %lld ms, longest %lld ms", probe.percentile(0.99), probe.longest());
        QVERIFY(probe.longest() < 2'000); // a stalled window, whatever else the machine does
        QCOMPARE(stage.counts().waiting, links);
    }
};

QTEST_MAIN(ManyLinksTest)
#include "tst_manylinks.moc"
