#pragma once

#include "fixture.h"

// A library of its own for each test, sound at its end: a test of one store says `class XTest : public WithLibrary`.
class WithLibrary : public QObject {
    Q_OBJECT

protected:
    enum class Connections {
        Here,    // only the test's own, which writes: for the stores
        Threads, // the library's, as the window has it
    };
    explicit WithLibrary(Connections connections = Connections::Here)
        : m_connections(connections) {}

protected Q_SLOTS: // which run around the tests; private ones are tests
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    virtual void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_library = fixture::open(path("a.tidemark"), m_connections == Connections::Threads);
        QVERIFY(m_library);
    }

    // A test that ends the library itself has its reason, and is not checked.
    virtual void cleanup() {
        if (m_library)
            QCOMPARE(fixture::damages(stores()), QStringList());
        m_library.reset();
    }

protected:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    library::Stores& stores() { return m_library->here(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<library::Library> m_library;

private:
    Connections m_connections;
};
