// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/metadata.h"
#include "model/time.h"
#include "storage/storage.h"
#include "tsdb/wal/format.h"

/// The records of the log: bytes in, values out, and back. Pure functions. Layouts: README.md of this folder.
/// Encoders append to `record`. Decoders append to `out` and fail with kCorruption where the record is damaged; `out`
/// then holds what came before the damage.
/// Threads: thread-safe.
namespace hearth::tsdb::wal {

/// A series and the number by which later records name it.
struct SeriesEntry {
    std::uint64_t ref = 0;
    /// The pairs as model::Labels::bytes() has them; points into the record.
    std::string_view labels;
    /// Whether they are sorted, unique and without empty values, as a Labels buffer must be.
    bool canonical = true;
};

struct MetadataEntry {
    std::uint64_t ref = 0;
    model::Metadata metadata;
};

/// Samples of a series that were deleted.
struct TombstoneEntry {
    std::uint64_t ref = 0;
    model::TimeRange range;
    bool operator==(const TombstoneEntry&) const = default;
};

struct ExemplarEntry {
    std::uint64_t ref = 0;
    model::TimestampMs time = 0;
    double value = 0;
    std::string_view labels; ///< As SeriesEntry::labels.
    bool canonical = true;
};

/// All samples of a series that the write-behind log has before this marker are in the head chunk `chunk`
/// (tsdb::HeadChunkRef), or in no chunk where it is 0.
/// A marker of no series: all late chunks up to its `chunk` are in blocks. Prometheus passes it over, as it does all
/// markers of series that it does not know.
inline constexpr std::uint64_t kLateChunksInBlocks = 0;

struct MmapMarker {
    std::uint64_t ref = 0;
    std::uint64_t chunk = 0;
    bool operator==(const MmapMarker&) const = default;
};

/// The labels of an entry as a set, whatever their order.
model::Labels labelsOf(const SeriesEntry& entry);
model::Labels labelsOf(const ExemplarEntry& entry);

/// The type of a record; 0 (which none has) for an empty one.
inline RecordType typeOf(std::string_view record) {
    return record.empty() ? RecordType{} : static_cast<RecordType>(record.front());
}

// --- series, metadata
/// Starts a record of series; follow with appendSeries().
void beginSeries(std::string& record);
void appendSeries(std::string& record, const SeriesEntry& entry);
Result<void> decodeSeries(std::string_view record, std::vector<SeriesEntry>& out);

void beginMetadata(std::string& record);
void appendMetadata(std::string& record, std::uint64_t ref, const model::Metadata& metadata);
Result<void> decodeMetadata(std::string_view record, std::vector<MetadataEntry>& out);

// --- floats
/// A whole record. The references are the log's own; `samples` is not empty.
void encodeSamples(std::string& record, std::span<const storage::RefSample> samples);
/// With start times (0: none), one a sample or none at all. Prometheus before 3.11 skips such a record.
void encodeSamplesV2(std::string& record, std::span<const storage::RefSample> samples,
                     std::span<const model::TimestampMs> starts);
/// Either form. Start times are appended to `starts` where it is given: 0 for a sample without one.
Result<void> decodeSamples(std::string_view record, std::vector<storage::RefSample>& out,
                           std::vector<model::TimestampMs>* starts = nullptr);

// --- histograms
/// A record holds either integer or float histograms, either exponential or custom buckets. Appends the record of those
/// among `histograms` that belong into one of `type` (kHistograms to kCustomFloatHistograms); false (and nothing is
/// appended) where there are none. A batch is logged by calling it for each of the four.
bool encodeHistograms(std::string& record, RecordType type, std::span<const storage::RefHistogram> histograms);
inline constexpr RecordType kHistogramRecordTypes[] = {RecordType::kHistograms, RecordType::kFloatHistograms,
                                                       RecordType::kCustomHistograms,
                                                       RecordType::kCustomFloatHistograms};
/// With start times, one a histogram or none at all; `type` is kHistogramsV2 or kFloatHistogramsV2, all of `histograms`
/// are of its kind.
void encodeHistogramsV2(std::string& record, RecordType type, std::span<const storage::RefHistogram> histograms,
                        std::span<const model::TimestampMs> starts);
/// All six forms. Histograms finer than schema 8 are reduced to it; those of schemas that nobody knows, or whose parts
/// contradict each other, are left out and counted in `skipped`.
Result<void> decodeHistograms(std::string_view record, std::vector<storage::RefHistogram>& out, std::uint64_t& skipped,
                              std::vector<model::TimestampMs>* starts = nullptr);

/// One histogram as the records have it, and back (kCorruption); also part of shutdown snapshots.
void encodeHistogram(std::string& record, const model::HistogramValue& value);
Result<model::HistogramValue> decodeHistogram(std::string_view& bytes, bool isFloat);

// --- exemplars, tombstones, markers
/// A whole record; `exemplars` is not empty.
void encodeExemplars(std::string& record, std::span<const ExemplarEntry> exemplars);
Result<void> decodeExemplars(std::string_view record, std::vector<ExemplarEntry>& out);

void encodeTombstones(std::string& record, std::span<const TombstoneEntry> tombstones);
Result<void> decodeTombstones(std::string_view record, std::vector<TombstoneEntry>& out);

void encodeMmapMarkers(std::string& record, std::span<const MmapMarker> markers);
Result<void> decodeMmapMarkers(std::string_view record, std::vector<MmapMarker>& out);

} // namespace hearth::tsdb::wal
