// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "hostmetrics/options.h"
#include "instrument/family.h"

namespace hearth::hostmetrics {

class Collector;

/// Metrics of this machine under node_exporter's names. A collector that fails, or that finds nothing to collect, is
/// shown as such in `node_scrape_collector_success` and does not touch the others.
/// Threads: thread-safe; calls of collect() wait for each other.
class HostMetrics {
  public:
    explicit HostMetrics(const HostMetricsOptions& options, Log log = {});
    ~HostMetrics();
    HostMetrics(const HostMetrics&) = delete;
    HostMetrics& operator=(const HostMetrics&) = delete;

    /// The machine now: families sorted by name. Takes about a millisecond, at most the mount timeout if a mount hangs.
    instrument::Families collect();

    /// Every collector there is, in the order in which they run.
    static std::vector<std::string_view> collectorNames();

  private:
    struct Named;

    const Log m_log;
    std::mutex m_mutex;
    std::vector<Named> m_collectors; // guarded by m_mutex
};

} // namespace hearth::hostmetrics
