// SPDX-License-Identifier: GPL-3.0-or-later
#include "notifier/send_queue.h"

#include <algorithm>

namespace hearth::notifier {

SendQueue::SendQueue(std::string url, std::size_t capacity)
    : m_url(std::move(url))
    , m_capacity(capacity)
    , m_latency({0.5, 0.9, 0.99})
    , m_latencyBuckets({0.01, 0.1, 1, 10}) {}

void SendQueue::push(std::span<const AlertPtr> alerts) {
    const std::lock_guard lock(m_mutex);
    if (alerts.size() > m_capacity) {
        m_dropped.increment(alerts.size() - m_capacity);
        alerts = alerts.last(m_capacity);
    }
    const auto room = m_capacity - alerts.size();
    if (m_waiting.size() > room) {
        const auto surplus = m_waiting.size() - room;
        m_dropped.increment(surplus);
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(surplus));
    }
    m_waiting.insert(m_waiting.end(), alerts.begin(), alerts.end());
}

std::vector<AlertPtr> SendQueue::take(std::size_t count) {
    const std::lock_guard lock(m_mutex);
    const auto end = m_waiting.begin() + static_cast<std::ptrdiff_t>(std::min(count, m_waiting.size()));
    std::vector<AlertPtr> taken(m_waiting.begin(), end);
    m_waiting.erase(m_waiting.begin(), end);
    return taken;
}

bool SendQueue::empty() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting.empty();
}

void SendQueue::dropAll() {
    const std::lock_guard lock(m_mutex);
    m_dropped.increment(m_waiting.size());
    m_waiting.clear();
}

void SendQueue::noteLatency(double seconds) {
    m_latency.observe(seconds);
    m_latencyBuckets.observe(seconds);
}

void SendQueue::noteSent(std::size_t alerts, double seconds) {
    noteLatency(seconds);
    m_sent.increment(alerts);
}

void SendQueue::noteFailed(std::size_t alerts, double seconds) {
    noteLatency(seconds);
    m_errors.increment(alerts);
    m_dropped.increment(alerts);
}

void SendQueue::collect(Families& families) const {
    const instrument::LabelPairs labels{{"alertmanager", m_url}};
    const auto add = [&](instrument::Family& family, double value) {
        family.metrics.push_back({.labels = labels, .value = value});
    };
    // Alertmanagers count as served by what they took: a failed alert is none that was sent.
    add(families.sent, m_sent.value());
    add(families.errors, m_errors.value());
    add(families.dropped, m_dropped.value());
    const auto addLatency = [&](instrument::Family& family, instrument::Metric metric) {
        metric.labels = labels;
        family.metrics.push_back(std::move(metric));
    };
    addLatency(families.latency, m_latency.metric());
    addLatency(families.latencyBuckets, m_latencyBuckets.metric());
    const std::lock_guard lock(m_mutex);
    add(families.length, static_cast<double>(m_waiting.size()));
}

} // namespace hearth::notifier
