#include "formats/links.h"

#include <QBuffer>
#include <QStringEncoder>
#include <QTest>

namespace {

struct Read {
    QStringList links;
    QStringList tags;
    qsizetype largestBatch = 0;
    formats::LinkFileSummary summary;
    QByteArray error;
};

Read read(QIODevice& device) {
    Read read;
    const auto result = formats::readLinkFile(device, [&](const QList<formats::FoundLink>& batch) {
        read.largestBatch = std::max(read.largestBatch, batch.size());
        for (const auto& link : batch) {
            read.links << link.link;
            read.tags << link.tags;
        }
        return true;
    });
    if (result)
        read.summary = *result;
    else
        read.error = result.error().kind;
    return read;
}

Read read(QByteArray bytes) {
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        qFatal("a buffer opens");
    return read(buffer);
}

// As many lines as wanted without holding them.
class Lines : public QIODevice {
public:
    explicit Lines(int lines)
        : m_lines(lines) {
        open(QIODevice::ReadOnly);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char* data, qint64 maxSize) override {
        qint64 written = 0;
        while (m_next < m_lines) {
            const QByteArray line = "https://example.org/page/" + QByteArray::number(m_next) + "?x=1\n";
            if (written + line.size() > maxSize)
                break;
            memcpy(data + written, line.constData(), size_t(line.size()));
            written += line.size();
            ++m_next;
        }
        return written == 0 ? -1 : written;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    int m_lines;
    int m_next = 0;
};

} // namespace

class LinkFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void plainTextIsRead() {
        const Read file = read("# my links\r\nhttp://a/\r\nno link\r\n\r\nhttp://b/");
        QCOMPARE(file.links, QStringList({QStringLiteral("http://a/"), QStringLiteral("http://b/")}));
        QCOMPARE(file.summary.links, 2);
        QCOMPARE(file.summary.badLines, 1);
        QCOMPARE(file.summary.bad.first().line, 3);
    }

    void emptyFileHoldsNothing() {
        const Read file = read(QByteArray());
        QVERIFY(file.error.isEmpty());
        QCOMPARE(file.summary.links, 0);
    }

    void unicodeIsReadInEveryForm_data() {
        QTest::addColumn<QByteArray>("bytes");
        const QString text = QStringLiteral("http://a/é\r\nhttp://b/\n");
        const auto encoded = [&](QStringConverter::Encoding encoding, QStringConverter::Flag flag) {
            QStringEncoder encoder(encoding, flag);
            return QByteArray(encoder.encode(text));
        };
        QTest::newRow("UTF-8") << text.toUtf8();
        QTest::newRow("UTF-8 with mark") << encoded(QStringConverter::Utf8, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-16LE with mark") << encoded(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-16BE with mark") << encoded(QStringConverter::Utf16BE, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-16LE") << encoded(QStringConverter::Utf16LE, QStringConverter::Flag::Default);
        QTest::newRow("UTF-16BE") << encoded(QStringConverter::Utf16BE, QStringConverter::Flag::Default);
        QTest::newRow("Latin-1") << text.toLatin1();
    }
    void unicodeIsReadInEveryForm() {
        QFETCH(QByteArray, bytes);
        QCOMPARE(read(bytes).links, QStringList({QStringLiteral("http://a/é"), QStringLiteral("http://b/")}));
    }

    void charactersAreNotCutBetweenPieces() {
        QByteArray bytes;
        for (int i = 0; i < 20'000; ++i)
            bytes += "http://a/" + QByteArray::number(i) + "/é語\r\n";
        const Read file = read(bytes);
        QCOMPARE(file.links.size(), 20'000);
        QCOMPARE(file.summary.badLines, 0);
        QCOMPARE(file.links.last(), QStringLiteral("http://a/19999/é語"));
    }

    void bookmarksAreKnownByTheirContent() {
        const Read file = read(
            "\n<!doctype netscape-bookmark-file-1>\n<DL><DT><H3>T</H3><DL><DT><A HREF=\"http://a/\">A</A></DL></DL>");
        QCOMPARE(file.links, QStringList(QStringLiteral("http://a/")));
        QCOMPARE(file.tags, QStringList(QStringLiteral("T")));
    }

    void anyHtmlGivesItsAnchors() {
        const Read file = read("<!doctype html><title>x</title><h3>No tag</h3><a href='http://a/'>a</a>");
        QCOMPARE(file.links, QStringList(QStringLiteral("http://a/")));
        QCOMPARE(file.tags, QStringList());
    }

    void linksInAngleBracketsAreText() { QCOMPARE(read("<http://a/>\n<http://b/>\n").links.size(), 2); }

    void binaryFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n http://a/");
        QTest::newRow("archive") << QByteArray("PK\x03\x04 http://a/");
        QTest::newRow("zeros") << QByteArray(1000, '\0');
        QByteArray all;
        for (int i = 0; i < 1024; ++i)
            all += char(i % 256);
        QTest::newRow("all bytes") << all;
    }
    void binaryFilesAreRefused() {
        QFETCH(QByteArray, bytes);
        const Read file = read(bytes);
        QCOMPARE(file.error, QByteArray(formats::binaryFile));
        QVERIFY(file.links.isEmpty());
    }

    void aNulSpoilsOnlyItsLine() {
        const Read file = read(QByteArray("http://a/\nhttp://b/\0c\nhttp://d/\nhttp://e/\n", 41));
        QCOMPARE(file.links.size(), 3);
        QCOMPARE(file.summary.badLines, 1);
    }

    void aMillionLinesComeInBatches() {
        Lines lines(1'000'000);
        qint64 count = 0;
        qsizetype largest = 0;
        const auto result = formats::readLinkFile(lines, [&](const QList<formats::FoundLink>& batch) {
            count += batch.size();
            largest = std::max(largest, batch.size());
            return true;
        });
        QVERIFY(result);
        QCOMPARE(count, 1'000'000);
        QCOMPARE(result->links, 1'000'000);
        QVERIFY(largest <= 10'000);
    }

    void stoppingStops() {
        Lines lines(1'000'000);
        int batches = 0;
        const auto result =
            formats::readLinkFile(lines, [&](const QList<formats::FoundLink>&) { return ++batches < 3; });
        QVERIFY(result);
        QCOMPARE(batches, 3);
        QVERIFY(result->links <= 30'000);
    }
};

QTEST_GUILESS_MAIN(LinkFileTest)
#include "tst_linkfile.moc"
