// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "alertmanager/alertmanager.h"
#include "alertmanager/call_queue.h"
#include "alertmanager/dispatch/dispatcher.h"
#include "alertmanager/machine_metrics.h"
#include "alertmanager/notify/receiver_tests.h"
#include "alertmanager/persistence.h"
#include "alertmanager/snapshot.h"
#include "base/listeners.h"
#include "base/sleep_detector.h"

namespace hearth::alertmanager {

/// All parts of the Alertmanager, in the order in which they need each other, and the thread they belong to.
/// Threads: confined to the notify thread unless a line says otherwise.
class Alertmanager::Machine {
  public:
    explicit Machine(Parts parts);
    ~Machine();

    // --- thread-safe
    /// Runs `body` on the notify thread and returns what it returns.
    template <class T>
    Result<T> ask(std::move_only_function<Result<T>()> body);
    /// The same for what answers through a promise, once that is kept.
    template <class T>
    Result<T> await(std::move_only_function<void(std::promise<Result<T>>)> begin);
    /// Runs `call` on the notify thread, some time. Without a thread: now.
    Result<void> post(CallQueue::Call call);
    void start();
    void stop();
    std::shared_ptr<const Options> options() const;
    Subscription onChange(std::function<void()> listener) { return m_listeners.add(std::move(listener)); }
    const Parts& parts() const { return m_parts; }
    MachineMetrics& metrics() { return m_metrics; }
    model::TimestampMs startedAt() const { return m_startedAt; }

    // --- the notify thread's
    MonotonicTime step();
    Result<void> load(std::shared_ptr<const Options> options, std::shared_ptr<const NotificationTemplates> templates);
    void receive(std::vector<PostedAlert> posted, ReceiveDone done);
    void recordTransition(AlertTransition transition);
    void holdFor(Nanoseconds time) { m_dispatcher.holdUntil(m_parts.clock.monotonic() + time); }
    Result<std::shared_ptr<const Snapshot>> snapshot();
    std::vector<LastDelivery> lastDeliveries() const { return m_deliveries.last(); }
    void testReceiver(const std::string& receiver, const std::string& integration, ReceiverTests::Done done);
    Silences& silences() { return m_silences; }
    void noteChange() { m_changed = true; }
    Result<void> commit() { return m_persistence.commit(); }

  private:
    bool isNotifyThread() const { return std::this_thread::get_id() == m_threadId.load(); }
    Result<void> restore(const Options& options);
    IntegrationTools toolsFor(const NotificationTemplates& templates);
    std::shared_ptr<Setup> build(std::shared_ptr<const Options> options,
                                 std::shared_ptr<const NotificationTemplates> templates);
    void receiveOne(PostedAlert posted, std::size_t index, Received& received);
    void noteTurn(const AlertStore::Change& change);
    void noteExpired();
    void noteSleep();
    void maintain();
    void pruneTrace();
    void showJournalSize();
    void makeCalls();
    void finishStep();
    MonotonicTime nextDue() const;
    MonotonicTime monotonicOf(model::TimestampMs time) const;

    Parts m_parts;
    RandomSource m_random;
    const model::TimestampMs m_startedAt;
    MachineMetrics m_metrics;
    StoreMetrics m_storeMetrics;
    SilenceMetrics m_silenceMetrics;
    NotifyMetrics m_notifyMetrics;
    LogMetrics m_logMetrics;

    AlertStore m_alerts;
    Silences m_silences;
    NotificationLog m_log;
    Tracer m_tracer;
    Deliveries m_deliveries;
    Dispatcher m_dispatcher;
    ReceiverTests m_tests;
    Persistence m_persistence;
    SleepDetector m_sleep;

    MonotonicTime m_nextMaintenance;
    MonotonicTime m_nextGc;
    MonotonicTime m_nextCounts;
    bool m_changed = false;
    std::uint64_t m_seenVersion = 0;
    bool m_countsChanged = false;
    model::TimestampMs m_silencesChange = model::kMaxTimestamp; ///< When the next one begins or ends.
    std::shared_ptr<const Snapshot> m_snapshot;                 ///< Null where something changed since.

    CallQueue m_calls;
    Listeners<> m_listeners;
    mutable std::mutex m_optionsMutex;
    std::shared_ptr<const Options> m_options; // guarded by m_optionsMutex
    std::atomic<bool> m_threaded = false;
    std::atomic<bool> m_stopped = false;
    std::atomic<std::thread::id> m_threadId;
    std::jthread m_thread;
};

template <class T>
Result<T> Alertmanager::Machine::await(std::move_only_function<void(std::promise<Result<T>>)> begin) {
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    HEARTH_TRY(post([begin = std::move(begin), promise = std::move(promise)]() mutable { begin(std::move(promise)); }));
    if (!m_threaded) {
        m_persistence.step();
    } else if (future.wait_for(m_parts.limits.answerWithin) != std::future_status::ready) {
        return fail(ErrorCode::kTimeout, "the Alertmanager did not answer in time");
    }
    try {
        return future.get();
    } catch (const std::future_error&) {
        return fail(ErrorCode::kUnavailable, "the Alertmanager has stopped");
    }
}

template <class T>
Result<T> Alertmanager::Machine::ask(std::move_only_function<Result<T>()> body) {
    return await<T>([body = std::move(body)](std::promise<Result<T>> promise) mutable { promise.set_value(body()); });
}

} // namespace hearth::alertmanager
