// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

namespace hearth {

/// A subscription: as long as it lives the subscriber is called. Destroying it unsubscribes and returns only when no
/// call to the subscriber is under way.
/// Threads: thread-compatible.
class [[nodiscard]] Subscription {
  public:
    Subscription() = default;
    explicit Subscription(std::move_only_function<void()> unsubscribe)
        : m_unsubscribe(std::move(unsubscribe)) {}
    ~Subscription() { reset(); }
    Subscription(Subscription&& other) noexcept
        : m_unsubscribe(std::exchange(other.m_unsubscribe, nullptr)) {}
    Subscription& operator=(Subscription&& other) noexcept {
        if (this != &other) {
            reset();
            m_unsubscribe = std::exchange(other.m_unsubscribe, nullptr);
        }
        return *this;
    }

    void reset() {
        if (auto unsubscribe = std::exchange(m_unsubscribe, nullptr)) {
            unsubscribe();
        }
    }

  private:
    std::move_only_function<void()> m_unsubscribe;
};

} // namespace hearth
