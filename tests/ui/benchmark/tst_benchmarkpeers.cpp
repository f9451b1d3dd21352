#include "tests/ui/benchmark/benchfixture.h"
#include "ui/benchmark/peerdialog.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>

using models::PeerTable;
using stage::BenchStage;
using ui::PeerDialog;

namespace {

constexpr int patienceMs = 120'000;

const QByteArray goodWrk = "echo '  600 requests in 1.00s, 1MB read'\necho 'Requests/sec:    600.00'\n";

} // namespace

// "How does this client compare?" as a person sees it, with programs that are made for the test beside Tidemark's own.
class BenchmarkPeersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<stage::Stage> m_stage;
    std::unique_ptr<QTemporaryDir> m_programs;
    QPointer<PeerDialog> m_dialog;

    void fake(const char* name, const QByteArray& script) const {
        QFile file(m_programs->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void open() {
        m_dialog = new PeerDialog(m_stage->core(), {m_programs->path()});
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
        find<QSpinBox>("peerSecondsBox")->setValue(1);
    }
    template<typename Object>
    Object* find(const char* name) const {
        return stage::find<Object>(*m_dialog, name);
    }
    void press(const char* button) const { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    QString status() const { return find<QLabel>("peerStatus")->text(); }
    QString cell(bench::PeerKind kind, int column) const {
        const QAbstractItemModel* table = find<QTableView>("peerTable")->model();
        for (int row = 0; row < table->rowCount(); ++row) {
            if (table->index(row, PeerTable::Name).data().toString() == bench::peerName(kind))
                return table->index(row, column).data().toString();
        }
        return {};
    }
    bool startAndStopAt(const QByteArray& wrk) {
        fake("wrk", wrk + "exec sleep 600\n");
        open();
        press("startPeersButton");
        return QTest::qWaitFor(
            [this] { return cell(bench::PeerKind::Wrk, PeerTable::Remark).startsWith(QStringLiteral("Fires")); },
            patienceMs);
    }

private Q_SLOTS:
    void initTestCase() { stage::setLanguage(QStringLiteral("en")); }
    void init() {
        m_stage = std::make_unique<stage::Stage>();
        m_programs = std::make_unique<QTemporaryDir>();
    }
    void cleanup() {
        delete m_dialog;
        m_stage.reset();
    }

    void beforeTheStartItSaysWhatIsInstalled() {
        fake("wrk", goodWrk);
        open();
        QVERIFY(cell(bench::PeerKind::Hey, PeerTable::Remark).contains(QStringLiteral("apt install hey")));
        QVERIFY(!cell(bench::PeerKind::Wrk, PeerTable::Remark).contains(QStringLiteral("apt")));
        QVERIFY(!find<QWidget>("peerChart")->isVisible());
        QVERIFY(find<QSpinBox>("peerSecondsBox")->hasFocus());
    }

    void allThatAreInstalledHaveABar() {
        fake("wrk", goodWrk);
        fake("ab", "echo 'no such option' >&2\nexit 3\n");
        open();
        press("startPeersButton");
        QVERIFY(m_dialog->running());
        QVERIFY(find<QPushButton>("stopPeersButton")->isVisible());
        QVERIFY(!find<QPushButton>("startPeersButton")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->running(), patienceMs);
        QCOMPARE(cell(bench::PeerKind::Wrk, PeerTable::PerMinute), QStringLiteral("36,000"));
        QVERIFY(cell(bench::PeerKind::Ab, PeerTable::Remark).contains(QStringLiteral("no such option")));
        for (const bench::PeerKind kind : {bench::PeerKind::Direct, bench::PeerKind::Qt, bench::PeerKind::Sequential})
            QVERIFY2(cell(kind, PeerTable::PerMinute).size() > 2, qPrintable(cell(kind, PeerTable::Remark)));
        const auto* chart = find<QWidget>("peerChart");
        QVERIFY(chart->isVisible());
        QVERIFY(chart->accessibleDescription().contains(QStringLiteral("wrk: 36,000 requests/min")));
        QVERIFY(status().contains(QStringLiteral("1 client failed")));
        QVERIFY(find<QPushButton>("startPeersButton")->isVisible());
    }

    void stopKeepsWhatWasMeasured() {
        QVERIFY(startAndStopAt({}));
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->running(), patienceMs);
        QVERIFY(m_dialog->isVisible());
        QVERIFY(status().startsWith(QStringLiteral("Stopped.")));
        QVERIFY(cell(bench::PeerKind::Direct, PeerTable::PerMinute).size() > 2);
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
    }

    void whatRunsEndsWithTheDialog() {
        QVERIFY(startAndStopAt("echo $$ > '" + m_programs->path().toUtf8() + "/running'\n"));
        QFile running(m_programs->filePath(QStringLiteral("running")));
        QTRY_VERIFY(running.exists() && running.size() > 0);
        press("closePeersButton");
        QTRY_VERIFY(!m_dialog);
        QVERIFY(running.open(QIODevice::ReadOnly));
        const QString process = QString::fromLatin1(running.readAll().trimmed());
        QTRY_VERIFY(!QFile::exists(QStringLiteral("/proc/%1/exe").arg(process)) ||
                    QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(process)).isEmpty());
        QVERIFY(BenchStage::servers().isEmpty());
    }

    void theTableIsCopiedAsText() {
        open();
        press("copyPeersButton");
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY(text.startsWith(QStringLiteral("Client\tRequests/min\t")));
        QVERIFY(text.contains(QStringLiteral("\naiohttp\t")));
    }

    void aReasonNotToStartIsSaidInPlace() {
        open();
        m_dialog->setHindrance([] { return QStringLiteral("Not now."); });
        press("startPeersButton");
        QVERIFY(!m_dialog->running());
        QCOMPARE(status(), QStringLiteral("Not now."));
    }

    void theScreenOpensItOnceAndARunKeepsItFromStarting() {
        BenchStage bench;
        bench.begin();
        bench.find<QAction>("compareClientsAction")->trigger();
        bench.find<QAction>("compareClientsAction")->trigger();
        const auto dialogs = bench.window->findChildren<PeerDialog*>();
        QCOMPARE(dialogs.size(), 1);
        QTest::mouseClick(stage::find<QPushButton>(*dialogs.first(), "startPeersButton"), Qt::LeftButton);
        QVERIFY(!dialogs.first()->running());
        QVERIFY(stage::find<QLabel>(*dialogs.first(), "peerStatus")->text().contains(QStringLiteral("A run goes on")));
        bench.screen().stop();
        QVERIFY(bench.ended());
    }
};

QTEST_MAIN(BenchmarkPeersTest)
#include "tst_benchmarkpeers.moc"
