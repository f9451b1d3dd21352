#pragma once

#include "base/result.h"
#include "bench/descriptor.h"

#include <QByteArray>
#include <QString>

class SignalWatcher;

namespace cli {

// Where --json writes to. A plain file holds all so far and is replaced each time, so that it is whole at any moment; a
// pipe or a device is opened once and given what is new.
class ResultFile {
public:
    explicit ResultFile(QString path);

    base::Result<void> check() const; // before the run; touches nothing
    // A pipe that nobody reads, or reads on, is waited for, until a signal comes.
    base::Result<void> add(const QByteArray& text, SignalWatcher& signalWatcher);

private:
    bool isPlain() const;
    base::Result<void> open(SignalWatcher& signalWatcher);
    base::Result<void> give(const QByteArray& text, SignalWatcher& signalWatcher) const;
    base::Error unwritable(int why) const;

    const QString m_path;
    QByteArray m_sofar;
    bench::Descriptor m_opened;
};

} // namespace cli
