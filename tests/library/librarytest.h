#pragma once

#include "fixture.h"

// A library of its own for each test, sound at its end: a test of one store says `class XTest : public LibraryTest`.
class LibraryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_library = fixture::open(path("a.tidemark"));
        QVERIFY(m_library);
    }

    // A test that ends the library itself has its reason, and is not checked.
    void cleanup() {
        if (m_library)
            QCOMPARE(fixture::damages(stores()), QStringList());
        m_library.reset();
    }

protected:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    library::Stores& stores() { return m_library->here(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<library::Library> m_library;
};
