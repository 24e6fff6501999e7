// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stop_token>
#include <utility>

#include "base/clock.h"
#include "base/error.h"

namespace hearth::promql {

/// Lets a limited number of queries in; the others wait in front. Threads: thread-safe.
class QueryGate {
  public:
    QueryGate(std::size_t places, Clock& clock)
        : m_clock(clock)
        , m_free(places) {}

    /// A place, given back on destruction.
    class Place {
      public:
        explicit Place(QueryGate* gate)
            : m_gate(gate) {}
        Place(Place&& other) noexcept
            : m_gate(std::exchange(other.m_gate, nullptr)) {}
        Place& operator=(Place&&) = delete;
        ~Place();

      private:
        QueryGate* m_gate;
    };

    /// Waits for a place. kTimeout, kCanceled.
    Result<Place> enter(MonotonicTime deadline, const std::stop_token& stop);

  private:
    Clock& m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_left; // guarded by m_mutex
    std::size_t m_free;                 // guarded by m_mutex
};

} // namespace hearth::promql
