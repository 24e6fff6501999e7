// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/notify/deliveries.h"

#include <algorithm>

#include "base/elapsed.h"

namespace hearth::alertmanager {
namespace {

std::string textOf(const std::string& groupKey, const std::string& receiver) {
    return groupKey + '\0' + receiver;
}

} // namespace

struct Deliveries::Delivery {
    Id id = 0;
    DeliveryOrder order;
    Backoff backoff;
    std::uint32_t attempts = 0;
    bool attempting = false;
    bool abandoned = false;
    Outcome lastFailure;
};

Deliveries::Deliveries(const Clock& clock, RandomSource& random, NotificationLog& log, Tracer& tracer, Log lines)
    : m_clock(clock)
    , m_random(random)
    , m_log(log)
    , m_tracer(tracer)
    , m_lines(std::move(lines))
    , m_self(std::make_shared<Deliveries*>(this)) {}

Deliveries::~Deliveries() {
    *m_self = nullptr;
}

void Deliveries::begin(DeliveryOrder order) {
    order.to->metrics.notifications.increment();
    const auto id = ++m_lastId;
    auto& delivery = *m_deliveries.emplace(id, std::make_unique<Delivery>()).first->second;
    delivery.id = id;
    delivery.order = std::move(order);
    if (delivery.order.notification) {
        trace(delivery, TraceEvent::Kind::kNotifying, delivery.order.notification->reason);
        attempt(delivery);
    } else {
        succeed(delivery, {});
    }
}

bool Deliveries::isFinishing(const std::string& groupKey, const std::string& receiver) const {
    return !m_finishing.empty() && m_finishing.contains(textOf(groupKey, receiver));
}

void Deliveries::abandonAll() {
    m_due.clear();
    std::vector<Delivery*> waiting;
    for (const auto& [id, delivery] : m_deliveries) {
        if (delivery->abandoned) {
            continue;
        }
        delivery->abandoned = true;
        delivery->order.done = nullptr;
        m_finishing.insert(textOf(delivery->order.key.groupKey, delivery->order.key.receiver));
        if (!delivery->attempting) {
            waiting.push_back(delivery.get());
        }
    }
    for (auto* const delivery : waiting) {
        giveUp(*delivery, Outcome::Cause::kCanceled, "the configuration was loaded anew");
    }
}

void Deliveries::attempt(Delivery& delivery) {
    delivery.attempting = true;
    ++delivery.attempts;
    const auto started = m_clock.monotonic();
    delivery.order.to->integration->send(delivery.order.notification, delivery.order.deadline,
                                         [self = m_self, id = delivery.id, started](Outcome outcome) {
                                             if (*self != nullptr) {
                                                 (*self)->finishAttempt(id, started, std::move(outcome));
                                             }
                                         });
}

void Deliveries::finishAttempt(Id id, MonotonicTime started, Outcome outcome) {
    const auto found = m_deliveries.find(id);
    if (found == m_deliveries.end() || !found->second->attempting) {
        return;
    }
    auto& delivery = *found->second;
    delivery.attempting = false;
    auto& metrics = delivery.order.to->metrics;
    metrics.requests.increment();
    metrics.latency.observe(secondsSince(started, m_clock));
    if (outcome.kind == Outcome::Kind::kSent) {
        succeed(delivery, outcome);
        return;
    }
    metrics.requestsFailed.increment();
    retryOrGiveUp(delivery, started, outcome);
}

void Deliveries::retryOrGiveUp(Delivery& delivery, MonotonicTime started, const Outcome& outcome) {
    const auto words = outcome.answer.empty() ? outcome.error : outcome.error + ": " + outcome.answer;
    if (outcome.kind == Outcome::Kind::kFailed) {
        giveUp(delivery, outcome.cause, words);
        return;
    }
    trace(delivery, TraceEvent::Kind::kAttempt, words);
    note(delivery, LastDelivery::Outcome::kTrying, words);
    if (outcome.error != delivery.lastFailure.error) {
        m_lines.warn("Notify attempt failed, will retry later", {{"receiver", delivery.order.key.receiver},
                                                                 {"integration", delivery.order.to->name},
                                                                 {"aggrGroup", delivery.order.key.groupKey},
                                                                 {"attempts", std::to_string(delivery.attempts)},
                                                                 {"err", words}});
    }
    delivery.lastFailure = outcome;
    const auto now = m_clock.monotonic();
    if (delivery.abandoned || now >= delivery.order.deadline) {
        giveUp(delivery, outcome.cause, words);
        return;
    }
    // The pause counts from the beginning of the attempt: one that took long is followed at once.
    const auto again = std::max(now, started + delivery.backoff.next(m_random));
    m_due.emplace(std::min(again, delivery.order.deadline), delivery.id);
}

void Deliveries::step() {
    m_ended.clear();
    while (!m_due.empty() && m_due.begin()->first <= m_clock.monotonic()) {
        const auto id = m_due.begin()->second;
        m_due.erase(m_due.begin());
        const auto found = m_deliveries.find(id);
        if (found == m_deliveries.end()) {
            continue;
        }
        auto& delivery = *found->second;
        if (m_clock.monotonic() >= delivery.order.deadline) {
            giveUp(delivery, delivery.lastFailure.cause, delivery.lastFailure.error);
        } else {
            attempt(delivery);
        }
    }
}

MonotonicTime Deliveries::nextDue() const {
    return m_due.empty() ? MonotonicTime::max() : m_due.begin()->first;
}

void Deliveries::succeed(Delivery& delivery, const Outcome& outcome) {
    const auto& order = delivery.order;
    if (order.notification) {
        trace(delivery, TraceEvent::Kind::kSent, outcome.answer);
        note(delivery, LastDelivery::Outcome::kSent, outcome.answer);
        if (delivery.attempts > 1) {
            m_lines.info("Notify success", {{"receiver", order.key.receiver},
                                            {"integration", order.to->name},
                                            {"aggrGroup", order.key.groupKey},
                                            {"attempts", std::to_string(delivery.attempts)}});
        }
    }
    auto remembered = order.notification ? order.notification->remembered : ReceiverData();
    for (const auto& [name, value] : outcome.remember) {
        remembered[name] = value;
    }
    m_log.put(order.key,
              {.time = m_clock.nowMs(),
               .firing = order.hashes.firing,
               .resolved = order.hashes.resolved,
               .remembered = std::move(remembered)},
              order.repeatInterval);
    end(delivery, true);
}

void Deliveries::giveUp(Delivery& delivery, Outcome::Cause cause, const std::string& error) {
    delivery.order.to->metrics.countFailure(cause);
    m_lines.error("Notify for alerts failed", {{"receiver", delivery.order.key.receiver},
                                               {"integration", delivery.order.to->name},
                                               {"aggrGroup", delivery.order.key.groupKey},
                                               {"attempts", std::to_string(delivery.attempts)},
                                               {"err", error}});
    trace(delivery, TraceEvent::Kind::kFailed, error);
    note(delivery, LastDelivery::Outcome::kFailed, error);
    end(delivery, false);
}

void Deliveries::end(Delivery& delivery, bool logged) {
    if (delivery.abandoned) {
        m_finishing.erase(m_finishing.find(textOf(delivery.order.key.groupKey, delivery.order.key.receiver)));
    }
    auto done = std::move(delivery.order.done);
    m_ended.push_back(std::move(m_deliveries.extract(delivery.id).mapped()));
    if (done) {
        done(logged);
    }
}

void Deliveries::note(const Delivery& delivery, LastDelivery::Outcome outcome, const std::string& words) {
    m_last.note(delivery.order.key.receiver, delivery.order.to->name, outcome, m_clock.nowMs(), words);
}

void Deliveries::trace(const Delivery& delivery, TraceEvent::Kind kind, std::string detail) {
    const auto& group = delivery.order.group;
    const auto& integration = delivery.order.to->name;
    TraceEvent event{.kind = kind,
                     .time = m_clock.nowMs(),
                     .integration = integration,
                     .detail = std::move(detail),
                     .attempt = kind != TraceEvent::Kind::kNotifying ? delivery.attempts : 0};
    if (kind == TraceEvent::Kind::kSent) {
        m_tracer.add(0, group, std::move(event));
        m_tracer.forget(0, group, integration);
    } else {
        m_tracer.repeat(group, std::move(event));
    }
}

} // namespace hearth::alertmanager
