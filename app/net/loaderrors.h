#pragma once

#include "net/loadslot.h"

#include <set>

namespace net {

bool isScarcity(ErrorKind kind); // something this computer has too little of

// Gives the ends of a load's replies their kinds, and remembers for a while what this computer was short of.
class LoadErrors {
public:
    explicit LoadErrors(QByteArray method)
        : m_method(std::move(method)) {}

    // `suspect`: as the slot was before the rest of its body was read.
    ErrorKind kindOf(const LoadSlot& slot, bool suspect);
    // What was said of it, where it is the first failure of its kind; all others cost nothing.
    QString example(const LoadSlot& slot, ErrorKind kind);

private:
    ErrorKind kindOfReply(const LoadSlot& slot);

    const QByteArray m_method;
    std::set<ErrorKind> m_told;
    ErrorKind m_scarce = ErrorKind::None;
    DeadlineLine::Time m_scarceAt{};
};

} // namespace net
