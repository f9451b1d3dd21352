#pragma once

#include <QByteArray>
#include <QList>

using Recipe = QByteArray (*)(); // pages are made one at a time: together they would be larger than what is measured

inline QByteArray times(int count, const QByteArray& piece) {
    return piece.repeated(count);
}

// A page made to hurt whoever reads it.
struct HostilePage {
    const char* name;
    Recipe recipe;
};

QList<HostilePage> hostilePages();
void addStates(QList<HostilePage>& pages); // those of hostilestates.cpp, which are among them
