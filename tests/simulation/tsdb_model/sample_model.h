// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/columns.h"
#include "model/time.h"

namespace hearth::tests {

/// What a sample says, short: the bits of a float, or a hash of a histogram's meaning (whatever its spans look like).
/// All stale markers are one value.
struct SampleValue {
    bool histogram = false;
    std::uint64_t bits = 0;
    bool operator==(const SampleValue&) const = default;
};

SampleValue valueOf(double value);
SampleValue valueOf(const model::HistogramValue& histogram);
std::string toText(const SampleValue& value);

using SampleMap = std::map<model::TimestampMs, SampleValue>;
/// By the text of the labels.
using Observed = std::map<std::string, SampleMap>;

/// The samples of a series as one map; std::nullopt (and `problem`) where a time comes twice or out of order.
std::optional<SampleMap> toSamples(const model::Columns& columns, std::string& problem);

/// What a database promises to hold, given what was asked of it.
///
/// A sample is certain once its commit succeeded, and durable once a sync succeeded after that. What a power cut
/// leaves:
/// - every durable sample;
/// - of the others that came in order, for each series a prefix in the order of commits: the log is written in this
///   order and what is behind a tear cannot be read. Of the commit at the tear any part may be there, since its floats
///   and histograms are records of their own;
/// - of those that came late any part: full chunks of them go to files of their own, which the power may spare while it
///   takes the log;
/// - none that was not committed, but for those of a commit that failed: the disk may have taken them all the same;
/// - of what was deleted and not synced any part, and of what was synced nothing.
class SampleModel {
  public:
    struct Sample {
        model::TimestampMs time = 0;
        SampleValue value;
    };

    /// Samples so much older than the newest of all go to the log of late samples.
    void setAcceptedAge(model::DurationMs age) { m_acceptedAge = age; }

    /// --- what happened
    /// A commit of samples of one series that succeeded; all series of a commit have the same number.
    void committed(const std::string& series, const std::vector<Sample>& samples, std::uint64_t commit, bool durable);
    /// A commit that failed: not visible, though it may be there after any restart.
    void commitFailed(const std::string& series, const std::vector<Sample>& samples);
    void synced();
    /// Nobody knows what the disk took of what was not synced: it is visible and promised to nobody.
    void syncFailed();
    /// Deleted samples of a series within the range; `done` says whether the database said so.
    void deleted(const std::string& series, model::TimeRange range, bool done);
    /// Samples before `time` may go at any moment.
    void retired(model::TimestampMs time);

    /// --- what may be seen; the first difference as a sentence, or nothing
    /// While the database is open, and (forgetting what failed) after it ended without losing written bytes.
    std::string differenceLive(const Observed& observed) const;
    std::string differenceAfterRestart(const Observed& observed) const;
    std::string differenceAfterPowerCut(const Observed& observed) const;
    /// After any of the restarts: what was seen is the truth from here on. What a power cut left is on the disk.
    void adopt(const Observed& observed, bool durable);

    /// --- for those who make up the next step
    bool holds(const std::string& series, model::TimestampMs time) const;
    std::optional<model::TimestampMs> newest(const std::string& series) const;
    std::size_t sampleCount() const;
    /// The certain samples within the range.
    SampleMap certain(const std::string& series, model::TimeRange range) const;

  private:
    /// Which log a sample is in, as far as that can be told from outside.
    enum class SampleLog : std::uint8_t { kUnknown, kInOrder, kLate };
    struct Entry {
        SampleValue value;
        std::uint64_t commit = 0;
        bool durable = false;
        SampleLog log = SampleLog::kUnknown;
        bool optional = false;  ///< May be there or not.
        bool noPromise = false; ///< A power cut may take it, alone.
    };
    struct Ghost {
        model::TimestampMs time = 0;
        SampleValue value;
        /// Of something that failed: nobody knows what the disk took, and it may be there after any restart. Otherwise
        /// it can only come back with a power cut, before the next sync.
        bool lasting = false;
    };
    struct Series {
        std::map<model::TimestampMs, Entry> entries;
        std::vector<Ghost> ghosts;
        std::vector<model::TimeRange> deletions; ///< What is written later into them may be hidden.
        std::optional<model::TimestampMs> newest;
        std::optional<model::TimestampMs> newestInOrder; ///< Of those that are certainly in that log.
    };
    enum class Moment { kLive, kRestart, kPowerCut };

    void beginCommit(std::uint64_t commit);
    SampleLog logOf(const Series& series, model::TimestampMs time) const;
    std::string difference(const Observed& observed, Moment moment) const;
    std::string differenceOf(const Series& series, const SampleMap& observed, Moment moment) const;
    static bool mayAppear(const Series& series, model::TimestampMs time, const SampleValue& value, Moment moment);
    static std::string gap(const Series& series, const SampleMap& observed);

    model::DurationMs m_acceptedAge = model::kHourMs;
    std::map<std::string, Series> m_series;
    std::uint64_t m_commit = 0;
    std::uint64_t m_firstCommit = 0; ///< Since the last restart: where that left nothing, it sets the window itself.
    std::optional<model::TimestampMs> m_newest;        ///< Of all series.
    std::optional<model::TimestampMs> m_newestInOrder; ///< Of all that are certainly in that log.
    /// The same two as the commit that is being told began: its samples are judged by them.
    std::optional<model::TimestampMs> m_newestBefore;
    std::optional<model::TimestampMs> m_newestInOrderBefore;
    model::TimestampMs m_retired = model::kMinTimestamp;
};

} // namespace hearth::tests
