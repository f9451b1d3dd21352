#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace bench {

// A page of a folder of *.html and *.html.gz, unpacked.
struct Page {
    QString name;
    QByteArray bytes;
};

// All of them by name, read before anything is measured. Ends the program, with a word, when there are none.
QList<Page> readPages(const QString& folder);

// What this thread has used of a processor, in milliseconds.
double processorMilliseconds();

} // namespace bench
