// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/log.h"
#include "instrument/registry.h"
#include "tsdb/db.h"

namespace hearth::tsdb::testing {

inline constexpr model::TimeRange kAllTime{model::kMinTimestamp, model::kMaxTimestamp};

/// Samples by the text of their series' labels; values as bits, so that NaNs compare.
using Contents = std::map<std::string, std::vector<std::pair<model::TimestampMs, std::uint64_t>>>;

/// A database in a directory of a file system that is closed and opened again at will. The storage thread is off.
class DbFixture {
  public:
    DbFixture(FileSystem& files, std::string directory)
        : m_files(files) {
        options.directory = std::move(directory);
    }

    DbOptions options = [] {
        DbOptions defaults;
        defaults.storageThread = false;
        return defaults;
    }();

    Result<void> open() {
        m_db.reset();
        m_registry = std::make_unique<instrument::Registry>();
        m_db = HEARTH_TRY(Db::open(options, m_files, m_clock, *m_registry, Log()));
        return {};
    }
    void close() { m_db.reset(); }
    Db& db() { return *m_db; }
    instrument::Registry& registry() { return *m_registry; }

    /// Commits the samples of one series in one transaction.
    Result<void> write(const model::Labels& labels, const std::vector<model::Sample>& samples);
    /// The rejections of such an attempt, e.g. "0:out of order sample"; nothing is committed.
    std::string tryWrite(const model::Labels& labels, const std::vector<model::Sample>& samples);
    Contents read(const model::Matchers& matchers = {}, model::TimeRange range = kAllTime);
    /// The value of a metric of the database, as text; "none" where there is none.
    std::string metric(const std::string& name);

  private:
    FileSystem& m_files;
    SystemClock m_clock;
    std::unique_ptr<instrument::Registry> m_registry;
    std::unique_ptr<Db> m_db;
};

/// Everything that a querier gives, read.
Contents readAll(storage::Querier& querier, const model::Matchers& matchers, model::TimeRange range);

std::string toText(const Contents& contents);

} // namespace hearth::tsdb::testing
