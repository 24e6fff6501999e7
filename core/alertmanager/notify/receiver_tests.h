// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "alertmanager/notify/integration.h"
#include "base/clock.h"
#include "base/error.h"
#include "http/exchange_record.h"

namespace hearth::alertmanager {

struct ReceiverOptions;

/// What became of a test message to one integration.
struct TestedIntegration {
    std::string name; ///< `slack[0]`
    Outcome outcome;
    std::shared_ptr<const http::ExchangeRecord> record;
    Nanoseconds took{};
};

/// Test messages through the real integrations, each built for its test alone: groups, log and trace know nothing of
/// them, and each message goes over a connection of its own. Nothing is tried twice.
/// Threads: confined to the notify thread.
class ReceiverTests {
  public:
    struct Limits {
        std::size_t atOnce = 4;
        std::size_t perMinute = 20;
        std::chrono::seconds deadline{15}; ///< Of each message.
    };
    ReceiverTests(const Clock& clock, Limits limits)
        : m_clock(clock)
        , m_limits(limits) {}

    /// Called once, in the order of the receiver's integrations; destroyed uncalled where the tests end first.
    using Done = std::move_only_function<void(Result<std::vector<TestedIntegration>>)>;
    struct Order {
        std::shared_ptr<const void> keepsAlive; ///< Owns what `receiver` and `tools` name.
        const ReceiverOptions* receiver = nullptr;
        std::string integration; ///< `email[0]`; empty: all.
        IntegrationTools tools;
    };
    /// kNotFound (no such integration), kInvalidArgument (the receiver has none), kLimit.
    void begin(Order order, Done done);

    /// Ends what is overdue, and frees what has ended.
    void step();
    MonotonicTime nextDue() const;

  private:
    struct Running;

    Result<void> admit();
    void send(const std::shared_ptr<Running>& running, std::size_t index, MonotonicTime deadline);
    void finish(const std::shared_ptr<Running>& running, std::size_t index, Outcome outcome);

    const Clock& m_clock;
    const Limits m_limits;
    std::list<std::shared_ptr<Running>> m_running;
    std::deque<MonotonicTime> m_begun; ///< Of the last minute.
};

} // namespace hearth::alertmanager
