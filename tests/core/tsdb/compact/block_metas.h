// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tsdb/block/block_meta.h"

namespace hearth::tsdb::testing {

/// The n-th name, ascending.
inline Ulid ulidOf(int n) {
    return Ulid::generate(n + 1, [] { return 0U; });
}

/// A block of level 1 named after `n`.
inline BlockMeta block(int n, model::TimestampMs minTime, model::TimestampMs maxTime) {
    BlockMeta meta;
    meta.ulid = ulidOf(n);
    meta.minTime = minTime;
    meta.maxTime = maxTime;
    meta.sources = {meta.ulid};
    meta.stats.series = 100;
    return meta;
}

} // namespace hearth::tsdb::testing
