#include "library/library.h"
#include "tests/support/programrunner.h"
#include "tests/support/testserver.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

// The whole programs, killed at random moments: every link has one outcome, nothing is lost, nothing is fetched again
// once it is stored.
class CrashTest : public QObject {
    Q_OBJECT

    static constexpr int pages = 400;
    static constexpr int kills = 20;

    support::ProgramRunner m_runner;
    QString library() const { return m_runner.path(QStringLiteral("crash.tidemark")); }

    static bench::server::Options slowFolder(const QString& folder) {
        bench::server::Options options;
        options.content.root = folder.toStdString();
        options.content.delay = bench::server::Delay{std::chrono::milliseconds(20), std::chrono::milliseconds(180)};
        return options;
    }

    void makePages(const QString& folder) const {
        QVERIFY(QDir().mkpath(folder));
        for (int number = 0; number < pages; ++number) {
            QFile file(QStringLiteral("%1/%2.html").arg(folder, QString::number(number)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            const QByteArray words =
                QByteArray("The tide of page " + QByteArray::number(number) + " rises. ").repeated(40);
            file.write("<!doctype html><title>Page " + QByteArray::number(number) + "</title><article><p>" + words +
                       "</p><p><img src=\"/picture-" + QByteArray::number(number % 10) +
                       ".png\" width=600 height=400></p><p>" + words + "</p></article>");
        }
    }

    QList<library::Job> jobs() const {
        const auto opened =
            library::Library::open({.file = library(), .mode = library::OpenMode::ReadOnly, .threads = false});
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        const auto& stores = (*opened)->here();
        const auto ids = stores.jobs.ids({});
        const auto rows = ids ? stores.jobs.rows(*ids) : base::Result<QList<library::Job>>(ids.error());
        if (!rows)
            qFatal("%s", qPrintable(rows.error().message));
        return *rows;
    }

    bool isWhole() const {
        return m_runner
                   .run(QStringLiteral("tidemark-cli"),
                        {QStringLiteral("verify"), QStringLiteral("--library"), library()})
                   .exitCode == 0;
    }

private Q_SLOTS:
    void killedTwentyTimesEveryLinkHasOneOutcome() {
        const QString folder = m_runner.path(QStringLiteral("pages"));
        makePages(folder);
        support::TestServer server(slowFolder(folder));
        QFile list(m_runner.path(QStringLiteral("links.txt")));
        QVERIFY(list.open(QIODevice::WriteOnly));
        for (int number = 0; number < pages; ++number)
            list.write(server.link(QStringLiteral("/%1.html").arg(number)).toLatin1() + '\n');
        list.write(server.link(QStringLiteral("/missing.html")).toLatin1() + '\n');
        list.close();
        const QStringList where{QStringLiteral("--library"), library()};
        QCOMPARE(
            m_runner.run(QStringLiteral("tidemark-cli"), QStringList{QStringLiteral("import"), list.fileName()} + where)
                .exitCode,
            0);

        const bool hasWindow = QFile::exists(support::ProgramRunner::programPath(QStringLiteral("tidemark")));
        QRandomGenerator random(20);
        QHash<QString, int> askedWhenStored;
        for (int kill = 0; kill < kills; ++kill) {
            const bool window = hasWindow && kill % 3 == 2;
            const auto process =
                window ? m_runner.start(QStringLiteral("tidemark"), where)
                       : m_runner.start(QStringLiteral("tidemark-cli"), QStringList{QStringLiteral("archive")} + where);
            process->waitForFinished(random.bounded(100, window ? 1'200 : 700));
            QVERIFY2(process->state() == QProcess::Running || process->exitCode() <= 1,
                     process->readAllStandardError().constData());
            process->kill();
            process->waitForFinished();
            for (const library::Job& job : jobs()) {
                if (job.state == library::JobState::Done && !askedWhenStored.contains(job.link))
                    askedWhenStored.insert(job.link, server.requestCount(QUrl(job.link).path()));
            }
            if (kill % 5 == 4)
                QVERIFY2(isWhole(), "verify after a kill");
        }
        QVERIFY2(askedWhenStored.size() > kills, "the kills came too early to prove anything");

        const support::Finished last =
            m_runner.run(QStringLiteral("tidemark-cli"), QStringList{QStringLiteral("archive")} + where);
        QVERIFY2(!last.timedOut && !last.crashed, last.err.constData());
        QCOMPARE(last.exitCode <= 1, true);
        QVERIFY(isWhole());

        int done = 0;
        QSet<QString> links;
        for (const library::Job& job : jobs()) {
            QVERIFY(!links.contains(job.link));
            links.insert(job.link);
            done += job.state == library::JobState::Done ? 1 : 0;
            const bool ended = job.state == library::JobState::Done || job.state == library::JobState::Failed;
            QVERIFY2(ended, qPrintable(job.link));
        }
        QCOMPARE(links.size(), pages + 1);
        QCOMPARE(done, pages);
        for (auto stored = askedWhenStored.cbegin(); stored != askedWhenStored.cend(); ++stored)
            QCOMPARE(server.requestCount(QUrl(stored.key()).path()), stored.value());
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "tst_crash.moc"
