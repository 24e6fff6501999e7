// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/exemplar.h"
#include "model/labels.h"
#include "model/time.h"

/// What a DataSource says of the storage beneath: exemplars, blocks, the replay of the log, damages.
namespace hearth::datasource {

/// The exemplars of all series that any selector of an expression names.
struct ExemplarQuery {
    std::string expression;
    std::optional<model::TimestampMs> start; ///< Unset: from the first.
    std::optional<model::TimestampMs> end;   ///< Unset: to the last.
};

struct SeriesExemplars {
    model::Labels labels;
    std::vector<model::Exemplar> exemplars; ///< Ascending in time.
};

/// A block of the database, as its meta.json says it.
struct BlockFacts {
    struct Parent {
        std::string ulid;
        model::TimestampMs minTime = 0;
        model::TimestampMs maxTime = 0;
    };

    std::string ulid;
    model::TimestampMs minTime = 0;
    model::TimestampMs maxTime = 0; ///< Exclusive.
    std::uint64_t samples = 0;
    std::uint64_t floatSamples = 0;
    std::uint64_t histogramSamples = 0;
    std::uint64_t series = 0;
    std::uint64_t chunks = 0;
    std::uint64_t tombstones = 0;
    std::int64_t level = 1;
    std::vector<std::string> sources;
    std::vector<Parent> parents;
    bool deletable = false;
    bool failed = false;
    std::vector<std::string> hints;
    std::int64_t version = 1;
};

/// How far the replay of the write-ahead log has come, in segments.
struct WalReplay {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t current = 0; ///< Equal to `last` when it is done.
};

/// Something on the disk that cannot be served as it is.
struct StorageDamage {
    std::string path;
    std::string reason;   ///< A sentence.
    std::string setAside; ///< Where it is kept now; empty where it was left in place.
    std::uint64_t lostBytes = 0;
};

/// A time in which the server's machine was suspended, so that nothing was collected.
struct SleepSpan {
    model::TimestampMs begin = 0;
    model::TimestampMs end = 0;

    bool operator==(const SleepSpan&) const = default;
};

/// Samples to delete: of the series that match any of the selectors.
struct Deletion {
    std::vector<std::string> selectors;
    std::optional<model::TimestampMs> start;
    std::optional<model::TimestampMs> end;
};

} // namespace hearth::datasource
