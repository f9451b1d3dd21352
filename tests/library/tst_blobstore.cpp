#include "withlibrary.h"

#include "library/database.h"
#include "library/errors.h"
#include "library/query.h"

#include <QCryptographicHash>

using namespace library;

class BlobStoreTest : public WithLibrary {
    Q_OBJECT

private Q_SLOTS:
    BlobStore& blobs() { return stores().blobs; }

    void bytesComeBackAsTheyWere_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("codec");
        QByteArray noise(10'000, Qt::Uninitialized);
        quint32 state = 1;
        for (char& byte : noise)
            byte = char((state = state * 1664525 + 1013904223) >> 24);
        QTest::newRow("empty") << QByteArray() << QByteArray() << 0;
        QTest::newRow("short") << QByteArray("x") << QByteArray("text/html") << 0;
        QTest::newRow("page") << QByteArray(100'000, 'a') << QByteArray("text/html") << 1;
        QTest::newRow("noise") << noise << QByteArray() << 0;
        QTest::newRow("picture") << QByteArray(100'000, 'a') << QByteArray("Image/PNG") << 0;
        QTest::newRow("drawing") << QByteArray(100'000, 'a') << QByteArray("image/svg+xml") << 1;
        QTest::newRow("NULs") << QByteArray(5'000'000, '\0') << QByteArray() << 1;
    }
    void bytesComeBackAsTheyWere() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, type);
        const PackedBlob blob = pack(bytes, type);
        QTEST(blob.codec, "codec");
        QCOMPARE(blob.size, bytes.size());
        QCOMPARE(blob.sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        QVERIFY(blobs().put(blob));
        QVERIFY(blobs().put(blob));
        QCOMPARE(*blobs().get(blob.sha256), bytes);
    }

    void unknownBytesAreNotFound() { QCOMPARE(blobs().get(QByteArray(32, 'x')).error().kind, QByteArray(notFound)); }

    void moreThanWantedIsNotRead() {
        const PackedBlob blob = pack(QByteArray(1000, 'a'));
        QVERIFY(blobs().put(blob));
        QVERIFY(blobs().get(blob.sha256, 1000));
        QVERIFY(!blobs().get(blob.sha256, 999));
    }

    void damagedBytesAreAnError_data() {
        QTest::addColumn<QString>("damage");
        QTest::newRow("data") << QStringLiteral("UPDATE blob SET data = x'0011223344556677'");
        QTest::newRow("cut off") << QStringLiteral("UPDATE blob SET data = substr(data, 1, 12)");
        QTest::newRow("empty") << QStringLiteral("UPDATE blob SET data = x''");
        QTest::newRow("size") << QStringLiteral("UPDATE blob SET size = 40000000");
        QTest::newRow("negative") << QStringLiteral("UPDATE blob SET size = -1");
        QTest::newRow("codec") << QStringLiteral("UPDATE blob SET codec = 7");
        QTest::newRow("not packed") << QStringLiteral("UPDATE blob SET codec = 0");
    }
    void damagedBytesAreAnError() {
        const PackedBlob blob = pack(QByteArray(10'000, 'a'));
        QVERIFY(blobs().put(blob));
        QFETCH(QString, damage);
        QVERIFY(stores().database.execute(qPrintable(damage)));
        QCOMPARE(blobs().get(blob.sha256).error().kind, QByteArray(libraryDamaged));
        m_library.reset(); // damaged on purpose
    }
};

QTEST_GUILESS_MAIN(BlobStoreTest)
#include "tst_blobstore.moc"
