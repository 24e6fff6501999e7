// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "alertmanager/notify/backoff.h"
#include "alertmanager/notify/deduplication.h"
#include "alertmanager/notify/last_deliveries.h"
#include "alertmanager/notify/notification_log.h"
#include "alertmanager/notify/receiver.h"
#include "alertmanager/trace/tracer.h"
#include "base/clock.h"
#include "base/log.h"

namespace hearth::alertmanager {

/// What is to be brought to one integration in one flush.
struct DeliveryOrder {
    std::shared_ptr<const void> keepsAlive; ///< Owns `to`.
    PlacedIntegration* to = nullptr;
    NotificationLog::Key key;
    TraceGroupPtr group;
    std::shared_ptr<const Notification> notification; ///< Null: nothing to send, only the log is to be brought up.
    GroupHashes hashes;
    model::DurationMs repeatInterval = 0;
    MonotonicTime deadline;
    /// Called once: whether the log has it. Not called where the orders were abandoned before.
    std::move_only_function<void(bool)> done;
};

/// Brings messages to integrations: attempts, with growing pauses, until one succeeds, fails for good, or the deadline
/// passes; then writes the log. Deliveries do not wait for each other.
/// Threads: confined to the notify thread.
class Deliveries {
  public:
    Deliveries(const Clock& clock, RandomSource& random, NotificationLog& log, Tracer& tracer, Log lines);
    ~Deliveries();

    void begin(DeliveryOrder order);
    /// Whether an attempt of an abandoned order of this group to this receiver has still to end.
    bool isFinishing(const std::string& groupKey, const std::string& receiver) const;
    /// Nobody waits for the orders any longer, and nothing is tried again. What an attempt under way still achieves is
    /// written to the log.
    void abandonAll();

    /// What was told before the start, as far as the log knows.
    void restoreLast() { m_last.restore(m_log); }
    std::vector<LastDelivery> last() const { return m_last.all(); }

    /// Tries again what is due.
    void step();
    MonotonicTime nextDue() const;
    std::size_t underWay() const { return m_deliveries.size(); }

  private:
    struct Delivery;
    using Id = std::uint64_t;

    void attempt(Delivery& delivery);
    void finishAttempt(Id id, MonotonicTime started, Outcome outcome);
    void retryOrGiveUp(Delivery& delivery, MonotonicTime started, const Outcome& outcome);
    void succeed(Delivery& delivery, const Outcome& outcome);
    void giveUp(Delivery& delivery, Outcome::Cause cause, const std::string& error);
    void end(Delivery& delivery, bool logged);
    void note(const Delivery& delivery, LastDelivery::Outcome outcome, const std::string& words);
    void trace(const Delivery& delivery, TraceEvent::Kind kind, std::string detail);

    const Clock& m_clock;
    RandomSource& m_random;
    NotificationLog& m_log;
    Tracer& m_tracer;
    const Log m_lines;

    LastDeliveries m_last;
    Id m_lastId = 0;
    std::unordered_map<Id, std::unique_ptr<Delivery>> m_deliveries;
    std::multimap<MonotonicTime, Id> m_due;
    std::multiset<std::string> m_finishing; ///< Groups and receivers of abandoned deliveries.
    /// Ended while an integration was calling, whose last owner they may be; freed at the next step().
    std::vector<std::unique_ptr<Delivery>> m_ended;
    /// Told to attempts that end, so that one that ends after this object's end does nothing.
    std::shared_ptr<Deliveries*> m_self;
};

} // namespace hearth::alertmanager
