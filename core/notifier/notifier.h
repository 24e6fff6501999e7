// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "http/transport.h"
#include "instrument/registry.h"
#include "notifier/alert.h"
#include "notifier/options.h"
#include "notifier/send_queue.h"

namespace hearth::notifier {

/// Sends alerts on to Alertmanagers: every alert to each that discovery finds, in batches, each from a queue of its
/// own, so that one that hangs holds up no other. A batch that fails is not tried again: rules send alerts again
/// anyway.
///
/// Everything given to the constructor must outlive the notifier.
/// Threads: thread-safe, but for runUntil(). One thread, `notifier`, sends; it runs once there are Alertmanagers.
class Notifier {
  public:
    using TransportFactory = std::function<std::unique_ptr<http::Transport>()>;

    /// The defaults are Prometheus's.
    struct Settings {
        std::size_t queueCapacity = 10'000; ///< Alerts. --alertmanager.notification-queue-capacity
        std::size_t batchSize = 256;        ///< --alertmanager.notification-batch-size
        bool drainAtStop = true;            ///< --alertmanager.drain-notification-queue-on-shutdown
        bool threaded = true;               ///< False for simulations: nothing is sent but in runUntil().
        /// Takes the alerts as they would be sent, while the configuration names no Alertmanager; may be empty. Called
        /// by whoever calls send(), several at one time; must not block.
        std::function<void(std::vector<AlertPtr>)> otherwise;
    };

    Notifier(Settings settings, TransportFactory transports, const Clock& clock, instrument::Registry& registry,
             Log log);
    ~Notifier();
    Notifier(const Notifier&) = delete;
    Notifier& operator=(const Notifier&) = delete;

    /// Replaces the configuration. Entries that are as before keep their queues and what discovery found; others are
    /// empty until setTargets().
    void apply(AlertingOptions options, model::Labels externalLabels);
    /// The jobs that discovery is to run: one an entry.
    std::map<std::string, discovery::Options> jobs() const;
    /// All groups that discovery knows for a job now; an unknown job is ignored.
    void setTargets(const std::string& job, const std::vector<discovery::TargetGroup>& groups);

    /// Queues alerts for all Alertmanagers. Does not wait.
    void send(std::span<const AlertPtr> alerts);

    /// The labels with which an alert is sent; nothing where `alert_relabel_configs` drops it.
    std::optional<model::Labels> sentLabels(const model::Labels& labels) const;

    /// URLs, sorted.
    struct Alertmanagers {
        std::vector<std::string> active;
        std::vector<std::string> dropped;
    };
    Alertmanagers alertmanagers() const;

    /// Sends what waits, where the settings say so, and ends; each Alertmanager has its timeout for that.
    void stop();

    /// Sends on the calling thread until `end`. Only where it is not threaded.
    void runUntil(MonotonicTime end);

  private:
    struct Entry;
    struct Destination;

    void runThread(const std::stop_token& stop);
    void startDue();
    void startBatch(const std::shared_ptr<Destination>& destination);
    bool isBusy() const;
    void wake();
    void collect(instrument::Families& families) const;

    const Settings m_settings;
    const TransportFactory m_transports;
    const Clock& m_clock;
    const Log m_log;

    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<Entry>> m_entries;  // guarded by m_mutex
    std::vector<model::RelabelRule> m_relabelRules; // guarded by m_mutex
    model::Labels m_externalLabels;                 // guarded by m_mutex
    std::unique_ptr<http::Transport> m_transport;   // made under m_mutex, once; used by the thread
    bool m_stopped = false;                         // guarded by m_mutex
    std::size_t m_underWay = 0;                     ///< The sending thread's alone.

    Subscription m_collecting;
    std::jthread m_thread; ///< Last: ends before what it uses.
};

} // namespace hearth::notifier
