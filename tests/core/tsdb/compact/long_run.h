// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/tsdb/compact/generated_source.h"
#include "support/fake_clock.h"
#include "tsdb/compact/block_compaction.h"

namespace hearth::tsdb::testing {

/// A database that lives for months in simulated time: every two hours a block is cut of generated samples, then blocks
/// are compacted and old ones dropped, as the server does. Threads: thread-compatible.
class LongRun {
  public:
    struct Options {
        std::string directory;
        GeneratedSource::Shape shape;
        model::DurationMs retention = 200 * model::kDayMs;
        model::TimestampMs begin = 1'700'006'400'000; ///< A multiple of two hours.
    };
    /// `files` must outlive it.
    static Result<std::unique_ptr<LongRun>> create(Options options, FileSystem& files);

    /// Lets two hours pass.
    Result<void> step();
    /// "0-2 2-8": the blocks, in hours since the beginning.
    std::string layout() const;
    BlockSet& set() { return *m_set; }
    model::TimestampMs now() const { return m_now; }

  private:
    LongRun(Options options, FileSystem& files);

    const Options m_options;
    FileSystem& m_files;
    tests::FakeClock m_clock;
    instrument::Registry m_registry;
    CompactionMetrics m_metrics{m_registry};
    BlockSetMetrics m_setMetrics{m_registry};
    Compactor m_compactor;
    Pacer m_pacer{1.0, m_clock};
    BlockCompactionOptions m_compaction;
    std::unique_ptr<BlockSet> m_set;
    model::TimestampMs m_now;
};

} // namespace hearth::tsdb::testing
