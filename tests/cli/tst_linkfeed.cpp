#include "base/file.h"
#include "cli/archiveoutcomes.h"
#include "cli/console.h"
#include "cli/linkfeed.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

class LinkFeedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        QByteArray list;
        for (int i = 0; i < 25'000; ++i) // three batches
            list += QByteArray("http://a.org/" + QByteArray::number(i) + '\n');
        QVERIFY(base::writeFileAtomically(path(), list));
    }

    void everyLinkComesABatchAtATime() {
        cli::LinkFeed feed({}, path(), m_outcomes, m_console);
        QSignalSpy ended(&feed, &cli::LinkFeed::ended);
        qsizetype batches = 0;
        qsizetype links = 0;
        connect(&feed, &cli::LinkFeed::read, this, [&](const QList<formats::FoundLink>& some) {
            ++batches;
            links += some.size();
            feed.want();
        });
        feed.want();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(links, 25'000);
        QVERIFY(batches > 1);
    }

    // The reader has the next batch ready and waits until somebody wants it.
    void stoppedBetweenTwoBatchesItEndsAtOnce_data() {
        QTest::addColumn<int>("stops");
        QTest::newRow("by its end alone") << 0;
        QTest::newRow("once before") << 1;
        QTest::newRow("twice before") << 2;
    }
    void stoppedBetweenTwoBatchesItEndsAtOnce() {
        QFETCH(int, stops);
        auto feed = std::make_unique<cli::LinkFeed>(QList<formats::FoundLink>(), path(), m_outcomes, m_console);
        QSignalSpy read(feed.get(), &cli::LinkFeed::read);
        feed->want();
        QTRY_COMPARE(read.size(), 1);
        for (int i = 0; i < stops; ++i)
            feed->stop();
        feed.reset(); // or never
        QCOMPARE(read.size(), 1);
    }

private:
    QString path() const { return m_folder.filePath(QStringLiteral("links.txt")); }

    QTemporaryDir m_folder;
    cli::Console m_console;
    cli::ArchiveOutcomes m_outcomes{cli::ArchiveOutcomes::Form::Lines, m_console};
};

QTEST_GUILESS_MAIN(LinkFeedTest)
#include "tst_linkfeed.moc"
