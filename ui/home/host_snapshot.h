// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QString>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "datasource/data_source.h"
#include "model/time.h"

namespace hearth::ui {

/// One machine whose node_* metrics the server has.
struct HostChoice {
    std::string instance;
    std::string job;
    QString name; ///< The node's own name where it says one, else the instance.

    bool operator==(const HostChoice&) const = default;
    /// The two label matchers, for use inside braces.
    std::string matchers() const;
};

/// One file system.
struct DiskUsage {
    QString mountpoint;
    double sizeBytes = 0;
    double availableBytes = 0;

    double usedRatio() const { return sizeBytes > 0 ? 1 - availableBytes / sizeBytes : 0; }
};

/// What Home shows of one machine. Lines are (milliseconds since the epoch, value), empty where the server has nothing.
struct HostSnapshot {
    model::TimeRange range;
    QPolygonF cpuRatio;
    QPolygonF memoryUsedRatio;
    QPolygonF receivedBytesPerSecond;
    QPolygonF sentBytesPerSecond;
    QPolygonF load1;
    QPolygonF temperatureCelsius; ///< The hottest sensor.

    std::optional<double> cores;
    std::optional<double> memoryTotalBytes;
    std::optional<double> load5;
    std::optional<double> load15;
    std::optional<double> uptimeSeconds;
    QString system;                  ///< "Linux 6.1.0-18-amd64".
    std::vector<DiskUsage> disks;    ///< The fullest first.
    QPolygonF fullestAvailableBytes; ///< Of the fullest disk, over kTrendSpan.

    /// Whether the machine has been known for less than `span`.
    bool beginsWithin(model::DurationMs span) const {
        return !load1.isEmpty() && load1.first().x() > static_cast<double>(range.end - span);
    }
    bool empty() const { return cpuRatio.isEmpty() && memoryUsedRatio.isEmpty() && load1.isEmpty() && disks.empty(); }
};

/// How far back the cards look, and how finely.
inline constexpr model::DurationMs kHostSpan = 10 * model::kMinuteMs;
inline constexpr model::DurationMs kHostStep = 5 * model::kSecondMs;
/// How far back the disk's trend looks.
inline constexpr model::DurationMs kTrendSpan = 6 * model::kHourMs;
inline constexpr model::DurationMs kTrendStep = 2 * model::kMinuteMs;

/// What a server knows of machines.
struct HostList {
    std::vector<HostChoice> hosts; ///< Sorted by name; empty where it has no node_* metrics.
    bool awaited = false;          ///< There are none yet, but not every target was asked yet.

    bool operator==(const HostList&) const = default;
};
Result<HostList> readHosts(datasource::DataSource& source, std::stop_token stop);

/// All of one machine up to `now`, about ten queries. A query that fails leaves its part empty; only where the first
/// fails, so does the whole.
Result<HostSnapshot> readHost(datasource::DataSource& source, const HostChoice& host, model::TimestampMs now,
                              std::stop_token stop);

/// The expressions behind the cards, as a person would type them in Explore.
struct HostExpressions {
    std::string cpu;
    std::string memory;
    std::string disk;
    std::string received;
    std::string sent;
    std::string load;
    std::string temperature;
};
HostExpressions hostExpressions(const HostChoice& host);

} // namespace hearth::ui
