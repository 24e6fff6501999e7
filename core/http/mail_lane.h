// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "http/mail.h"

namespace hearth::http {

/// The mails of a transport: each is sent by a thread that lives as long as it takes, a few at a time; the others wait.
/// Threads: confined to the transport's thread.
class MailLane {
  public:
    using RequestId = std::uint64_t;

    struct Completion {
        RequestId id = 0;
        MailDone done;
        MailOutcome outcome;
    };

    /// `wake` makes the transport call collect(); it is called from any thread, until the lane is destroyed.
    explicit MailLane(std::function<void()> wake);
    /// Ends what is under way; within a second, or what a name server takes.
    ~MailLane();
    MailLane(const MailLane&) = delete;
    MailLane& operator=(const MailLane&) = delete;

    void start(RequestId id, MailRequest request, MailDone done, MonotonicTime now);
    bool cancel(RequestId id);

    /// When collect() wants to be called even without a wake-up.
    std::optional<MonotonicTime> nextDeadline() const;
    /// What ended, or ran out of time; begins what waited for a thread.
    std::vector<Completion> collect(MonotonicTime now);

  private:
    struct Mail {
        MailRequest request; ///< Moved to the thread when it begins.
        MailDone done;
        MonotonicTime deadline;
        std::shared_ptr<std::atomic<bool>> stop; ///< Null while it waits.
    };
    struct Worker {
        RequestId id;
        std::jthread thread;
    };

    static MonotonicTime limitOf(const Mail& mail);
    std::vector<RequestId> overdue(MonotonicTime now) const;
    void beginWaiting();
    void begin(RequestId id, Mail& mail);
    void joinEnded(const std::vector<RequestId>& ended);

    const std::function<void()> m_wake;
    std::unordered_map<RequestId, Mail> m_mails;
    std::deque<RequestId> m_waiting;

    std::mutex m_mutex;
    std::vector<std::pair<RequestId, MailOutcome>> m_reports; ///< Guarded by m_mutex.
    std::vector<RequestId> m_ended;                           ///< Threads that are done. Guarded by m_mutex.

    std::list<Worker> m_workers; ///< Last: the threads use the members above.
};

} // namespace hearth::http
