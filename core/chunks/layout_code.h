// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "chunks/bit_reader.h"
#include "chunks/bit_writer.h"
#include "model/histogram.h"

/// Where the buckets lie: written once, at the beginning of a histogram chunk.
namespace hearth::chunks {

void putLayout(const model::HistogramLayout& layout, BitWriter& bits);

/// kCorruption: ends early, or promises more than the payload has room for. kUnsupported: a schema from the future.
Result<model::HistogramLayout> takeLayout(BitReader& bits);

} // namespace hearth::chunks
