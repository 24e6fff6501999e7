// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "chunks/encoding.h"
#include "model/columns.h"
#include "model/time.h"

namespace hearth::chunks {

/// A finished chunk with its own bytes.
struct EncodedChunk {
    Encoding encoding = Encoding::kXor;
    model::TimestampMs begin = 0;
    model::TimestampMs end = 0; ///< Time of the last sample (inclusive).
    std::size_t samples = 0;
    std::string payload;
};

/// Cuts samples into chunks of at most 120, in the order of their times over floats and histograms: a new chunk begins
/// where the kind of sample changes, or where a histogram chunk cannot take the next histogram (a counter reset,
/// another layout). For overlapping, deleted and out-of-order data that are written anew.
/// Prometheus: storage.NewSeriesToChunkEncoder. Threads: thread-safe (no state).
std::vector<EncodedChunk> encode(const model::Columns& samples);

} // namespace hearth::chunks
