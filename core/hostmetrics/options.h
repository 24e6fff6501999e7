// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "model/matcher.h"

namespace hearth::hostmetrics {

/// What of this machine is collected, and where its files are. The defaults are node_exporter's; its flags are named.
struct HostMetricsOptions {
    std::string procfs = "/proc";                ///< --path.procfs
    std::string sysfs = "/sys";                  ///< --path.sysfs
    std::string rootfs = "/";                    ///< --path.rootfs: where the mount points of this machine are seen.
    std::string udevData = "/run/udev/data";     ///< --path.udev.data
    std::vector<std::string> disabledCollectors; ///< --no-collector.<name>

    /// Mount points and file system types that are not looked at; the defaults of node_exporter where unset.
    std::optional<model::Regex> mountPointsExclude;     ///< --collector.filesystem.mount-points-exclude
    std::optional<model::Regex> fileSystemTypesExclude; ///< --collector.filesystem.fs-types-exclude
    std::chrono::milliseconds mountTimeout{5000};       ///< --collector.filesystem.mount-timeout
    std::optional<model::Regex> diskDevicesExclude;     ///< --collector.diskstats.device-exclude
    std::optional<model::Regex> netstatFields;          ///< --collector.netstat.fields
    std::optional<model::Regex> vmstatFields;           ///< --collector.vmstat.fields
    std::optional<model::Regex> networkDevicesExclude;  ///< --collector.netdev.device-exclude; none where unset.
    std::optional<model::Regex> networkClassesExclude;  ///< --collector.netclass.ignored-devices; none where unset.
    std::optional<model::Regex> arpDevicesExclude;      ///< --collector.arp.device-exclude; none where unset.
    std::optional<model::Regex> sensorChipsExclude;     ///< --collector.hwmon.chip-exclude; none where unset.
    bool ignoreInvalidSpeed = false;                    ///< --collector.netclass.ignore-invalid-speed
    bool networkOverNetlink = true; ///< --collector.netdev.netlink; otherwise <procfs>/net/dev is read.
    bool guestTime = true;          ///< --collector.cpu.guest
    bool softInterrupts = false;    ///< --collector.stat.softirq
};

} // namespace hearth::hostmetrics
