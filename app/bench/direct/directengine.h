#pragma once

#include "bench/engine.h"

namespace bench::direct {

// Fires a plan over sockets of its own: as many threads as the plan wants, or as there are cores, each with its share
// of the places, connections, buffers and record. See makeEngine().
std::unique_ptr<Engine> makeDirectEngine(const LoadPlan& plan, const Targets& targets, const QByteArray& body,
                                         int places, std::function<void()> ended, const net::ResolverMaker& lookUp,
                                         int idle, std::function<void(Phase)> entered);

int threadsOf(const LoadPlan& plan, int places); // never more than places

} // namespace bench::direct
