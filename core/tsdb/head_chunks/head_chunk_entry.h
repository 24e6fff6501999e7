// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "chunks/encoding.h"
#include "model/time.h"
#include "tsdb/head_chunks/format.h"

namespace hearth::tsdb {

/// What a head chunk says of itself.
struct HeadChunkEntry {
    HeadChunkRef ref = HeadChunkRef::kNone;
    std::uint64_t series = 0; ///< The log's number of the series.
    model::TimestampMs begin = 0;
    model::TimestampMs end = 0;                         ///< Time of the last sample (inclusive).
    chunks::Encoding encoding = chunks::Encoding::kXor; ///< May be one that this program does not know.
    bool outOfOrder = false;
    std::uint16_t samples = 0;
};

} // namespace hearth::tsdb
