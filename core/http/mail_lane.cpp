// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/mail_lane.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "http/mail_exchange.h"

namespace hearth::http {
namespace {

/// Mails that are sent at once.
constexpr std::size_t kMaxThreads = 8;
/// libcurl keeps the deadline itself; a thread that is later than this is given up.
constexpr std::chrono::seconds kGrace(2);

MailOutcome outOfTime() {
    MailOutcome outcome;
    outcome.error = Error(ErrorCode::kTimeout, "context deadline exceeded");
    return outcome;
}

} // namespace

MailLane::MailLane(std::function<void()> wake)
    : m_wake(std::move(wake)) {}

MailLane::~MailLane() {
    for (const auto& [id, mail] : m_mails) {
        if (mail.stop) {
            mail.stop->store(true, std::memory_order_relaxed);
        }
    }
}

void MailLane::start(RequestId id, MailRequest request, MailDone done, MonotonicTime now) {
    const auto deadline = now + request.timeout;
    m_mails.emplace(id, Mail{std::move(request), std::move(done), deadline, nullptr});
    m_waiting.push_back(id);
    beginWaiting();
}

void MailLane::beginWaiting() {
    while (!m_waiting.empty() && m_workers.size() < kMaxThreads) {
        const auto id = m_waiting.front();
        m_waiting.pop_front();
        begin(id, m_mails.at(id));
    }
}

void MailLane::begin(RequestId id, Mail& mail) {
    mail.stop = std::make_shared<std::atomic<bool>>(false);
    auto work = [this, id, stop = mail.stop, deadline = mail.deadline, request = std::move(mail.request)]() mutable {
        nameThisThread("mail");
        MailExchange exchange(std::move(request), deadline, *stop, [this, id](MailOutcome&& outcome) {
            {
                const std::lock_guard lock(m_mutex);
                m_reports.emplace_back(id, std::move(outcome));
            }
            m_wake();
        });
        exchange.run();
        {
            const std::lock_guard lock(m_mutex);
            m_ended.push_back(id);
        }
        m_wake();
    };
    m_workers.push_back({id, std::jthread(std::move(work))});
}

bool MailLane::cancel(RequestId id) {
    const auto found = m_mails.find(id);
    if (found == m_mails.end()) {
        return false;
    }
    if (found->second.stop) {
        found->second.stop->store(true, std::memory_order_relaxed);
    }
    std::erase(m_waiting, id);
    m_mails.erase(found);
    return true;
}

std::optional<MonotonicTime> MailLane::nextDeadline() const {
    std::optional<MonotonicTime> next;
    for (const auto& [id, mail] : m_mails) {
        next = std::min(next.value_or(MonotonicTime::max()), limitOf(mail));
    }
    return next;
}

std::vector<MailLane::Completion> MailLane::collect(MonotonicTime now) {
    std::vector<Completion> completions;
    std::vector<RequestId> ended;
    {
        const std::lock_guard lock(m_mutex);
        for (auto& [id, outcome] : m_reports) {
            if (auto mail = m_mails.extract(id)) {
                completions.push_back({id, std::move(mail.mapped().done), std::move(outcome)});
            }
        }
        m_reports.clear();
        ended.swap(m_ended);
    }
    joinEnded(ended);
    for (const auto id : overdue(now)) {
        auto done = std::move(m_mails.at(id).done);
        cancel(id);
        completions.push_back({id, std::move(done), outOfTime()});
    }
    beginWaiting();
    return completions;
}

MonotonicTime MailLane::limitOf(const Mail& mail) {
    return mail.stop ? mail.deadline + kGrace : mail.deadline;
}

std::vector<MailLane::RequestId> MailLane::overdue(MonotonicTime now) const {
    std::vector<RequestId> ids;
    for (const auto& [id, mail] : m_mails) {
        if (limitOf(mail) <= now) {
            ids.push_back(id);
        }
    }
    return ids;
}

void MailLane::joinEnded(const std::vector<RequestId>& ended) {
    m_workers.remove_if([&ended](const Worker& worker) { return std::ranges::find(ended, worker.id) != ended.end(); });
}

} // namespace hearth::http
