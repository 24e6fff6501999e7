// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "instrument/registry.h"

namespace hearth::tsdb {

/// The metrics of a set of blocks, named as Prometheus names them. The registry must outlive them.
/// Threads: thread-safe.
class BlockSetMetrics {
  public:
    explicit BlockSetMetrics(instrument::Registry& registry);

    void reloaded(bool well);
    void holds(std::size_t blocks, std::uint64_t bytes);
    void droppedForTime() { m_timeRetentions.increment(); }
    void droppedForSize() { m_sizeRetentions.increment(); }

  private:
    instrument::Counter& m_reloads;
    instrument::Counter& m_reloadFailures;
    instrument::Counter& m_timeRetentions;
    instrument::Counter& m_sizeRetentions;
    instrument::Gauge& m_blocks;
    instrument::Gauge& m_bytes;
};

} // namespace hearth::tsdb
