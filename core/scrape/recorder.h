// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "scrape/body_reader.h"
#include "scrape/scrape_metrics.h"
#include "scrape/series_cache.h"
#include "scrape/target.h"
#include "scrape/target_status.h"
#include "storage/storage.h"

namespace hearth::scrape {

/// What was fetched: an uncompressed body and what it claims to be. Views into the response.
struct Fetched {
    std::string_view body;
    std::string_view contentType;
};

/// The references of the series that Hearth writes about a target: `up` and its companions.
using ReportRefs = std::array<storage::SeriesRef, 8>;

/// What a target's loop keeps from scrape to scrape.
struct TargetMemory {
    SeriesCache series;
    ReportRefs reports{};
};

/// Writes one scrape of one target as one transaction: its samples, stale markers for what vanished, `up` and the
/// `scrape_*` series. A scrape that fails anywhere leaves only markers and the report.
/// Threads: confined to one scrape thread, which uses it for all its targets (the buffers are shared).
class Recorder {
  public:
    Recorder(storage::Appendable& storage, const Clock& clock, ScrapeMetrics& metrics, Log log)
        : m_storage(storage)
        , m_clock(clock)
        , m_metrics(metrics)
        , m_log(std::move(log)) {}

    struct Scrape {
        const Target& target;
        const PoolOptions& options;
        model::TimestampMs time;
        MonotonicTime started;
        TargetMemory& memory;
        TargetStatus& status;
    };

    /// Stores the outcome of a fetch and tells the target's status.
    void record(const Scrape& scrape, const Result<Fetched>& fetched);

    /// Stale markers at `time` for everything of a target that is gone. Where something newer was written meanwhile
    /// (the target came back elsewhere) that wins.
    void markEnded(const Target& target, const PoolOptions& options, TargetMemory& memory, model::TimestampMs time);

  private:
    /// What goes into the report.
    struct Outcome {
        std::optional<Error> error;
        BodyCounts counts;
        std::int64_t bodyBytes = 0;
    };

    Outcome store(const Scrape& scrape, const Result<Fetched>& fetched);
    bool storeOnce(const Scrape& scrape, const Fetched& fetched, Outcome& outcome, bool lastTry);
    void storeFailure(const Scrape& scrape, Outcome& outcome);
    void appendMarkers(std::span<const storage::SeriesRef> refs, model::TimestampMs time, storage::Appender& appender);
    void addReport(const Scrape& scrape, const Outcome& outcome, storage::Appender& appender);
    void addReportSample(const Scrape& scrape, std::size_t which, double value, storage::Appender& appender);
    void countRejections(const Scrape& scrape, const BodyCounts& counts, std::size_t samples);
    bool hasUnknownSeries() const;

    storage::Appendable& m_storage;
    const Clock& m_clock;
    ScrapeMetrics& m_metrics;
    const Log m_log;

    // Buffers, empty between scrapes.
    std::vector<storage::RefSample> m_samples;
    std::vector<storage::Rejection> m_rejected;
    std::vector<storage::RefSample> m_markers;
    std::vector<storage::Rejection> m_rejectedMarkers;
};

} // namespace hearth::scrape
