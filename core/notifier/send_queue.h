// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "instrument/registry.h"
#include "notifier/alert.h"

namespace hearth::notifier {

/// What waits to be sent to one Alertmanager, and how sending fared.
/// Threads: thread-safe.
class SendQueue {
  public:
    SendQueue(std::string url, std::size_t capacity);

    const std::string& url() const { return m_url; }

    /// Takes alerts; where there is no room, the oldest go.
    void push(std::span<const AlertPtr> alerts);
    /// At most so many, the oldest first, off the queue.
    std::vector<AlertPtr> take(std::size_t count);
    bool empty() const;
    /// What is left is not going to be sent.
    void dropAll();

    void noteSent(std::size_t alerts, double seconds);
    /// These are not tried again.
    void noteFailed(std::size_t alerts, double seconds);

    /// Adds this queue's metrics to the families of all queues.
    struct Families {
        instrument::Family sent, errors, dropped, latency, latencyBuckets, length;
    };
    void collect(Families& families) const;

  private:
    void noteLatency(double seconds);

    const std::string m_url;
    const std::size_t m_capacity;
    instrument::Counter m_sent;
    instrument::Counter m_errors;
    instrument::Counter m_dropped;
    instrument::Summary m_latency;
    instrument::Histogram m_latencyBuckets;
    mutable std::mutex m_mutex;
    std::deque<AlertPtr> m_waiting; // guarded by m_mutex
};

} // namespace hearth::notifier
