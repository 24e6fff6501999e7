// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include "rules/manager.h"

namespace hearth::rules {

/// How many rules, of all groups together, may be evaluated beside those that their groups evaluate themselves.
/// Threads: thread-safe.
class EvaluationPermits {
  public:
    explicit EvaluationPermits(std::size_t count)
        : m_free(std::make_shared<std::atomic<std::ptrdiff_t>>(static_cast<std::ptrdiff_t>(count))) {}

    /// A permit, which is given back when the last copy of it is gone, even after this object; null where none is left.
    std::shared_ptr<void> tryTake();

  private:
    std::shared_ptr<std::atomic<std::ptrdiff_t>> m_free;
};

/// Runs body(0) ... body(count-1), each once, on this thread and on as many others as there are permits, and returns
/// when all are done. The caller does all the work itself where no other thread comes to help.
void forEachConcurrently(std::size_t count, const std::function<void(std::size_t)>& body, EvaluationPermits& permits,
                         const Execute& execute);

} // namespace hearth::rules
