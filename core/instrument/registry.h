// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/subscription.h"
#include "instrument/family.h"

/// Metrics of a program about itself; a C++ client library for Prometheus that needs nothing of Hearth but base.
namespace hearth::instrument {

/// A number that only grows. An increment by a whole number is one relaxed atomic addition.
/// Threads: thread-safe.
class Counter {
  public:
    void increment(std::uint64_t by = 1) { m_whole.fetch_add(by, std::memory_order_relaxed); }
    /// For fractions (seconds); `by` >= 0.
    void add(double by);
    double value() const;

  private:
    std::atomic<std::uint64_t> m_whole{0};
    std::atomic<double> m_fraction{0};
};

/// A number that goes up and down. Threads: thread-safe.
class Gauge {
  public:
    void set(double value) { m_value.store(value, std::memory_order_relaxed); }
    void add(double by) { m_value.fetch_add(by, std::memory_order_relaxed); }
    double value() const { return m_value.load(std::memory_order_relaxed); }

  private:
    std::atomic<double> m_value{0};
};

/// Counts observations in buckets. Threads: thread-safe.
class Histogram {
  public:
    /// Upper bounds, ascending; +Inf is implied.
    explicit Histogram(std::vector<double> upperBounds);
    void observe(double value);
    /// The state now, without labels.
    Metric metric() const;

  private:
    const std::vector<double> m_upperBounds;
    std::unique_ptr<std::atomic<std::uint64_t>[]> m_counts; ///< One more than bounds: the last is +Inf.
    std::atomic<double> m_sum{0};
};

/// Quantiles over a sliding window of ten minutes, with sum and count of all time. Threads: thread-safe.
class Summary {
  public:
    /// `quantiles` such as {0.5, 0.9, 0.99}. Time comes from `now`, for tests.
    explicit Summary(std::vector<double> quantiles,
                     std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now);
    ~Summary();
    void observe(double value);
    Metric metric() const;

  private:
    struct Window;
    std::unique_ptr<Window> m_window;
};

/// Makes metrics and shows them all. The same name and labels yield the same object; it lives as long as the registry.
/// Asking for a name again with another type throws std::logic_error (a bug in the program).
/// Threads: thread-safe; making is not for hot paths, keep the reference.
class Registry {
  public:
    Registry();
    ~Registry();
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    Counter& counter(const std::string& name, const std::string& help, LabelPairs labels = {});
    Gauge& gauge(const std::string& name, const std::string& help, LabelPairs labels = {});
    Histogram& histogram(const std::string& name, const std::string& help, std::vector<double> upperBounds,
                         LabelPairs labels = {});
    Summary& summary(const std::string& name, const std::string& help, std::vector<double> quantiles,
                     LabelPairs labels = {});

    /// Calls `collect` at every gather(); it appends families whose values are computed on the spot. Families of one
    /// name from several places are shown as one.
    Subscription onGather(std::function<void(Families&)> collect);

    /// The state of everything, sorted by name, metrics sorted by labels.
    Families gather() const;

  private:
    struct State;
    std::shared_ptr<State> m_state; ///< Shared only with subscriptions, which may outlive the registry.
};

/// `process_*` of this process (client_golang's process collector) as families.
void appendProcessMetrics(Families& out);

} // namespace hearth::instrument
