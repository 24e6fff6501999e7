// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/host_metrics.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "hostmetrics/collectors.h"

namespace hearth::hostmetrics {
namespace {

using Make = std::unique_ptr<Collector> (*)(const HostMetricsOptions&);

struct Entry {
    std::string_view name; ///< node_exporter's.
    Make make;
};

constexpr std::array<Entry, 28> kCollectors = {{
    {"arp", makeArpCollector},
    {"conntrack", makeConntrackCollector},
    {"cpu", makeCpuCollector},
    {"cpufreq", makeCpufreqCollector},
    {"diskstats", makeDiskstatsCollector},
    {"dmi", makeDmiCollector},
    {"entropy", makeEntropyCollector},
    {"filefd", makeFilefdCollector},
    {"filesystem", makeFilesystemCollector},
    {"hwmon", makeHwmonCollector},
    {"loadavg", makeLoadavgCollector},
    {"meminfo", makeMeminfoCollector},
    {"netclass", makeNetclassCollector},
    {"netdev", makeNetdevCollector},
    {"netstat", makeNetstatCollector},
    {"os", makeOsReleaseCollector},
    {"powersupplyclass", makePowersupplyCollector},
    {"pressure", makePressureCollector},
    {"schedstat", makeSchedstatCollector},
    {"sockstat", makeSockstatCollector},
    {"softnet", makeSoftnetCollector},
    {"stat", makeStatCollector},
    {"thermal_zone", makeThermalZoneCollector},
    {"time", makeTimeCollector},
    {"timex", makeTimexCollector},
    {"udp_queues", makeUdpQueuesCollector},
    {"uname", makeUnameCollector},
    {"vmstat", makeVmstatCollector},
}};

void addBuildInfo(Samples& out) {
    out.gauge("node_exporter_build_info", "The program that collects these metrics.", 1,
              {{"branch", ""},
               {"goarch", ""},
               {"goos", "linux"},
               {"goversion", ""},
               {"revision", ""},
               {"tags", ""},
               {"version", "hearth"}});
}

} // namespace

struct HostMetrics::Named {
    std::string name;
    std::unique_ptr<Collector> collector;
    std::string lastFailure; ///< So that the same failure is logged once, not at every scrape.
};

HostMetrics::HostMetrics(const HostMetricsOptions& options, Log log)
    : m_log(std::move(log)) {
    for (const auto& [name, make] : kCollectors) {
        if (std::ranges::find(options.disabledCollectors, name) == options.disabledCollectors.end()) {
            m_collectors.push_back({std::string(name), make(options), {}});
        }
    }
}

HostMetrics::~HostMetrics() = default;

std::vector<std::string_view> HostMetrics::collectorNames() {
    std::vector<std::string_view> names;
    for (const auto& entry : kCollectors) {
        names.push_back(entry.name);
    }
    return names;
}

instrument::Families HostMetrics::collect() {
    const std::lock_guard lock(m_mutex);
    Samples out;
    for (auto& [name, collector, lastFailure] : m_collectors) {
        const auto begin = std::chrono::steady_clock::now();
        const auto result = collector->collect(out);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        out.gauge("node_scrape_collector_duration_seconds", "How long the collector took.", taken.count(),
                  {{"collector", name}});
        out.gauge("node_scrape_collector_success", "Whether the collector found what it collects.", result ? 1 : 0,
                  {{"collector", name}});
        auto failure = result ? std::string() : result.error().message();
        if (failure != lastFailure && !failure.empty()) {
            const bool isAbsent = result.error().code() == ErrorCode::kNotFound;
            isAbsent ? m_log.debug("nothing to collect", {{"collector", name}, {"err", failure}})
                     : m_log.warn("collector failed", {{"collector", name}, {"err", failure}});
        }
        lastFailure = std::move(failure);
    }
    addBuildInfo(out);
    return out.take();
}

} // namespace hearth::hostmetrics
