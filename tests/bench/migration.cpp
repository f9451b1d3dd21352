// Measures how an older library is opened. FILE (of make_library) is made one of the first version, then
//
//   migration FILE
//
// reads it as it is, brings it up to date with a copy first, and opens it again; each with its time and peak memory.

#include "library/library.h"
#include "tests/library/olderlibrary.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

namespace {

using namespace library;

void forgetPeak() {
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

double peakMegabytes() {
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return -1;
}

struct Told {
    QElapsedTimer since;
    OpeningStep::Kind kind = OpeningStep::Kind::Copying;
    double seconds[3] = {0, 0, 0};
    double longestSilence = 0;

    bool note(const OpeningStep& step) {
        const double passed = double(since.nsecsElapsed()) / 1e9;
        since.start();
        seconds[int(kind)] += passed;
        kind = step.kind;
        longestSilence = std::max(longestSilence, passed);
        return true;
    }
};

int open(const char* what, const OpenOptions& given, Told* told) {
    OpenOptions options = given;
    if (told) {
        told->since.start();
        options.report = [told](const OpeningStep& step) { return told->note(step); };
    }
    forgetPeak();
    QElapsedTimer timer;
    timer.start();
    const auto opened = Library::open(options);
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (!opened) {
        std::fprintf(stderr, "%s\n", qPrintable(opened.error().message));
        return 3;
    }
    if (told)
        (void)told->note({OpeningStep::Kind::Checking, -1});
    std::printf("%-34s %8.2f s   peak memory %6.1f MiB\n", what, seconds, peakMegabytes());
    return 0;
}

} // namespace

int main(int count, char** values) {
    const QCoreApplication application(count, values);
    const QString file = QCoreApplication::arguments().value(1);
    if (!QFile::exists(file)) {
        std::fprintf(stderr, "migration FILE, a library that make_library made\n");
        return 2;
    }
    if (const auto made = older::make(file, 1); !made) {
        std::fprintf(stderr, "%s\n", qPrintable(made.error().message));
        return 3;
    }
    std::printf("%.1f MiB\n", double(QFileInfo(file).size()) / 1024 / 1024);
    Told told;
    int status = open("read as it is", {.file = file, .mode = OpenMode::ReadOnly}, nullptr);
    status = std::max(status, open("brought up to date", {.file = file}, &told));
    std::printf("  copying %.2f s, changing %.2f s, checking and opening %.2f s; longest silence %.2f s\n",
                told.seconds[0], told.seconds[1], told.seconds[2], told.longestSilence);
    return std::max(status, open("opened again", {.file = file}, nullptr));
}
