// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "datasource/types.h"
#include "scrape/scrape_pools.h"

/// What the scrape pools report, as a DataSource says it.
namespace hearth::engine {

/// `pool` empty: all. `externalUrl` replaces loopback hosts in the global URLs; may be empty.
datasource::Targets listTargets(const scrape::ScrapePools& pools, datasource::TargetState state,
                                const std::string& pool, const std::string& externalUrl);

/// Each distinct description of a metric once, sorted by metric; of one metric where `metric` is not empty.
std::vector<datasource::MetricMetadata> listMetadata(const scrape::ScrapePools& pools, const std::string& metric);

/// `url` as others may reach it: a loopback host becomes the external URL's, or this machine's name.
std::string globalUrl(const std::string& url, const std::string& externalUrl);

} // namespace hearth::engine
