// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/time.h"
#include "tsdb/block/ulid.h"

namespace hearth::tsdb {

struct BlockStats {
    std::uint64_t samples = 0;
    std::uint64_t floatSamples = 0;
    std::uint64_t histogramSamples = 0;
    std::uint64_t series = 0;
    std::uint64_t chunks = 0;
    std::uint64_t tombstones = 0;
};

/// A block that went into another one.
struct BlockParent {
    Ulid ulid;
    model::TimestampMs minTime = 0;
    model::TimestampMs maxTime = 0;
};

/// Hints of meta.json: on disk, never rename.
inline constexpr std::string_view kHintOutOfOrder = "from-out-of-order";
inline constexpr std::string_view kHintStaleSeries = "from-stale-series";
inline constexpr std::string_view kHintSelectedSeries = "from-selected-series";

/// Of meta.json: on disk, never renumber. Prometheus 2.1 wrote kMetaVersionMisnumbered, with an index of version 2 that
/// says of itself that it has version 1.
inline constexpr int kMetaVersion = 1;
inline constexpr int kMetaVersionMisnumbered = 2;

/// A block's meta.json.
struct BlockMeta {
    Ulid ulid;
    model::TimestampMs minTime = 0;
    model::TimestampMs maxTime = 0; ///< Exclusive.
    BlockStats stats;
    int level = 1;
    std::vector<Ulid> sources; ///< The level-1 blocks in it, ascending.
    std::vector<BlockParent> parents;
    bool deletable = false; ///< Compaction found it empty.
    bool failed = false;    ///< Compaction failed on it.
    std::vector<std::string> hints;
    int version = kMetaVersion;

    bool hasHint(std::string_view hint) const;
};

/// Fields that are not known are ignored. Errors: kCorruption (with line and column where it is no JSON, else the
/// field), kUnsupported (a version from the future).
Result<BlockMeta> parseBlockMeta(std::string_view json);
/// As Prometheus writes it, to the last byte: indented by tabs, fields of value zero left out, no line's end.
std::string printBlockMeta(const BlockMeta& meta);

} // namespace hearth::tsdb
