// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/log.h"
#include "core/tsdb/db_fixture.h"
#include "instrument/registry.h"
#include "tsdb/head/head.h"
#include "tsdb/head/head_appender.h"
#include "tsdb/head/head_querier.h"
#include "tsdb/head/head_source.h"
#include "tsdb/head_chunks/head_chunks.h"
#include "tsdb/log_replay.h"

namespace hearth::tsdb::testing {

/// A head with its files but without a database around it; closed and opened again at will.
class HeadFixture {
  public:
    explicit HeadFixture(FileSystem& files)
        : m_files(files) {}
    ~HeadFixture() { close(); }

    HeadOptions options;
    bool snapshots = false; ///< Written by snapshot(), read by open().
    model::TimestampMs minValidTime = std::numeric_limits<model::TimestampMs>::min();

    Result<void> open();
    void close();
    Result<void> snapshot();
    Head& head() { return *m_head; }
    wal::Writer& wal() { return *m_wal; }
    wal::Writer& wbl() { return *m_wbl; }
    HeadChunks& chunks() { return *m_chunks; }
    const ReplayReport& report() const { return m_report; }

    std::unique_ptr<HeadAppender> appender();
    /// Commits one sample; its rejection, or "".
    std::string write(const model::Labels& labels, model::TimestampMs time, double value);
    std::string write(const model::Labels& labels, model::TimestampMs time, const model::HistogramValue& value);
    /// Every series and sample as text, a series a line; a histogram as "h" and its count.
    std::string read(model::TimeRange range = kAllTime);
    std::string metric(const std::string& name, const std::string& label = {});

  private:
    FileSystem& m_files;
    std::unique_ptr<instrument::Registry> m_registry;
    std::unique_ptr<HeadChunks> m_chunks;
    std::unique_ptr<Head> m_head;
    std::unique_ptr<wal::Writer> m_wal;
    std::unique_ptr<wal::Writer> m_wbl;
    std::unique_ptr<TransactionPool> m_pool;
    ReplayReport m_report;
};

/// What a source yields, decoded, as HeadFixture::read() writes it; deleted samples left out.
std::string readSource(const ChunkSource& source);
/// A histogram of `count` observations in its first bucket.
model::HistogramValue histogramOf(std::uint64_t count);

} // namespace hearth::tsdb::testing
