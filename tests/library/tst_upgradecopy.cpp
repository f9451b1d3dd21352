#include "upgradefixture.h"

#include "library/copykeeper.h"
#include "library/limits.h"

#include <semaphore>
#include <thread>

using namespace upgrades;

// The copy that is made of a library before it is brought up to date, and how long it stays.
class UpgradeCopyTest : public UpgradeFixture {
    Q_OBJECT

private Q_SLOTS:
    void olderLibraryIsCopiedBroughtUpToDateAndFreedOfItsCopyLater() {
        fill();
        QVERIFY(QFile::setPermissions(m_file, m_shared));
        QVERIFY(older::make(m_file, 1));
        const QString copy = copyName(m_file, 1);
        QList<OpeningStep::Kind> told;
        {
            OpenOptions options{m_file, OpenMode::ReadWrite, false};
            options.report = [&told](const OpeningStep& step) {
                if (!told.contains(step.kind))
                    told.append(step.kind);
                return !sentenceOf(step).isEmpty();
            };
            const auto opened = Library::open(options);
            QVERIFY(opened && !(*opened)->readOnly());
            QVERIFY(QFile::exists(copy));
        }
        QVERIFY(told.endsWith(OpeningStep::Kind::Checking));
        QVERIFY(told.contains(OpeningStep::Kind::Changing));
        QVERIFY(isSound(copy));
        QCOMPARE(number(copy, "PRAGMA user_version"), 1);
        QCOMPARE(number(copy, "SELECT count(*) FROM page"), pagesKept);
        constexpr QFile::Permissions asker = QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(QFile::permissions(copy) & ~asker, m_shared);
        QVERIFY(Library::open({m_file, OpenMode::ReadOnly, false}));
        QVERIFY(QFile::exists(copy)); // reading decides nothing
        QVERIFY(fixture::open(m_file));
        QVERIFY(!QFile::exists(copy));
    }

    void largeLibraryIsReadWholeBeforeItsCopyGoes() {
        fill();
        QVERIFY(enlarge(openingCheck.standard + 4'000'000));
        QVERIFY(older::make(m_file, 2));
        QVERIFY(fixture::open(m_file));
        const QString copy = copyName(m_file, 2);
        const QString others[] = {copyName(m_file, 99), QString(m_file % u".version-mine"),
                                  QString(m_file % u"x.version-1")};
        for (const QString& other : others)
            QVERIFY(QFile::copy(copy, other));
        const auto opened = fixture::open(m_file, true);
        QVERIFY(QFile::exists(copy));
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(copy), 30'000);
        for (const QString& other : others)
            QVERIFY2(QFile::exists(other), qPrintable(other));
    }

