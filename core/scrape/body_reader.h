// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "exposition/scrape_parser.h"
#include "scrape/family_store.h"
#include "scrape/options.h"
#include "scrape/series_cache.h"
#include "storage/storage.h"

namespace hearth::scrape {

/// Samples later than this after the scrape are out of bounds (Prometheus: maxAheadTime).
inline constexpr model::DurationMs kMaxAhead = 10 * model::kMinuteMs;

/// What one body holds.
struct BodyCounts {
    std::uint64_t scraped = 0;     ///< Sample lines.
    std::uint64_t kept = 0;        ///< Those that metric relabelling left.
    std::uint64_t seriesAdded = 0; ///< Those whose text was new.
    std::uint64_t duplicates = 0;
    std::uint64_t outOfBounds = 0;
    std::uint64_t exemplarsOutOfOrder = 0;
    bool sampleLimitExceeded = false;
    bool labelLimitExceeded = false;
};

/// Turns a body into samples with references, along the series cache. Appends to `samples`; new series are made and
/// exemplars are kept through `appender`.
/// Threads: confined to the scrape thread.
class BodyReader {
  public:
    struct Context {
        const PoolOptions& options;
        const model::Labels& targetLabels;
        model::TimestampMs scrapeTime;
        storage::Appender& appender;
        SeriesCache::Pass& series;
        FamilyStore::Pass& families;
    };

    BodyReader(const Context& context, std::vector<storage::RefSample>& samples)
        : m_context(context)
        , m_samples(samples) {}

    /// Errors: kInvalidArgument with line and reason (malformed, bad names), kLimit (sample and label limits). counts()
    /// says how far it came.
    Result<void> read(std::string_view body, exposition::TextFormat format);
    const BodyCounts& counts() const { return m_counts; }

  private:
    bool takeKnown(exposition::ScrapeParser& parser);
    bool skipKnownGap(exposition::ScrapeParser& parser, const SeriesCache::Entry& gap);
    Result<void> readOther(exposition::ScrapeParser& parser, exposition::Entry entry);
    Result<void> readNewLine(exposition::ScrapeParser& parser);
    Result<SeriesCache::Entry> resolve(exposition::ScrapeParser& parser, const SeriesCache::Text& text, bool tracked);
    Result<std::optional<model::Labels>> labelsOf(exposition::ScrapeParser& parser);
    void closeGap(const char* end, model::MetricType type);
    SeriesCache::Text textOf(std::string_view text) const;
    void take(const SeriesCache::Entry& entry, const exposition::SampleLine& line);
    void keepExemplar(const exposition::ScrapeParser& parser, const SeriesCache::Entry& entry);
    bool tracked(const exposition::SampleLine& line) const;
    bool hasOwnTime(const exposition::SampleLine& line) const;
    model::TimestampMs timeOf(const exposition::SampleLine& line) const;
    bool overLimit() const;

    const Context m_context;
    std::vector<storage::RefSample>& m_samples;
    BodyCounts m_counts;
    std::vector<model::Labels::Pair> m_pairs;
    std::vector<exposition::RawLabel> m_views;
    exposition::TextFormat m_format = exposition::TextFormat::kPrometheus;
    /// Where what stands before the next series begins: behind the last sample line or the last known gap.
    const char* m_gap = nullptr;
};

} // namespace hearth::scrape
