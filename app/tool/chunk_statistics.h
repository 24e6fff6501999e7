// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/columns.h"
#include "tool/output.h"
#include "tsdb/chunk_series.h"

namespace hearth::app::tool {

/// How full and how large the chunks of a block are: the end of promtool's `tsdb analyze --extended`.
/// Threads: thread-compatible.
class ChunkStatistics {
  public:
    /// Errors: kCorruption.
    Result<void> add(const tsdb::ChunkView& chunk);
    void print(Output& out) const;

  private:
    void printSpread(Output& out, std::string_view what, std::vector<std::uint64_t> numbers) const;

    std::vector<std::uint64_t> m_floatSamples;
    std::vector<std::uint64_t> m_floatBytes;
    std::vector<std::uint64_t> m_histogramSamples;
    std::vector<std::uint64_t> m_histogramBytes;
    std::vector<std::uint64_t> m_histogramBuckets;
    std::uint64_t m_chunks = 0;
    model::Columns m_samples;
};

} // namespace hearth::app::tool
