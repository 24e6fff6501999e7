// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/labels.h"
#include "model/time.h"
#include "scrape/family_store.h"

namespace hearth::scrape {

enum class Health : std::uint8_t { kUnknown, kUp, kDown };

/// How the last scrape went.
struct ScrapeState {
    Health health = Health::kUnknown;
    std::string lastError;
    std::optional<model::TimestampMs> lastScrape; ///< Unset: not scraped yet.
    double lastSeconds = 0;
    std::uint64_t lastSamples = 0;
};

/// What readers may see of a running target; shared between its scrape thread, which writes, and the API.
/// Threads: thread-safe.
class TargetStatus {
  public:
    explicit TargetStatus(std::shared_ptr<FamilyPool> pool)
        : families(std::move(pool)) {}

    void set(ScrapeState state) {
        const std::scoped_lock lock(m_mutex);
        m_state = std::move(state);
    }
    ScrapeState state() const {
        const std::scoped_lock lock(m_mutex);
        return m_state;
    }

    FamilyStore families;

  private:
    mutable std::mutex m_mutex;
    ScrapeState m_state; // guarded by m_mutex
};

/// An active target as the API lists it.
struct TargetReport {
    std::string pool;
    model::Labels discoveredLabels;
    model::Labels labels;
    std::string url;
    model::DurationMs interval = 0;
    model::DurationMs timeout = 0;
    ScrapeState state;
};

/// A target that relabelling dropped.
struct DroppedTargetReport {
    std::string pool;
    model::Labels discoveredLabels;
};

/// One family as one target describes it.
struct TargetMetadata {
    model::Labels target; ///< The labels of the target.
    FamilyMetadata family;
};

} // namespace hearth::scrape
