// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scrape/scrape_metrics.h"
#include "scrape/scrape_pools.h"
#include "scrape/scrape_thread.h"

namespace hearth::scrape {

/// A target as its pool knows it; its loop lives in a scrape thread.
struct ScrapePools::ActiveTarget {
    LoopId loop = 0;
    std::uint64_t thread = 0;
    Target target;
    std::shared_ptr<TargetStatus> status;
};

/// One job.
struct ScrapePools::Pool {
    std::shared_ptr<const PoolOptions> options;
    std::shared_ptr<const http::ClientOptions> http;
    std::vector<discovery::TargetGroup> groups;
    std::map<std::uint64_t, ActiveTarget> active; ///< By identity.
    std::vector<model::Labels> dropped;
    std::size_t droppedCount = 0;
    std::optional<std::string> forcedError;
    ScrapeMetrics::Pool metrics;
};

} // namespace hearth::scrape
