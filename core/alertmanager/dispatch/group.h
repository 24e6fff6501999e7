// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "alertmanager/route/route.h"
#include "alertmanager/trace/tracer.h"
#include "base/clock.h"

namespace hearth::alertmanager {

/// The alerts of one route with the same values of its `group_by` labels, and when they are flushed next.
/// Threads: confined to the notify thread.
struct Group {
    struct Member {
        AlertPtr alert;
        std::uint64_t hash = 0; ///< In the notification log.
        AlertState state = AlertState::kUnprocessed;
    };
    /// A flush whose messages are not all delivered yet.
    struct Flush {
        std::uint64_t number = 0;
        std::size_t underWay = 0;
        bool failed = false;
        std::vector<AlertPtr> resolved;
    };

    std::uint64_t id = 0;
    const Route* route = nullptr;
    model::Labels labels;
    std::string key;   ///< In the notification log.
    std::string place; ///< Among the groups of the dispatcher.
    TraceGroupPtr trace;
    std::unordered_map<Fingerprint, Member> members;
    std::vector<std::string> mutedBy; ///< Names of time intervals, as of the last flush.

    MonotonicTime due;
    bool isFlushing = false;
    bool isDueAgain = false; ///< Its time came while it was flushed.
    Flush flush;
};

} // namespace hearth::alertmanager
