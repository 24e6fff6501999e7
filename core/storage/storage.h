// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/columns.h"
#include "model/exemplar.h"
#include "model/labels.h"
#include "model/matcher.h"
#include "model/metadata.h"
#include "model/sample.h"

/// The waist: whoever writes or reads samples knows these interfaces and nothing of the database behind them.
namespace hearth::storage {

/// Names a series inside one storage; 0 is none. A reference may go stale (the series was removed): appending to it
/// is then rejected with kUnknownSeries and the writer resolves its labels anew.
using SeriesRef = std::uint64_t;

struct RefSample {
    SeriesRef ref = 0;
    model::TimestampMs time = 0;
    double value = 0;
};

struct RefHistogram {
    SeriesRef ref = 0;
    model::TimestampMs time = 0;
    model::HistogramValue value; ///< Valid (model::validate()).
};

/// Why a sample or exemplar was not taken. Prometheus: ErrDuplicateSampleForTimestamp and its siblings.
enum class RejectReason : std::uint8_t {
    kDuplicate,          ///< Same time as the newest sample, another value.
    kOutOfOrder,         ///< Older than the series' newest sample.
    kOutOfBounds,        ///< Before the window that the storage accepts.
    kTooOld,             ///< Before the out-of-order window.
    kUnknownSeries,      ///< The reference is stale.
    kExemplarTooLong,    ///< Its labels have more than model::kMaxExemplarCharacters.
    kExemplarOutOfOrder, ///< Older than the series' newest exemplar.
    kExemplarDuplicate,  ///< The series' newest exemplar once more: nothing to worry about.
    kExemplarsOff,       ///< The storage keeps none.
};
std::string_view rejectReasonText(RejectReason reason);

struct Rejection {
    std::size_t index = 0; ///< Position in the batch.
    RejectReason reason = RejectReason::kOutOfOrder;
};

/// One transaction of a writer: nothing is visible to readers, or kept, until commit(). Destroying rolls back.
/// Threads: confined to the thread that uses it; many appenders may be open at once.
class Appender {
  public:
    virtual ~Appender() = default;

    /// The reference of the series with these labels, created where new.
    /// Errors: kInvalidArgument (empty label set), kLimit, kUnavailable (the storage takes nothing now).
    virtual Result<SeriesRef> series(const model::Labels& labels) = 0;

    /// Adds samples. Those that are not taken are appended to `rejected`; the others stand. A sample equal to the
    /// newest one in time and value is silently accepted. Two samples of one series must be in time order.
    virtual void append(std::span<const RefSample> samples, std::vector<Rejection>& rejected) = 0;

    /// The same for native histograms. A series may hold floats and histograms, in one order of time.
    virtual void appendHistograms(std::span<const RefHistogram> histograms, std::vector<Rejection>& rejected) = 0;

    /// From here on a sample older than its series' newest is rejected with kOutOfOrder, even where the storage would
    /// take it out of order. Prometheus: AppendOptions.DiscardOutOfOrder.
    virtual void discardOutOfOrder() = 0;

    /// Keeps an exemplar of the series for a while. Why not, where it is not taken.
    virtual std::optional<RejectReason> exemplar(SeriesRef ref, const model::Exemplar& exemplar) = 0;

    /// Remembers what the series' family says of itself.
    virtual void metadata(SeriesRef ref, const model::Metadata& metadata) = 0;

    /// Makes the transaction visible, and durable as far as the log's policy goes. After kIo it is visible, but may be
    /// lost with the power; after any other failure (kUnavailable with the reason: disk full) nothing of it is.
    virtual Result<void> commit() = 0;
    virtual void rollback() = 0;
};

class Appendable {
  public:
    virtual ~Appendable() = default;
    virtual std::unique_ptr<Appender> appender() = 0;
};

using model::Columns;

/// A selected series. Valid as long as the Querier that gave it.
/// Threads: thread-compatible; different Series of one Querier may be used in different threads.
class Series {
  public:
    virtual ~Series() = default;
    virtual const model::Labels& labels() const = 0;
    /// The same, for whoever does not ask again.
    virtual model::Labels takeLabels() { return labels(); }
    /// Appends to `out` the samples with range.begin <= time <= range.end, stale markers included, decoded chunk by
    /// chunk. Errors: kCorruption, kIo.
    virtual Result<void> read(model::TimeRange range, Columns& out) = 0;
    /// The same for whoever looks at the newest of them only: earlier ones may be left out.
    virtual Result<void> readLast(model::TimeRange range, Columns& out) { return read(range, out); }
};
using SeriesList = std::vector<std::unique_ptr<Series>>;

/// What the reader knows of the query; a storage may use it or not.
struct SelectHints {
    model::TimeRange range;
    model::DurationMs step = 0;
    std::string function;
    std::size_t limit = 0;     ///< 0: none.
    bool samplesNeeded = true; ///< False: only labels are asked for (the series API).
    /// Sorted names; null: all. Labels of other names may be left out of unsorted series, so that some become equal.
    const std::vector<std::string>* labelsNeeded = nullptr;
};

/// A consistent view of the samples within a time range, as of its creation.
/// Threads: thread-safe.
class Querier {
  public:
    virtual ~Querier() = default;

    /// The series that match all `matchers` (at least one), sorted by labels where `sorted`.
    /// Errors: kCanceled, kIo, kCorruption, kLimit.
    virtual Result<SeriesList> select(bool sorted, const SelectHints& hints, std::span<const model::Matcher> matchers,
                                      std::stop_token stop) = 0;

    /// Sorted names of labels of the matching series (all series where no matchers are given).
    virtual Result<std::vector<std::string>> labelNames(std::span<const model::Matcher> matchers,
                                                        std::stop_token stop) = 0;
    /// Sorted values of one label over the matching series.
    virtual Result<std::vector<std::string>>
    labelValues(const std::string& name, std::span<const model::Matcher> matchers, std::stop_token stop) = 0;
};

class Queryable {
  public:
    virtual ~Queryable() = default;
    virtual Result<std::unique_ptr<Querier>> querier(model::TimeRange range) = 0;
};

struct SeriesExemplars {
    model::Labels labels;
    std::vector<model::Exemplar> exemplars; ///< Ascending in time.
};

class ExemplarQueryable {
  public:
    virtual ~ExemplarQueryable() = default;
    /// The exemplars of the series that match all matchers of any of the sets, sorted by series labels.
    virtual Result<std::vector<SeriesExemplars>>
    exemplars(model::TimeRange range, std::span<const std::vector<model::Matcher>> matcherSets) = 0;
};

} // namespace hearth::storage
