#include "ui/archive/linkreading.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace ui {

namespace {

constexpr int stopAskedAfterMs = 50;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui)
};

} // namespace

base::Result<formats::LinkFileSummary> readLinks(const LinkReading& from,
                                                 const std::function<bool(const QList<formats::FoundLink>&)>& sink) {
    if (from.path.isEmpty()) {
        QBuffer buffer;
        buffer.setData(from.bytes);
        buffer.open(QIODevice::ReadOnly);
        return formats::readLinkFile(buffer, sink);
    }
    QFile file(from.path);
    if (!file.open(QIODevice::ReadOnly))
        return base::Error{
            "file-unreadable",
            Words::tr("%1 cannot be read: %2").arg(QDir::toNativeSeparators(from.path), file.errorString())};
    return formats::readLinkFile(file, sink);
}

bool ReadingGate::pass(const Stop& stop) {
    while (!stop->load()) {
        if (m_places.tryAcquire(1, stopAskedAfterMs))
            return true;
    }
    return false;
}

} // namespace ui
