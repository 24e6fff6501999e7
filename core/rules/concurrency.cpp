// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/concurrency.h"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace hearth::rules {
namespace {

/// The work that the caller and its helpers share. A helper that comes too late finds nothing to do, and then must not
/// touch what belongs to the caller.
class SharedWork {
  public:
    SharedWork(std::size_t count, const std::function<void(std::size_t)>& body)
        : m_count(count)
        , m_body(body) {}

    void work() {
        for (auto index = m_next++; index < m_count; index = m_next++) {
            m_body(index);
            const std::lock_guard lock(m_mutex);
            if (++m_done == m_count) {
                m_allDone.notify_all();
            }
        }
    }

    void wait() {
        std::unique_lock lock(m_mutex);
        m_allDone.wait(lock, [this] { return m_done == m_count; });
    }

  private:
    const std::size_t m_count;
    const std::function<void(std::size_t)>& m_body; ///< Valid until wait() returns.
    std::atomic<std::size_t> m_next{0};
    std::mutex m_mutex;
    std::condition_variable m_allDone;
    std::size_t m_done = 0; // guarded by m_mutex
};

} // namespace

std::shared_ptr<void> EvaluationPermits::tryTake() {
    auto free = m_free->load();
    while (free > 0) {
        if (m_free->compare_exchange_weak(free, free - 1)) {
            return {m_free.get(), [owner = m_free](void*) { ++*owner; }};
        }
    }
    return nullptr;
}

void forEachConcurrently(std::size_t count, const std::function<void(std::size_t)>& body, EvaluationPermits& permits,
                         const Execute& execute) {
    const auto shared = std::make_shared<SharedWork>(count, body);
    for (std::size_t helper = 1; execute && helper < count; ++helper) {
        auto permit = permits.tryTake();
        if (!permit || !execute([shared, permit = std::move(permit)] { shared->work(); })) {
            break;
        }
    }
    shared->work();
    shared->wait();
}

} // namespace hearth::rules