    void copyOfADamagedLibraryStays() {
        fill();
        QVERIFY(enlarge(openingCheck.standard + 4'000'000));
        QVERIFY(older::make(m_file, 2));
        QVERIFY(fixture::open(m_file));
        {
            QFile file(m_file); // a place that no opening looks at
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray bytes(3 * 4096, '\xa5');
            QVERIFY(file.seek(file.size() / 2));
            QCOMPARE(file.write(bytes), bytes.size());
        }
        bool said = false;
        {
            const auto opened = fixture::open(m_file, true);
            QVERIFY(opened && !opened->readOnly());
            connect(opened.get(), &Library::damaged, this, [&said] { said = true; });
            QTRY_VERIFY_WITH_TIMEOUT(said, 30'000);
        }
        QVERIFY(QFile::exists(copyName(m_file, 2)));
    }

    void endingInTheMiddleOfTheReadingLeavesTheCopy() {
        fill();
        QVERIFY(enlarge(openingCheck.standard + 4'000'000));
        QVERIFY(older::make(m_file, 2));
        QVERIFY(fixture::open(m_file));
        const auto opening = prepare(m_file, OpenMode::ReadWrite, ownMigrations());
        QVERIFY(opening);
        QCOMPARE(opening->uncheckedCopies, QStringList{copyName(m_file, 2)});
        std::binary_semaphore reading(0);
        auto keeper = std::make_unique<CopyKeeper>(*opening, std::chrono::milliseconds(0), [&](const CopyKeeper& self) {
            reading.release();
            while (!self.isStopping())
                std::this_thread::yield();
        });
        reading.acquire();
        keeper.reset();
        QVERIFY(QFile::exists(copyName(m_file, 2)));
        const CopyKeeper next(*opening, std::chrono::milliseconds(0));
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(copyName(m_file, 2)), 30'000);
    }

    void endingWhileItStillWaitsLeavesTheCopy() {
        fill();
        QVERIFY(enlarge(openingCheck.standard + 4'000'000));
        QVERIFY(older::make(m_file, 2));
        QVERIFY(fixture::open(m_file));
        QVERIFY(fixture::open(m_file, true));
        QVERIFY(QFile::exists(copyName(m_file, 2)));
    }

    void copyIsTheLibraryHoweverItIsMade_data() {
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("page by page") << false;
        QTest::newRow("sharing its bytes") << true;
    }
    void copyIsTheLibraryHoweverItIsMade() {
        QFETCH(bool, atOnce);
        fill();
        fixture::execute(m_file, "UPDATE page SET note = 'last'");
        QList<OpeningStep::Kind> told;
        const auto tell = [&told](const OpeningStep& step) {
            told << step.kind;
            return true;
        };
        const auto opening = prepare(m_file, OpenMode::ReadWrite, stepsWith("CREATE TABLE fresh(a)"), tell,
                                     atOnce ? sharesAtOnce : sharesNothing);
        QVERIFY2(opening, opening ? "" : qPrintable(opening.error().message));
        QCOMPARE(told.contains(OpeningStep::Kind::Copying), !atOnce);
        const QString copy = copyName(m_file, ownMigrations().last().version);
        QVERIFY(isSound(copy));
        QCOMPARE(number(copy, "SELECT count(*) FROM page WHERE note = 'last'"), pagesKept);
        QVERIFY(number(copy, "SELECT count(*) FROM fresh") < 0);
        QCOMPARE(number(m_file, "SELECT count(*) FROM fresh"), 0);
        QVERIFY(!filesBeside().join(u' ').contains(QStringLiteral(".part")));
    }

    // The copy holds what stands in the log, also while somebody reads and the log cannot be emptied.
    void copyIsWholeWhileAnotherProgramReads() {
        fill();
        auto reader = Database::open(m_file, Database::Access::ReadOnly);
        QVERIFY(reader && (*reader)->execute("BEGIN"));
        QCOMPARE(*oneInteger(**reader, "SELECT count(*) FROM page", 0), pagesKept);
        fixture::execute(m_file, "UPDATE page SET note = 'in the log'");
        QVERIFY(QFileInfo(m_file + QStringLiteral("-wal")).size() > 0);
        // Even where bytes can be shared at once: those of the file are not all.
        const auto opening = prepare(m_file, OpenMode::ReadWrite, stepsWith("CREATE TABLE fresh(a)"), {}, sharesAtOnce);
        QVERIFY2(opening, opening ? "" : qPrintable(opening.error().message));
        reader->reset();
        const QString copy = copyName(m_file, ownMigrations().last().version);
        QVERIFY(isSound(copy));
        QCOMPARE(number(copy, "SELECT count(*) FROM page WHERE note = 'in the log'"), pagesKept);
        QCOMPARE(number(m_file, "SELECT count(*) FROM fresh"), 0);
    }

    void fileSystemThatCanShareBytesTakesNoRoomForTheCopy() {
        fill();
        QFile clone(m_folder->filePath(QStringLiteral("clone")));
        QVERIFY(clone.open(QIODevice::WriteOnly));
        if (!CloneSource(m_file).cloneTo(clone.handle()))
            QSKIP("this file system cannot");
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile cloned(clone.fileName());
        QVERIFY(cloned.open(QIODevice::ReadOnly));
        QCOMPARE(cloned.readAll(), file.readAll());
    }

private:
    const QFile::Permissions m_shared = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
};

QTEST_GUILESS_MAIN(UpgradeCopyTest)
#include "tst_upgradecopy.moc"
