#pragma once

#include <QObject>

namespace base {
class Clock;
}

namespace library {

class Library;

// Empties the bin (bin.h) of a library that may be written: when it is started, and again every hour.
class BinKeeper : public QObject {
    Q_OBJECT

public:
    BinKeeper(Library& library, base::Clock& clock, QObject* parent = nullptr); // both outlive it
    void start();

private:
    Library& m_library;
    base::Clock& m_clock;
};

} // namespace library
