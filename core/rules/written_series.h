// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "model/sample.h"
#include "storage/storage.h"

namespace hearth::rules {

/// What became of one rule's samples.
struct WriteReport {
    std::optional<Error> rejection; ///< The last reason for which a sample was not taken.
    std::size_t outOfOrder = 0;
    std::size_t tooOld = 0;
    std::size_t duplicates = 0;
    std::vector<std::string> otherRejections; ///< At most a few.
    std::optional<Error> commitFailure;       ///< Nothing was written.
    std::vector<std::string> markerFailures;  ///< Stale markers that were not taken, but for the expected reasons.
};

/// The series that one rule writes, with their references, so that an evaluation whose results have the same labels as
/// those of the last builds no labels and asks the storage for no reference.
///
/// An evaluation: begin(), then find() (for labels that are new) and add() for each sample, then write().
/// An index is valid as long as each evaluation that succeeds adds a sample for it.
/// Threads: thread-compatible.
class WrittenSeries {
  public:
    using Index = std::uint32_t;
    static constexpr Index kNone = std::numeric_limits<Index>::max();

    /// Forgets what was added and not written.
    void begin();
    /// The index of the series with these labels.
    Index find(const model::Labels& labels);
    /// Whether this evaluation has a sample for the series already.
    bool isAdded(Index index) const { return m_series[index].addedIn == m_evaluation; }
    void add(Index index, model::TimestampMs time, double value);
    void add(Index index, model::TimestampMs time, model::HistogramValue value);
    std::size_t addedCount() const { return m_samples.size() + m_histograms.size(); }

    /// Appends what was added in one transaction, nothing of it out of order, with a stale marker at `markerTime` for
    /// each series that was written last time and was not taken this time. A commit that fails leaves the set of
    /// written series as it was.
    WriteReport write(storage::Appendable& storage, model::TimestampMs markerTime);

    /// The evaluation failed: what was new in it is forgotten.
    void abandon();

    /// The labels of what was written last time.
    std::vector<model::Labels> written() const;
    /// The same; nothing is known afterwards.
    std::vector<model::Labels> release();
    bool empty() const { return m_byHash.empty(); }

  private:
    struct Entry {
        model::Labels labels;
        storage::SeriesRef ref = 0;
        std::uint64_t addedIn = 0; ///< The evaluation that added a sample last.
        bool isUsed = false;       ///< Unlike a free place.
        bool wasWritten = false;   ///< By the last evaluation that was committed.
        bool isTaken = false;      ///< By the storage, in the evaluation in hand.
    };

    void mark(Index index);
    void resolve(storage::Appender& appender, WriteReport& report);
    void append(storage::Appender& appender, WriteReport& report);
    void appendAgain(storage::Appender& appender, std::vector<std::size_t> positions, WriteReport& report);
    void appendHistograms(storage::Appender& appender, WriteReport& report);
    void reject(Index index, storage::RejectReason reason, WriteReport& report);
    void rejectOtherwise(Index index, const Error& error, WriteReport& report);
    void appendMarkers(storage::Appender& appender, model::TimestampMs time, WriteReport& report);
    bool hasVanished() const { return m_usedCount > m_addedSeries || m_anyRejected; }
    void settle();
    void dropUnwritten();
    void drop(Index index);

    std::vector<Entry> m_series;
    std::vector<Index> m_free;
    std::unordered_multimap<std::uint64_t, Index> m_byHash;
    std::size_t m_usedCount = 0;
    std::uint64_t m_evaluation = 0;

    // The evaluation in hand.
    std::vector<Index> m_found; ///< New ones.
    std::size_t m_addedSeries = 0;
    bool m_anyRejected = false;
    std::vector<storage::RefSample> m_samples;
    std::vector<Index> m_sampleSeries; ///< Parallel to m_samples.
    std::vector<storage::RefHistogram> m_histograms;
    std::vector<Index> m_histogramSeries; ///< Parallel to m_histograms.
    std::vector<storage::Rejection> m_rejections;
};

/// Ends series that no rule writes any more. Returns what went wrong, apart from reasons that are expected where
/// another rule writes them; kUnavailable and the like where nothing was written.
Result<std::vector<std::string>> endSeries(storage::Appendable& storage, const std::vector<model::Labels>& series,
                                           model::TimestampMs time);

} // namespace hearth::rules
