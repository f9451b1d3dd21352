#include "pieces.h"
#include "upgradefixture.h"

#include "library/errors.h"

#include <QProcess>
#include <QRandomGenerator>

#include <cstdio>

using namespace upgrades;

namespace {

// Brings the library up to date and tells each step, until it is killed.
int upgradePiece(const QString& file) {
    const auto tell = [](const OpeningStep& step) {
        std::printf("step %d\n", int(step.kind));
        std::fflush(stdout);
        return true;
    };
    const auto opening = prepare(file, OpenMode::ReadWrite, longerSteps(), tell, sharesNothing);
    std::printf("%s\n", opening ? "done" : qPrintable(opening.error().message));
    return opening ? 0 : 1;
}

} // namespace

// A library that is brought up to date, and is stopped, fails or is killed on the way.
class UpgradeTest : public UpgradeFixture {
    Q_OBJECT

private Q_SLOTS:
    void stoppedItIsAsItWas_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("copying") << int(OpeningStep::Kind::Copying) << false;
        QTest::newRow("changing") << int(OpeningStep::Kind::Changing) << false;
        QTest::newRow("checking") << int(OpeningStep::Kind::Checking) << false;
        QTest::newRow("copied at once, changing") << int(OpeningStep::Kind::Changing) << true;
        QTest::newRow("copied at once, checking") << int(OpeningStep::Kind::Checking) << true;
    }
    void stoppedItIsAsItWas() {
        QFETCH(int, kind);
        QFETCH(bool, atOnce);
        fill();
        QVERIFY(enlarge(10'000'000));
        const QStringList files = filesBeside();
        const auto tell = [kind](const OpeningStep& step) { return int(step.kind) != kind; };
        const auto opening =
            prepare(m_file, OpenMode::ReadWrite, longerSteps(), tell, atOnce ? sharesAtOnce : sharesNothing);
        QVERIFY(!opening);
        QCOMPARE(opening.error().kind, QByteArray(interrupted));
        QVERIFY(opening.error().message.contains(QStringLiteral("as it was")));
        QCOMPARE(filesBeside(), files);
        QCOMPARE(number(m_file, "PRAGMA user_version"), ownMigrations().last().version);
        QVERIFY(isSound(m_file));
        QCOMPARE(number(m_file, "SELECT count(*) FROM page"), pagesKept);
    }

    void stepThatFailsLeavesTheLibraryAsItWas() {
        fill();
        QList<Migration> steps = stepsWith("CREATE TABLE fresh(a)");
        steps.append({steps.last().version + 1, QStringLiteral("two"), "CREATE TABLE fresh(a)"});
        const auto opening = prepare(m_file, OpenMode::ReadWrite, steps);
        QVERIFY(!opening);
        QVERIFY(opening.error().message.contains(QStringLiteral("two")));
        const auto opened = fixture::open(m_file);
        QVERIFY(opened);
        QVERIFY(!oneInteger(opened->here().database, "SELECT count(*) FROM fresh", 0));
        QCOMPARE(*opened->here().pages.count({}), pagesKept);
    }

    void stepThatLosesWhatIsKeptIsNotTaken() {
        fill();
        for (const char* sql : {"DELETE FROM page WHERE id = 7", "DELETE FROM page_tag", "DROP TABLE run"}) {
            const auto opening = prepare(m_file, OpenMode::ReadWrite, stepsWith(sql));
            QVERIFY2(!opening, sql);
        }
        const auto opened = fixture::open(m_file);
        QCOMPARE(*opened->here().pages.count({}), pagesKept);
        QCOMPARE(fixture::damages(opened->here()), QStringList());
    }

    void killedAtAnyPointItIsTheOldLibraryOrTheNewOne() {
        fill();
        QVERIFY(enlarge(24'000'000));
        const int old = ownMigrations().last().version;
        QRandomGenerator random(5);
        QSet<QString> killedIn;
        for (int round = 0; round < 12; ++round) {
            QProcess program;
            program.start(QCoreApplication::applicationFilePath(), {QStringLiteral("upgrade"), m_file});
            const QString wanted = QStringLiteral("step %1").arg(round % 2);
            int more = random.bounded(4);
            QString line;
            while (more >= 0 && line != QLatin1String("done") && program.waitForReadyRead(60'000)) {
                while (more >= 0 && program.canReadLine()) {
                    line = QString::fromUtf8(program.readLine()).trimmed();
                    more -= line == wanted ? 1 : 0;
                }
            }
            program.kill();
            QVERIFY(program.waitForFinished());
            if (number(m_file, "PRAGMA user_version") != old) {
                QCOMPARE(number(m_file, "PRAGMA user_version"), old + 1);
                QCOMPARE(number(m_file, "SELECT count(*) FROM fresh"), 700'000);
                fixture::execute(
                    m_file, QByteArray("DROP TABLE fresh; PRAGMA user_version=" + QByteArray::number(old)).constData());
            } else {
                QVERIFY(number(m_file, "SELECT count(*) FROM fresh") < 0);
                killedIn.insert(line);
            }
            QVERIFY(isSound(m_file));
            QCOMPARE(number(m_file, "SELECT count(*) FROM page"), pagesKept);
            if (QFile::exists(copyName(m_file, old)))
                QVERIFY(isSound(copyName(m_file, old)));
        }
        QVERIFY(killedIn.contains(QStringLiteral("step 0")) && killedIn.contains(QStringLiteral("step 1")));
        QVERIFY(prepare(m_file, OpenMode::ReadWrite, longerSteps()));
        QCOMPARE(number(m_file, "SELECT count(*) FROM fresh"), 700'000);
        QVERIFY(!filesBeside().join(u' ').contains(QStringLiteral(".part")));
    }
};

int main(int argc, char** argv) {
    return pieces::run<UpgradeTest>(argc, argv, {{QStringLiteral("upgrade"), upgradePiece}});
}
#include "tst_upgrade.moc"
