// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "hostmetrics/collector.h"
#include "hostmetrics/options.h"

/// One maker a collector; each is in the file of its name and keeps copies of what it needs of the options.
namespace hearth::hostmetrics {

std::unique_ptr<Collector> makeArpCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeConntrackCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeCpuCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeCpufreqCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeDiskstatsCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeDmiCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeEntropyCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeFilefdCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeFilesystemCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeHwmonCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeLoadavgCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeMeminfoCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeNetclassCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeNetdevCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeNetstatCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeOsReleaseCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makePowersupplyCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makePressureCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeSchedstatCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeSockstatCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeSoftnetCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeStatCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeThermalZoneCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeTimeCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeTimexCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeUdpQueuesCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeUnameCollector(const HostMetricsOptions& options);
std::unique_ptr<Collector> makeVmstatCollector(const HostMetricsOptions& options);

} // namespace hearth::hostmetrics
