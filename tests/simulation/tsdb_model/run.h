// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "instrument/registry.h"
#include "model/matcher.h"
#include "simulation/tsdb_model/history.h"
#include "simulation/tsdb_model/sample_model.h"
#include "simulation/tsdb_model/sample_source.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "tsdb/db.h"

namespace hearth::tests {

/// What the database can do; the rest is left out of the histories.
struct Features {
    bool histograms = false;
    bool outOfOrder = false;
    bool deletion = false;
    bool cleaning = false;
    bool snapshots = false;
    /// Deletion in histories with late samples: what is deleted of them can come back after a restart, as long as the
    /// head chunk file that held them is there.
    bool lateDeletion = false;

    /// Tries each on an empty disk.
    static Features probe();
    std::string toString() const;
};

/// Disks that keep fewer promises than they should.
struct Dishonesty {
    bool ignoreSync = false;        ///< For showing that the checker notices.
    bool forgetFailedSyncs = false; ///< As Linux does after an I/O error.
};

/// Lets a history happen to a database on a simulated disk and compares it with the model throughout.
/// Threads: confined to one thread.
class Run {
  public:
    Run(const History& history, const Features& features, Dishonesty dishonesty = {});
    ~Run();

    /// The first broken promise as a sentence; empty where all were kept.
    std::string perform();
    /// What happened, a line a step.
    const std::vector<std::string>& log() const { return m_log; }

  private:
    using Problem = std::string; ///< Empty: none.
    /// The samples of one transaction.
    using Transaction = std::vector<SeriesBatch>;
    enum class End { kClose, kKill, kPowerCut };

    // --- steps (run.cpp, run_writes.cpp)
    Problem step(const Step& step);
    Problem scrape(Dice& dice);
    Problem overlap(Dice& dice);
    Problem outOfOrder(Dice& dice);
    Problem maintain();
    void advance(Dice& dice);
    Problem compact();
    Problem deleteSeries(Dice& dice);
    Problem clean();
    Problem snapshot(Dice& dice);
    Problem query(Dice& dice);
    Problem crash(Dice& dice);
    void fill(Dice& dice);
    void failCalls(Dice& dice);
    Problem heal();

    // --- the end and the beginning (run_restart.cpp)
    Problem restart(End end, Dice& dice);
    void endDb(End end, Dice& dice);
    Result<void> open();
    Problem checkAfterOpen(End end);
    Problem crashWhileOpening(Dice& dice, bool& powerWasCut);

    // --- pieces
    Transaction drawTransaction(Dice& dice, const std::vector<int>& series, int mostItems);
    std::vector<int> drawSeries(Dice& dice);
    Problem append(storage::Appender& appender, const Transaction& transaction, Dice& dice);
    Problem appendSeries(storage::Appender& appender, const SeriesBatch& batch, Dice& dice);
    Problem commit(storage::Appender& appender, const Transaction& transaction);
    Problem compare(const char* when);
    Problem checkSnapshot(const std::string& directory, bool withHead, const Observed& live);
    void noteRetention();
    /// A failure that is to be expected now; tells the model what it may have done to the disk.
    Problem expectFailure(const std::string& what, const Error& error);
    void say(std::string text) { m_log.push_back(std::move(text)); }

    const History m_history;
    const Features m_features;
    FakeFileSystem m_files;
    FakeClock m_clock;
    tsdb::DbOptions m_options;
    std::unique_ptr<instrument::Registry> m_registry;
    std::unique_ptr<tsdb::Db> m_db;

    SampleModel m_model;
    SampleSource m_source;
    std::map<int, storage::SeriesRef> m_refs; ///< Of this life of the database.
    std::map<int, model::TimestampMs> m_newest;
    std::uint64_t m_commits = 0;
    std::uint64_t m_lives = 0; ///< How often the database was opened.
    int m_churn = kLastingSeries;
    bool m_troubled = false; ///< Something failed, or may fail, since the disk was last well.
    bool m_syncsFail = false;
    bool m_frozen = false;
    std::vector<std::string> m_log;
};

/// Everything that matches, read; an error or a series out of form is told by `problem`.
Observed readDb(tsdb::Db& db, const model::Matchers& matchers, model::TimeRange range, std::string& problem);
Observed readQuerier(storage::Querier& querier, const model::Matchers& matchers, model::TimeRange range,
                     std::string& problem);

inline constexpr model::TimeRange kAllTime{model::kMinTimestamp, model::kMaxTimestamp};

} // namespace hearth::tests
