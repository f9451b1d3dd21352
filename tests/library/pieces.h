#pragma once

#include <QCoreApplication>
#include <QHash>
#include <QTest>

#include <functional>

// A test program that is started again, as another program: with a word first it does the piece of that name with the
// file named next, else it runs its tests.
namespace pieces {

using Pieces = QHash<QString, std::function<int(const QString& file)>>;

template<typename Test>
int run(int argc, char** argv, const Pieces& pieces) {
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (const auto piece = pieces.constFind(arguments.value(1)); piece != pieces.constEnd())
        return (*piece)(arguments.value(2));
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace pieces
