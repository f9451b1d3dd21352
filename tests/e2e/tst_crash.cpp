#include "library/library.h"
#include "tests/support/programrunner.h"
#include "tests/support/testserver.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using library::JobState;

// The whole programs, killed at random moments: every link has one outcome, nothing is lost, nothing is fetched again
// once it is stored.
class CrashTest : public QObject {
    Q_OBJECT

    static constexpr int pages = 1'000;
    static constexpr int kills = 20;

    support::ProgramRunner m_runner;
    QStringList m_programs; // those that were built

    QString file() const { return m_runner.path(QStringLiteral("crash.tidemark")); }

    static bench::server::Options slowFolder(const QString& folder) {
        bench::server::Options options;
        options.content.root = folder.toStdString();
        options.content.delay = bench::server::Delay{std::chrono::milliseconds(20), std::chrono::milliseconds(180)};
        return options;
    }

    static void makePages(const QString& folder) {
        QVERIFY(QDir().mkpath(folder));
        for (int number = 0; number < pages; ++number) {
            QFile page(QStringLiteral("%1/%2.html").arg(folder, QString::number(number)));
            QVERIFY(page.open(QIODevice::WriteOnly));
            const QByteArray name = "page " + QByteArray::number(number);
            const QByteArray words = QByteArray("The tide of " + name + " rises. ").repeated(40);
            page.write("<!doctype html><title>" + name + "</title><article><p>" + words +
                       "</p><p><img src=\"/missing-" + QByteArray::number(number % 10) +
                       ".png\" width=600 height=400></p><p>" + words + "</p></article>");
        }
    }

    std::unique_ptr<library::Library> open(library::OpenMode mode, bool threads) const {
        auto opened = library::Library::open({.file = file(), .mode = mode, .threads = threads});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        return *std::move(opened);
    }

    void hand(const QStringList& links) const {
        const auto library = open(library::OpenMode::ReadWrite, true);
        QList<library::NewJob> jobs;
        for (const QString& link : links)
            jobs << library::NewJob{.link = link, .title = {}, .addedAt = {}, .tags = {}};
        qint64 added = -1;
        QObject context;
        library->write(
            &context, [jobs](library::Stores& stores) { return stores.jobs.add(jobs, library::IfKept::CaptureAgain); },
            [&added](const base::Result<library::AddedJobs>& result) { added = result ? result->added : 0; });
        QTRY_COMPARE(added, links.size());
    }

    QList<library::Job> jobs() const {
        const auto library = open(library::OpenMode::ReadOnly, false);
        const auto& stores = library->here();
        const auto ids = stores.jobs.ids({});
        const auto rows = stores.jobs.rows(ids ? *ids : QList<library::JobId>());
        return rows ? *rows : QList<library::Job>();
    }

    int numberOf(JobState state) const {
        int number = 0;
        for (const library::Job& job : jobs())
            number += job.state == state ? 1 : 0;
        return number;
    }

    qsizetype damages() const {
        const auto library = open(library::OpenMode::ReadOnly, false);
        const auto found = library::verify(library->here());
        return found ? found->size() : -1;
    }

    std::unique_ptr<QProcess> start(const QString& program) const {
        const QStringList where{QStringLiteral("--library"), file()};
        const bool window = program == QLatin1String("tidemark");
        return m_runner.start(program, window ? where : QStringList{QStringLiteral("archive")} + where);
    }

private Q_SLOTS:
    void initTestCase() {
        for (const QString& program : {QStringLiteral("tidemark-cli"), QStringLiteral("tidemark")}) {
            if (QFile::exists(support::ProgramRunner::programPath(program)))
                m_programs << program;
        }
        QVERIFY2(!m_programs.isEmpty(), "no program was built");
    }

    void killedTwentyTimesEveryLinkHasOneOutcome() {
        const QString folder = m_runner.path(QStringLiteral("pages"));
        makePages(folder);
        support::TestServer server(slowFolder(folder));
        QStringList links{server.link(QStringLiteral("/missing.html"))};
        for (int number = 0; number < pages; ++number)
            links << server.link(QStringLiteral("/%1.html").arg(number));
        hand(links);

        QRandomGenerator random(20);
        QHash<QString, int> askedWhenStored;
        for (int kill = 0; kill < kills; ++kill) {
            const QString program = m_programs.at(kill % m_programs.size());
            const auto process = start(program);
            if (kill / 2 % 2 == 0) // half of them come when something was stored, however slow the machine is
                QTRY_VERIFY(numberOf(JobState::Done) > askedWhenStored.size());
            process->waitForFinished(random.bounded(50, program == QLatin1String("tidemark") ? 1'300 : 700));
            process->kill();
            process->waitForFinished();
            for (const library::Job& job : jobs()) {
                if (job.state == JobState::Done && !askedWhenStored.contains(job.link))
                    askedWhenStored.insert(job.link, server.requestCount(QUrl(job.link).path()));
            }
            if (kill % 5 == 4)
                QCOMPARE(damages(), 0);
        }
        qInfo("%lld of %d pages were stored before the last kill", static_cast<long long>(askedWhenStored.size()),
              pages);
        QVERIFY2(!askedWhenStored.isEmpty(), "the kills came too early to prove anything");
        QVERIFY2(askedWhenStored.size() < pages, "the kills came too late to prove anything");

        const auto last = start(m_programs.constFirst());
        QTRY_VERIFY_WITH_TIMEOUT(numberOf(JobState::Done) == pages && numberOf(JobState::Failed) == 1, 200'000);
        support::ProgramRunner::signal(*last, SIGTERM); // the window stays open; the other ends with the last link
        QTRY_COMPARE_WITH_TIMEOUT(last->state(), QProcess::NotRunning, 20'000);
        QCOMPARE(last->exitStatus(), QProcess::NormalExit);

        QSet<QString> outcomes;
        for (const library::Job& job : jobs()) {
            QVERIFY2(job.state == JobState::Done || job.state == JobState::Failed, qPrintable(job.link));
            outcomes.insert(job.link);
        }
        QCOMPARE(outcomes.size(), links.size());
        QCOMPARE(jobs().size(), links.size());
        QCOMPARE(damages(), 0);
        for (auto stored = askedWhenStored.cbegin(); stored != askedWhenStored.cend(); ++stored)
            QCOMPARE(server.requestCount(QUrl(stored.key()).path()), stored.value());
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "tst_crash.moc"
