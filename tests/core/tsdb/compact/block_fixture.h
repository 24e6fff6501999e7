// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <memory>
#include <string>

#include "core/tsdb/compact/memory_source.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "tsdb/compact/block_compaction.h"
#include "tsdb/compact/block_directory.h"
#include "tsdb/compact/block_set.h"
#include "tsdb/compact/compactor.h"

namespace hearth::tsdb::testing {

inline constexpr const char* kDirectory = "/data";

/// A directory of blocks on a simulated disk. Threads: thread-compatible.
class BlockFixture {
  public:
    BlockFixture();

    /// Writes a block of level 1 with the samples of the source in the range; its name.
    Ulid write(const ChunkSource& source, model::TimestampMs minTime, model::TimestampMs maxTime,
               std::vector<std::string> hints = {});
    /// A block with `series` series that have a sample every 10 ms in the range, their values counted up from the time.
    Ulid writeRamp(model::TimestampMs minTime, model::TimestampMs maxTime, int series = 3);

    /// Opens the set anew, as a start does; false where that fails.
    bool open(bool readOnly = false);
    void close() { m_set.reset(); }
    BlockSet& set() { return *m_set; }
    /// One round of compaction with small ranges.
    Result<std::size_t> compact();
    /// The samples that the set serves now, or an empty map where a sample is there twice.
    SeriesText samples();
    /// "0-20 20-60": the times of the blocks that are served.
    QString layout();
    /// The names in the directory.
    QStringList names();

    tests::FakeFileSystem files;
    tests::FakeClock clock;
    instrument::Registry registry;
    CompactionMetrics metrics{registry};
    BlockSetMetrics setMetrics{registry};
    Compactor compactor;
    Pacer pacer{1.0, clock};
    BlockCompactionOptions options;

  private:
    std::unique_ptr<BlockSet> m_set;
};

} // namespace hearth::tsdb::testing
