#pragma once

#include <QByteArray>
#include <QList>

using Recipe = QByteArray (*)(); // pages are made one at a time: together they would be larger than what is measured

// A page made to hurt whoever reads it.
struct HostilePage {
    const char* name;
    Recipe recipe;
};

QList<HostilePage> hostilePages();
