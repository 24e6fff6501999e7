// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

#include <QObject>
#include <QString>

#include "base/error.h"
#include "base/thread_pool.h"

namespace hearth::ui {

/// Runs functions on worker threads for objects of the GUI thread and hands back what they yield.
/// A request belongs to a receiver and a slot (a name that the receiver chooses): a newer request of the same receiver
/// and slot cancels the older, and so does the receiver's end. A canceled request never reaches its `done`.
/// Threads: confined to the GUI thread; only `work` runs elsewhere.
class Background : public QObject {
    Q_OBJECT

  public:
    /// Requests that may wait for a thread; one more is refused with kUnavailable.
    static constexpr std::size_t kMaxQueued = 1024;

    /// `name` is what the system shows for the threads, 15 bytes at most.
    Background(const QString& name, std::size_t threads, QObject* parent = nullptr);
    /// Stops what runs and waits for it.
    ~Background() override;

    /// Runs `work(stop)`, which returns a Result<T>, on a worker; then `done(Result<T>)` on the GUI thread, never from
    /// within this call. `work` must not touch GUI objects; both are destroyed on the GUI thread.
    template <class Work, class Done>
    void call(QObject* receiver, const QString& slot, Work work, Done done);

    void cancel(QObject* receiver, const QString& slot);
    void cancelAll();
    /// Whether a request is on its way.
    bool busy(const QObject* receiver, const QString& slot) const;

  private:
    struct Job;
    template <class Work, class Done>
    struct TypedJob;
    using Key = std::pair<const QObject*, QString>;
    struct Running {
        std::uint64_t id = 0;
        std::stop_source stop;
    };

    void start(QObject* receiver, const QString& slot, std::shared_ptr<Job> job);
    void finish(const Key& key, std::uint64_t id, Job& job);
    void forget(QObject* receiver);

    std::map<Key, Running> m_running;
    std::uint64_t m_lastId = 0;
    std::unique_ptr<ThreadPool> m_pool;
};

/// What is to be done, and later its outcome. Written by the worker, then read by the GUI thread: the event between
/// the two orders them.
struct Background::Job {
    virtual ~Job() = default;
    virtual void run(const std::stop_token& stop) = 0;
    virtual void refuse(Error error) = 0;
    virtual void deliver() = 0;
};

template <class Work, class Done>
struct Background::TypedJob final : Job {
    using Outcome = std::invoke_result_t<Work&, std::stop_token>;

    TypedJob(Work work_, Done done_)
        : work(std::move(work_))
        , done(std::move(done_)) {}
    void run(const std::stop_token& stop) override { outcome.emplace(work(stop)); }
    void refuse(Error error) override { outcome.emplace(std::unexpected(std::move(error))); }
    void deliver() override { done(*std::move(outcome)); }

    Work work;
    Done done;
    std::optional<Outcome> outcome;
};

template <class Work, class Done>
void Background::call(QObject* receiver, const QString& slot, Work work, Done done) {
    start(receiver, slot, std::make_shared<TypedJob<Work, Done>>(std::move(work), std::move(done)));
}

} // namespace hearth::ui
