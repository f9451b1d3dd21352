#pragma once

#include "net/exchange.h"

namespace bench::direct {

net::ErrorKind errorKindOf(int error); // of an errno of connect(), socket(), send() or recv()

} // namespace bench::direct
