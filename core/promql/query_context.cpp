// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/query_context.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <optional>

namespace hearth::promql {

std::size_t samplesHeld(const model::HistogramValue& histogram) {
    constexpr std::size_t kFloatBytes = sizeof(model::TimestampMs) + sizeof(double);
    return std::visit(
        [](const auto& one) {
            const auto& layout = one->layout;
            const auto words = layout.positiveSpans.size() + layout.negativeSpans.size() + layout.customBounds.size() +
                               one->positiveBuckets.size() + one->negativeBuckets.size();
            return (sizeof(*one) + sizeof(model::TimestampMs) + words * sizeof(double)) / kFloatBytes;
        },
        histogram);
}

std::size_t samplesHeld(const storage::Columns& samples) {
    auto held = samples.size();
    for (const auto& histogram : samples.histograms) {
        held += samplesHeld(histogram.value);
    }
    return held;
}

std::unexpected<Error> tooManySamples() {
    return fail(ErrorCode::kLimit, "query processing would load too many samples into memory in query execution");
}

Result<void> SampleBudget::take(std::size_t samples) {
    const std::int64_t held = m_held.fetch_add(static_cast<std::int64_t>(samples)) + static_cast<std::int64_t>(samples);
    std::int64_t peak = m_peak.load();
    while (held > peak && !m_peak.compare_exchange_weak(peak, held)) {
    }
    if (held > m_limit) {
        return tooManySamples();
    }
    return {};
}

Result<void> QueryContext::check() const {
    if (stop.stop_requested()) {
        return fail(ErrorCode::kCanceled, "query was canceled in expression evaluation");
    }
    if (clock.monotonic() >= deadline) {
        return fail(ErrorCode::kTimeout, "query timed out in expression evaluation");
    }
    return {};
}

namespace {

/// The failure of the earliest partition that failed.
class FirstFailure {
  public:
    void record(std::size_t partition, Error error) {
        const std::lock_guard lock(m_mutex);
        if (!m_error || partition < m_partition) {
            m_partition = partition;
            m_error = std::move(error);
        }
        m_failed = true;
    }
    bool failed() const { return m_failed; }
    Result<void> result() && {
        if (m_error) {
            return std::unexpected(*std::move(m_error));
        }
        return {};
    }

  private:
    std::mutex m_mutex;
    std::size_t m_partition = 0;
    std::optional<Error> m_error;
    std::atomic<bool> m_failed{false};
};

} // namespace

Result<void> QueryContext::forEachPartition(std::size_t count, const Body& body) const {
    FirstFailure failure;
    const auto runPartition = [&](std::size_t partition) {
        if (failure.failed()) {
            return;
        }
        try {
            Scratch scratch;
            if (Result<void> done = body(partition, scratch); !done) {
                failure.record(partition, std::move(done).error());
            }
        } catch (const std::bad_alloc&) {
            failure.record(partition, tooManySamples().error());
        }
    };
    if (count == 1) {
        runPartition(0);
    } else if (count > 1) {
        workers.parallelFor(count, runPartition);
    }
    return std::move(failure).result();
}

Result<void> QueryContext::forEach(std::size_t count, const Body& body) const {
    const std::size_t partitions = (count + kPartitionSize - 1) / kPartitionSize;
    return forEachPartition(partitions, [&](std::size_t partition, Scratch& scratch) -> Result<void> {
        const std::size_t end = std::min(count, (partition + 1) * kPartitionSize);
        for (std::size_t i = partition * kPartitionSize; i < end; ++i) {
            if (i % kCheckEvery == 0) {
                HEARTH_TRY(check());
            }
            HEARTH_TRY(body(i, scratch));
        }
        return {};
    });
}

} // namespace hearth::promql
