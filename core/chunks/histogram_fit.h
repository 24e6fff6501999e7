// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/histogram.h"

/// How the buckets of one sign of a histogram compare with those of the chunk that it shall join.
namespace hearth::chunks {

using Spans = std::vector<model::HistogramSpan>;

struct BucketFit {
    bool reset = false;       ///< A count is smaller than before, or gone: nothing else is known then.
    bool chunkLacks = false;  ///< The histogram has buckets that the chunk has not.
    bool sampleLacks = false; ///< The chunk has buckets that the histogram has not.
};

/// Of counters: `last` are the counts of the chunk's last histogram. Buckets as the histograms store them.
BucketFit fitCounts(const Spans& chunk, const std::vector<std::int64_t>& last, const Spans& sample,
                    const std::vector<std::int64_t>& buckets);
BucketFit fitCounts(const Spans& chunk, const std::vector<double>& last, const Spans& sample,
                    const std::vector<double>& buckets);
/// Of gauges, whose counts may go either way.
BucketFit fitSpans(const Spans& chunk, const Spans& sample);

/// The buckets of both, in as few spans as can be.
Spans unite(const Spans& a, const Spans& b);

/// The buckets of `from` as they are stored in `to`, which has them all; new ones are empty.
std::vector<std::int64_t> widen(const Spans& from, const std::vector<std::int64_t>& buckets, const Spans& to);
std::vector<double> widen(const Spans& from, const std::vector<double>& buckets, const Spans& to);

} // namespace hearth::chunks
