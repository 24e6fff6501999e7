// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "config/config.h"
#include "model/time.h"
#include "tsdb/db_options.h"

namespace hearth::engine {

/// What the command line says of the storage. The configuration file says the rest, and overrules the retention.
struct StorageOptions {
    std::string path = "data/";
    bool lock = true;

    bool compressLog = true;
    bool compressLogWithZstd = false;
    model::DurationMs logSyncInterval = 5 * model::kSecondMs; ///< 0: with every commit.
    std::uint64_t logSegmentBytes = 0;                        ///< 0: the format's usual size.

    model::DurationMs minBlockRange = 2 * model::kHourMs;
    model::DurationMs maxBlockRange = 0; ///< 0: a tenth of the retention, at most 31 days.
    bool compactOverlapping = true;
    Nanoseconds blockInterval = std::chrono::minutes(1);

    // Where both are 0, and the file says nothing, samples are kept for kDefaultRetention.
    model::DurationMs retention = 0;
    std::uint64_t retentionBytes = 0;

    bool keepExemplars = false;
    bool snapshotAtShutdown = false;
};

inline constexpr model::DurationMs kDefaultRetention = 15 * model::kDayMs;
inline constexpr std::uint64_t kDefaultMaxExemplars = 100'000;

/// How long samples are kept; 0 is no limit.
struct Retention {
    model::DurationMs time = 0;
    std::uint64_t bytes = 0;
    double percentage = 0; ///< Of the file system; takes the place of `bytes`.
};

/// A file that says anything of the retention says all of it; else the command line counts.
Retention retentionOf(const StorageOptions& options, const config::StorageOptions& file);
/// `15d`, `15d or 10GiB`: as /api/v1/status/runtimeinfo says it.
std::string toText(const Retention& retention);

/// How the database is opened.
tsdb::DbOptions dbOptions(const StorageOptions& options, const config::StorageOptions& file);

} // namespace hearth::engine
