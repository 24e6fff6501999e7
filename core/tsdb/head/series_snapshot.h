// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/columns.h"
#include "tsdb/head/mem_series.h"

namespace hearth::tsdb {

class HeadChunks;

/// What a reader takes of a series while the series is locked; decoding happens afterwards.
struct SeriesSnapshot {
    struct Part {
        chunks::Encoding encoding = chunks::Encoding::kXor;
        HeadChunkRef ref = HeadChunkRef::kNone; ///< kNone: the payload stands in `bytes`.
        std::size_t offset = 0;
        std::size_t size = 0;
        std::size_t samples = 0; ///< How many of them the reader may see; all where there are no more.
        model::TimeRange range;
    };
    boost::container::small_vector<Part, 2> parts; ///< In time order.
    std::vector<Part> outOfOrderParts;
    model::Columns outOfOrder; ///< Not in a chunk yet.
    std::vector<model::TimeRange> deleted;
    std::string bytes;

    bool hasOutOfOrder() const { return !outOfOrderParts.empty() || !outOfOrder.empty(); }
    void clear();
};

/// Appends the chunks that overlap `range`, without the newest `hidden` samples.
void takeInOrder(const MemSeries& series, const SeriesMemory& memory, model::TimeRange range, std::size_t hidden,
                 SeriesSnapshot& out);
/// Whether there are any; no payload is touched.
bool overlaps(const MemSeries& series, const SeriesMemory& memory, model::TimeRange range, std::size_t hidden);

void takeOutOfOrder(const SeriesExtra& extra, model::TimeRange range, SeriesSnapshot& out);
bool overlaps(const SeriesExtra& extra, model::TimeRange range);
/// Times of the out-of-order samples that are in no file; nothing where there are none.
std::optional<model::TimeRange> unwrittenRange(const SeriesExtra& extra);

/// Decodes the in-order samples within `range` behind what `out` holds. `files` is needed where parts lie in files.
/// Errors: kCorruption, kIo.
Result<void> decodeInOrder(const SeriesSnapshot& snapshot, const HeadChunks* files, model::TimeRange range,
                           model::Columns& out);
/// The same for the out-of-order samples: ascending, one a time.
Result<void> decodeOutOfOrder(const SeriesSnapshot& snapshot, const HeadChunks* files, model::TimeRange range,
                              model::Columns& out);

} // namespace hearth::tsdb
