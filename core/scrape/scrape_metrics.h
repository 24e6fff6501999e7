// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "instrument/registry.h"

namespace hearth::scrape {

/// What Hearth shows of its own scraping, under Prometheus's names. Owned by ScrapePools; the registry must outlive it.
/// Threads: thread-safe.
class ScrapeMetrics {
  public:
    explicit ScrapeMetrics(instrument::Registry& registry);

    instrument::Counter& bodySizeExceeded;
    instrument::Counter& sampleLimitExceeded;
    instrument::Counter& duplicateTimestamp;
    instrument::Counter& outOfOrder;
    instrument::Counter& outOfBounds;
    instrument::Counter& exemplarOutOfOrder;
    instrument::Counter& poolReloads;
    instrument::Counter& targetLimitExceeded;
    instrument::Counter& labelLimitExceeded;
    instrument::Counter& pools;
    instrument::Histogram& duration;

    /// Per `interval` label.
    instrument::Summary& intervalLength(const std::string& interval);
    instrument::Summary& reloadLength(const std::string& interval);

    /// Per `scrape_job` label.
    struct Pool {
        instrument::Gauge& targets;
        instrument::Gauge& targetLimit;
        instrument::Counter& syncs;
        instrument::Counter& failedSyncs;
        instrument::Summary& syncLength;
    };
    Pool pool(const std::string& job);

  private:
    instrument::Registry& m_registry;
};

} // namespace hearth::scrape
