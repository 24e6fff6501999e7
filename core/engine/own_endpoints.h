// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/in_process_transport.h"
#include "hostmetrics/host_metrics.h"
#include "instrument/registry.h"

namespace hearth::engine {

/// Where the machine's metrics are exposed, below the route prefix.
inline constexpr const char* kHostMetricsPath = "/host/metrics";
inline constexpr const char* kOwnMetricsPath = "/metrics";

/// This process's own pages under every name that its listen addresses go by. `registry` and `host` must outlive the
/// object. `routePrefix` is "/" or "/prefix".
std::shared_ptr<const OwnEndpoints> ownEndpoints(const std::vector<std::string>& listenAddresses,
                                                 const std::string& routePrefix, const instrument::Registry& registry,
                                                 hostmetrics::HostMetrics& host);

} // namespace hearth::engine
