#pragma once

#include "net/loadslot.h"

namespace net {

bool isScarcity(ErrorKind kind); // something this computer has too little of

// Gives the ends of a load's replies their kinds, and remembers for a while what this computer was short of.
class LoadErrors {
public:
    explicit LoadErrors(QByteArray method)
        : m_method(std::move(method)) {}

    // `suspect`: as the slot was before the rest of its body was read.
    ErrorKind kindOf(const LoadSlot& slot, bool suspect);

private:
    ErrorKind kindOfReply(const LoadSlot& slot);

    const QByteArray m_method;
    ErrorKind m_scarce = ErrorKind::None;
    DeadlineLine::Time m_scarceAt{};
};

} // namespace net
