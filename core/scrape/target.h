// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "discovery/options.h"
#include "model/labels.h"
#include "model/time.h"
#include "scrape/options.h"

namespace hearth::scrape {

/// One endpoint to scrape, fully resolved (Prometheus: Target). Threads: thread-compatible (a value).
struct Target {
    model::Labels discovered; ///< Before relabelling, defaults filled in.
    model::Labels labels;     ///< Attached to every series of the target.
    std::string url;
    std::string unixSocket; ///< Path to dial instead of TCP (`__unix_socket__`); mostly empty.
    model::DurationMs interval = 0;
    model::DurationMs timeout = 0;
    /// FNV-1a over the hash of all labels and the URL; sets the phase within the interval.
    std::uint64_t hash = 0;
    /// The same without interval and timeout: two targets of a pool with the same identity are one.
    std::uint64_t identity = 0;
};

/// What the groups of a job come to.
struct TargetSet {
    std::vector<Target> active;
    std::vector<model::Labels> dropped; ///< Discovered labels, at most `keep_dropped_targets`.
    std::size_t droppedCount = 0;       ///< All that relabelling dropped.
    std::vector<std::string> failures;  ///< One message a target that could not be built.
};

/// Applies labels, defaults and relabelling of `options`, checks the results and folds duplicates into one.
TargetSet buildTargets(std::span<const discovery::TargetGroup> groups, const PoolOptions& options);

/// The labels of a target behind relabelling, also those that series do not carry (`__address__`, `__param_x`, ...) but
/// for `__meta_*`. `target` is an active one that was built with the same options.
model::Labels relabelledLabels(const Target& target, const PoolOptions& options);

/// When within its interval the target is scraped, in nanoseconds: `(hash XOR seed) mod interval` as Prometheus has it,
/// at the beginning of a slot of a twentieth of the interval, 50 ms at most. Targets of one slot are scraped together,
/// so that the processor wakes once for all of them and sleeps until the next.
std::int64_t scrapeOffsetNs(std::uint64_t targetHash, std::uint64_t seed, model::DurationMs interval);

} // namespace hearth::scrape
