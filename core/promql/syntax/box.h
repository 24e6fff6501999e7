// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

namespace hearth::promql {

/// Owns a T on the heap and behaves as a value: copying copies the T, comparing compares it. Lets a recursive type hold
/// itself and stay regular. May be empty. `T` may be incomplete where Box<T> is only declared.
/// Threads: thread-compatible (a value).
template <class T>
class Box {
  public:
    Box() = default;
    /// Implicit, so that a tree is written as nested values.
    Box(T value)
        : m_value(std::make_unique<T>(std::move(value))) {}
    Box(const Box& other)
        : m_value(other.m_value ? std::make_unique<T>(*other.m_value) : nullptr) {}
    Box(Box&&) noexcept = default;
    Box& operator=(const Box& other) {
        auto copy = other;
        m_value.swap(copy.m_value);
        return *this;
    }
    Box& operator=(Box&&) noexcept = default;
    ~Box() = default;

    explicit operator bool() const { return m_value != nullptr; }
    T& operator*() { return *m_value; }
    const T& operator*() const { return *m_value; }
    T* operator->() { return m_value.get(); }
    const T* operator->() const { return m_value.get(); }

    bool operator==(const Box& other) const {
        if (!m_value || !other.m_value) {
            return !m_value && !other.m_value;
        }
        return *m_value == *other.m_value;
    }

  private:
    std::unique_ptr<T> m_value;
};

} // namespace hearth::promql
