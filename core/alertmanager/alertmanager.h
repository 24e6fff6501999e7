// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "alertmanager/notify/desktop_message.h"
#include "alertmanager/notify/receiver_tests.h"
#include "alertmanager/options.h"
#include "alertmanager/views.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/random.h"
#include "base/subscription.h"

namespace hearth {
class FileSystem;
}
namespace hearth::http {
class Transport;
}
namespace hearth::instrument {
class Registry;
}
namespace hearth::journal {
class Journal;
}

namespace hearth::alertmanager {

class NotificationTemplates;

/// Command line flags of Alertmanager, by its names.
struct Limits {
    model::DurationMs retention = 120 * model::kHourMs;            ///< --data.retention
    model::DurationMs maintenanceInterval = 15 * model::kMinuteMs; ///< --data.maintenance-interval
    model::DurationMs alertsGcInterval = 30 * model::kMinuteMs;    ///< --alerts.gc-interval
    model::DurationMs groupsInterval = 30 * model::kSecondMs;      ///< --dispatch.maintenance-interval
    model::DurationMs startDelay = 0;                              ///< --dispatch.start-delay
    std::size_t alertsPerName = 0;                                 ///< --alerts.per-alertname-limit; 0: any number
    std::size_t silences = 0;                                      ///< --silences.max-silences
    std::size_t silenceBytes = 0;                                  ///< --silences.max-silence-size-bytes
    std::size_t alerts = 1'000'000;                                ///< All together.
    std::size_t groups = 0;                                        ///< 0: any number
    std::size_t queuedCalls = 1'000;       ///< Calls of other threads that wait; beyond that they are refused.
    std::chrono::seconds answerWithin{30}; ///< How long a call waits for the notify thread.
    bool allowCommands = false;
};

/// What it is built with; all of it outlives the Alertmanager.
struct Parts {
    journal::Journal& journal;
    const Clock& clock;
    FileSystem& files;
    http::Transport& network; ///< Its poll() is called on the notify thread.
    RandomSource random;      ///< Called on the notify thread and by nobody else.
    instrument::Registry& registry;
    Log log;
    Limits limits;
    /// Reads the template files that a configuration names; called by load() on the caller's thread.
    /// Never null.
    std::function<Result<std::shared_ptr<const NotificationTemplates>>(const Options& options)> loadTemplates;
    /// Expands the templates in a route's labels; called on the notify thread. Not set: they stay as written.
    std::function<std::map<std::string, std::string>(const NotificationTemplates& templates,
                                                     const Notification& notification)>
        expandRouteLabels;
    /// Not set: `desktop_configs` of receivers fail.
    ShowOnDesktop showOnDesktop;
};

/// The whole of Alertmanager in this process: alerts in, messages out, and everything that must survive in the journal.
///
/// All state belongs to one thread, the notify thread that start() makes. Calls from other threads are queued for it,
/// wait for the answer, and return kUnavailable where the queue is full, kTimeout where it takes too long. What a call
/// changed is committed to the journal when it returns. Without start() the caller's thread takes the notify thread's
/// place: calls act at once, and step() with the transport's poll() is the loop.
/// Threads: thread-safe, but for step() and before start().
class Alertmanager {
  public:
    explicit Alertmanager(Parts parts);
    /// stop()
    ~Alertmanager();
    Alertmanager(const Alertmanager&) = delete;
    Alertmanager& operator=(const Alertmanager&) = delete;

    /// Takes over a configuration: routes, receivers, inhibition, time intervals. All or nothing; the running one stays
    /// where this one cannot be built. The first call brings back what the journal has.
    Result<void> load(std::shared_ptr<const Options> options);
    /// Notes on `/metrics` that a configuration was refused before it came here.
    void noteRefusedConfig();

    void start();
    /// Begins no new message, waits for nothing, commits and joins. Afterwards calls return kUnavailable.
    void stop();

    /// Does what is due and commits; returns when to call again. Only without start().
    MonotonicTime step();

    /// kUnavailable before the first load(). kIo where the journal cannot be written: the alerts are acted upon all the
    /// same, but they would not survive, so the sender should send them again.
    Result<Received> receive(std::vector<PostedAlert> alerts);
    /// The same without waiting: `done` is called on the notify thread once they are committed. Refused where the queue
    /// is full; `done` is destroyed uncalled then.
    using ReceiveDone = std::move_only_function<void(Result<Received>)>;
    Result<void> receiveLater(std::vector<PostedAlert> alerts, ReceiveDone done);

    /// A rule changed an alert's state (`inactive`, `pending`, `firing`); for the trace and the history. Returns at
    /// once; where the queue is full it is dropped and counted.
    void recordTransition(AlertTransition transition);

    /// Tells nobody anything for this long.
    void holdFor(Nanoseconds time);

    /// Those that fire, by fingerprint.
    Result<std::vector<AlertView>> alerts(const AlertQuery& query);
    /// By labels, then receiver.
    Result<std::vector<GroupView>> groups(const AlertQuery& query);

    /// Active ones first (the one that ends soonest first), then pending ones (by start), then expired ones.
    Result<std::vector<SilenceView>> silences(const SilenceQuery& query);
    /// kNotFound where there is none.
    Result<SilenceView> silence(const std::string& id);
    /// Creates or changes (where `id` is set); returns the id, a new one where history would be changed otherwise.
    /// kNotFound for an unknown id, kInvalidArgument, kLimit.
    Result<std::string> setSilence(Silence silence);
    Result<void> expireSilence(const std::string& id);

    Result<std::vector<ReceiverView>> receivers();
    /// Of each integration that was told something.
    Result<std::vector<LastDelivery>> lastDeliveries();
    /// Sends a test message now; see ReceiverTests. Waits for its end, which is fifteen seconds away at most.
    Result<std::vector<TestedIntegration>> testReceiver(const std::string& receiver, const std::string& integration);
    Result<StatusView> status();

    /// What happened to an alert, oldest first. Reads the journal on the calling thread.
    Result<std::vector<TraceEvent>> trace(Fingerprint fingerprint, model::TimeRange range);
    /// Newest first. Reads the journal on the calling thread.
    Result<std::vector<AlertTransition>> history(const HistoryQuery& query);

    /// `listener` is called on the notify thread after alerts, groups or silences changed; it must return soon.
    Subscription onChange(std::function<void()> listener);

  private:
    class Machine;
    std::unique_ptr<Machine> m_machine;
};

} // namespace hearth::alertmanager
