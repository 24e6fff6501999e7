// SPDX-License-Identifier: GPL-3.0-or-later
// What ScrapePools tells of itself.
#include <algorithm>
#include <fmt/format.h>

#include "scrape/pool.h"

namespace hearth::scrape {

std::vector<std::string> ScrapePools::pools() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<std::string> names;
    names.reserve(m_pools.size());
    for (const auto& [name, pool] : m_pools) {
        names.push_back(name);
    }
    return names;
}

Result<PoolOptions> ScrapePools::options(const std::string& job) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_pools.find(job);
    if (found == m_pools.end()) {
        return fail(ErrorCode::kNotFound, fmt::format("unknown scrape pool: {}", job));
    }
    return *found->second->options;
}

std::vector<TargetReport> ScrapePools::targets() const {
    std::vector<TargetReport> out;
    const std::scoped_lock lock(m_mutex);
    for (const auto& [name, pool] : m_pools) {
        const auto first = static_cast<std::ptrdiff_t>(out.size());
        for (const auto& [identity, active] : pool->active) {
            out.push_back({.pool = name,
                           .discoveredLabels = active.target.discovered,
                           .labels = active.target.labels,
                           .url = active.target.url,
                           .interval = active.target.interval,
                           .timeout = active.target.timeout,
                           .state = active.status->state()});
        }
        std::ranges::stable_sort(out.begin() + first, out.end(), {}, &TargetReport::url);
    }
    return out;
}

std::vector<DroppedTargetReport> ScrapePools::droppedTargets() const {
    std::vector<DroppedTargetReport> out;
    const std::scoped_lock lock(m_mutex);
    for (const auto& [name, pool] : m_pools) {
        for (const auto& labels : pool->dropped) {
            out.push_back({.pool = name, .discoveredLabels = labels});
        }
    }
    return out;
}

std::map<std::string, std::size_t> ScrapePools::droppedCounts() const {
    std::map<std::string, std::size_t> out;
    const std::scoped_lock lock(m_mutex);
    for (const auto& [name, pool] : m_pools) {
        out.emplace(name, pool->droppedCount);
    }
    return out;
}

std::vector<TargetMetadata> ScrapePools::metadata() const {
    std::vector<TargetMetadata> out;
    const std::scoped_lock lock(m_mutex);
    for (const auto& [name, pool] : m_pools) {
        for (const auto& [identity, active] : pool->active) {
            for (auto& family : active.status->families.all()) {
                out.push_back({.target = active.target.labels, .family = std::move(family)});
            }
        }
    }
    return out;
}

/// Figures that are counted when somebody asks.
void ScrapePools::collect(instrument::Families& families) const {
    instrument::Family entries{.name = "prometheus_target_metadata_cache_entries",
                               .help = "Number of metric families whose metadata is remembered.",
                               .type = instrument::FamilyType::kGauge,
                               .metrics = {}};
    instrument::Family bytes{.name = "prometheus_target_metadata_cache_bytes",
                             .help = "Bytes of metadata that is remembered.",
                             .type = instrument::FamilyType::kGauge,
                             .metrics = {}};
    const std::scoped_lock lock(m_mutex);
    for (const auto& [name, pool] : m_pools) {
        double count = 0;
        double size = 0;
        for (const auto& [identity, active] : pool->active) {
            count += static_cast<double>(active.status->families.size());
            size += static_cast<double>(active.status->families.textBytes());
        }
        entries.metrics.push_back({.labels = {{"scrape_job", name}}, .value = count});
        bytes.metrics.push_back({.labels = {{"scrape_job", name}}, .value = size});
    }
    families.push_back(std::move(entries));
    families.push_back(std::move(bytes));
}

} // namespace hearth::scrape
