// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/notify/receiver_tests.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "alertmanager/options.h"

namespace hearth::alertmanager {
namespace {

/// A message ends by its own deadline; this is for what hangs without keeping one.
constexpr std::chrono::seconds kGrace{3};

std::shared_ptr<const Notification> testNotification(const std::string& receiver, const std::string& integration,
                                                     model::TimestampMs now) {
    Alert alert;
    alert.labels = model::Labels::fromPairs(
        {{"alertname", "TestNotification"}, {"hearth_test", "true"}, {"receiver", receiver}, {"severity", "info"}});
    alert.annotations = model::Labels::fromPairs(
        {{"description", fmt::format("Somebody asked Hearth to test the receiver {}. Nothing is wrong.", receiver)},
         {"summary", fmt::format("Test message to {}", receiver)}});
    alert.startsAt = now;
    alert.updatedAt = now;
    alert.fingerprint = fingerprintOf(alert.labels);
    auto message = std::make_shared<Notification>();
    message->groupKey = fmt::format("{{}}/{{hearth_test=\"true\"}}:{{receiver=\"{}/{}\"}}", receiver, integration);
    message->receiver = receiver;
    message->reason = "test";
    message->groupLabels = model::Labels::fromPairs({{"alertname", "TestNotification"}});
    message->alerts = {std::make_shared<const Alert>(std::move(alert))};
    message->now = now;
    message->isTest = true;
    return message;
}

Outcome outOfTime() {
    return {.kind = Outcome::Kind::kFailed,
            .cause = Outcome::Cause::kDeadline,
            .error = "context deadline exceeded",
            .answer = {},
            .remember = {}};
}

} // namespace

struct ReceiverTests::Running {
    std::shared_ptr<const void> keepsAlive; ///< Before the integrations, which use it.
    std::string receiver;
    Done done;
    MonotonicTime begun;
    MonotonicTime limit;
    std::vector<TestedIntegration> tests;
    std::vector<std::shared_ptr<http::ExchangeRecord>> records;
    std::vector<std::unique_ptr<Integration>> integrations;
    std::vector<bool> ended;
    std::size_t left = 0;
};

Result<void> ReceiverTests::admit() {
    const auto now = m_clock.monotonic();
    while (!m_begun.empty() && now - m_begun.front() >= std::chrono::minutes(1)) {
        m_begun.pop_front();
    }
    const auto underWay = std::ranges::count_if(m_running, [](const auto& running) { return running->left > 0; });
    if (static_cast<std::size_t>(underWay) >= m_limits.atOnce || m_begun.size() >= m_limits.perMinute) {
        return fail(ErrorCode::kLimit, "too many tests within a minute; wait a little");
    }
    m_begun.push_back(now);
    return {};
}

void ReceiverTests::begin(Order order, Done done) {
    auto running = std::make_shared<Running>();
    std::map<std::string, int> counts;
    for (const auto& written : order.receiver->integrations) {
        const std::string kind(written->kind());
        const auto name = fmt::format("{}[{}]", kind, counts[kind]++);
        if (order.integration.empty() || order.integration == name) {
            auto tools = order.tools;
            tools.record = running->records.emplace_back(std::make_shared<http::ExchangeRecord>());
            running->tests.push_back({.name = name, .outcome = {}, .record = tools.record, .took = {}});
            running->integrations.push_back(written->build(tools));
        }
    }
    if (running->tests.empty()) {
        return done(order.integration.empty()
                        ? fail(ErrorCode::kInvalidArgument, "this receiver tells nobody anything")
                        : fail(ErrorCode::kNotFound, fmt::format("the receiver has no {}", order.integration)));
    }
    if (auto admitted = admit(); !admitted) {
        return done(std::unexpected(std::move(admitted).error()));
    }
    running->keepsAlive = std::move(order.keepsAlive);
    running->receiver = order.receiver->name;
    running->done = std::move(done);
    running->begun = m_clock.monotonic();
    const auto deadline = running->begun + m_limits.deadline;
    running->limit = deadline + kGrace;
    running->left = running->tests.size();
    running->ended.resize(running->left);
    m_running.push_back(running);
    for (std::size_t i = 0; i < running->integrations.size(); ++i) {
        send(running, i, deadline);
    }
}

void ReceiverTests::send(const std::shared_ptr<Running>& running, std::size_t index, MonotonicTime deadline) {
    const auto& name = running->tests[index].name;
    const auto message = testNotification(running->receiver, name, m_clock.nowMs());
    running->records[index]->begin(m_clock.monotonic());
    running->integrations[index]->send(message, deadline,
                                       [this, weak = std::weak_ptr(running), index](Outcome outcome) {
                                           if (const auto still = weak.lock()) {
                                               finish(still, index, std::move(outcome));
                                           }
                                       });
}

void ReceiverTests::finish(const std::shared_ptr<Running>& running, std::size_t index, Outcome outcome) {
    if (running->ended[index]) {
        return;
    }
    running->ended[index] = true;
    auto& test = running->tests[index];
    test.outcome = std::move(outcome);
    test.took = m_clock.monotonic() - running->begun;
    if (--running->left == 0) {
        std::exchange(running->done, nullptr)(running->tests);
    }
}

void ReceiverTests::step() {
    const auto now = m_clock.monotonic();
    for (const auto& running : m_running) {
        for (std::size_t i = 0; running->limit <= now && i < running->ended.size(); ++i) {
            if (!running->ended[i]) {
                // What the record says may still hold words that the integration would have hidden.
                running->tests[i].record = std::make_shared<const http::ExchangeRecord>();
                finish(running, i, outOfTime());
            }
        }
    }
    std::erase_if(m_running, [](const auto& running) { return running->left == 0; });
}

MonotonicTime ReceiverTests::nextDue() const {
    auto next = MonotonicTime::max();
    for (const auto& running : m_running) {
        next = std::min(next, running->limit);
    }
    return next;
}

} // namespace hearth::alertmanager
