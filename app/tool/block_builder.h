// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/error.h"
#include "model/columns.h"
#include "model/labels.h"
#include "tool/context.h"
#include "tsdb/block/block_meta.h"

namespace hearth::app::tool {

/// Gathers samples in memory and writes them as one block of level 1.
/// Threads: thread-compatible.
class BlockBuilder {
  public:
    /// Samples may come in any order; of two at one time the first stays.
    void add(const model::Labels& labels, model::TimestampMs time, double value);
    bool empty() const { return m_series.empty(); }

    /// Writes what was gathered into `directory` (created where need be), and forgets it. Its times are those of the
    /// first and the last sample. Errors: kIo, kLimit.
    Result<tsdb::BlockMeta> write(Context& context, const std::string& directory);

  private:
    std::map<model::Labels, model::Columns> m_series;
};

/// The length of the blocks that are made for a limit of `longest`: the largest level of compaction that is not longer.
/// Prometheus: getCompatibleBlockDuration().
model::DurationMs blockLength(model::DurationMs longest);
/// The multiple of `length` at or before `time` (toward zero, as Prometheus divides).
model::TimestampMs blockStart(model::TimestampMs time, model::DurationMs length);

} // namespace hearth::app::tool
