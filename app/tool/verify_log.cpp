// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>

#include "tool/verify.h"
#include "tsdb/wal/directory.h"
#include "tsdb/wal/records.h"
#include "tsdb/wal/salvaging_reader.h"
#include "tsdb/wal/segment_reader.h"

namespace hearth::app::tool {
namespace {

namespace wal = tsdb::wal;
using wal::RecordType;

/// Reads a log from its checkpoint to its last segment.
class LogVerifier {
  public:
    LogVerifier(Context& context, std::string_view name, VerifiedRefs& refs, VerifyReport& report)
        : m_context(context)
        , m_name(name)
        , m_isLate(name == "wbl")
        , m_refs(refs)
        , m_report(report) {}

    Result<void> run(const std::string& directory) {
        const auto listing = HEARTH_TRY(wal::listLog(m_context.files, directory, wal::Access::kReadOnly));
        if (listing.checkpoint) {
            const auto& path = *listing.checkpoint;
            const auto name = fmt::format("{}/{}", m_name, path.substr(path.rfind('/') + 1));
            for (const auto segment : HEARTH_TRY(wal::listSegments(m_context.files, path))) {
                HEARTH_TRY(readSegment(fmt::format("{}/{}", path, wal::segmentName(segment)),
                                       fmt::format("{}/{}", name, wal::segmentName(segment)), false));
            }
        }
        if (m_isLate) {
            HEARTH_TRY(findInBlocks(directory, listing.segments));
        }
        for (const auto segment : listing.segments) {
            m_isInBlocks = segment < m_inBlocksBefore;
            HEARTH_TRY(readSegment(fmt::format("{}/{}", directory, wal::segmentName(segment)),
                                   fmt::format("{}/{}", m_name, wal::segmentName(segment)), true));
        }
        for (const auto& gap : listing.gaps) {
            m_report.part(m_name, fmt::format("segments {} to {} are missing", gap.first, gap.last));
            m_report.damage("the log has a gap");
            m_report.cost("what they held, which nobody can say");
        }
        return {};
    }

  private:
    /// What one segment holds. Behind the first damage everything counts as lost, because a Prometheus cuts the log
    /// there.
    struct Segment {
        Loss content;
        Loss behindDamage;
        std::uint64_t records = 0;
        std::uint64_t unknownRecords = 0;
        std::uint64_t strangeHistograms = 0;
        std::uint64_t orphans = 0;      ///< Samples of series that nobody defined.
        std::uint64_t lostChunks = 0;   ///< Markers of chunks that were lost.
        std::uint64_t wrongMarkers = 0; ///< Of no such chunk, or of another series.
        std::uint64_t backwardMarkers = 0;
        std::vector<std::string> faults;
    };

    /// What is in the log before a marker that all late chunks are in blocks is waiting to be removed.
    Result<void> findInBlocks(const std::string& directory, const std::vector<std::uint32_t>& segments) {
        for (const auto segment : segments) {
            const auto file =
                HEARTH_TRY(m_context.files.map(fmt::format("{}/{}", directory, wal::segmentName(segment))));
            wal::SalvagingReader reader(file->bytes(), wal::SalvagingReader::Hole::kIsTheEnd);
            std::vector<wal::MmapMarker> markers;
            while (reader.next()) {
                if (wal::typeOf(reader.record()) == RecordType::kMmapMarkers) {
                    (void)wal::decodeMmapMarkers(reader.record(), markers); // readSegment() says what is wrong
                }
            }
            if (std::ranges::find(markers, wal::kLateChunksInBlocks, &wal::MmapMarker::ref) != markers.end()) {
                m_inBlocksBefore = segment;
            }
        }
        return {};
    }

    Result<void> readSegment(const std::string& path, const std::string& name, bool mayBeTorn) {
        const auto file = HEARTH_TRY(m_context.files.map(path));
        wal::SegmentReader reader(file->bytes());
        Segment segment;
        for (;;) {
            const auto more = reader.next();
            if (!more) {
                segment.faults.push_back(more.error().message());
                if (!HEARTH_TRY(reader.resync())) {
                    break;
                }
                continue;
            }
            if (!*more) {
                break;
            }
            ++segment.records;
            if (const auto read = readRecord(reader.record(), segment); !read) {
                segment.faults.push_back(
                    fmt::format("the record before offset {}: {}", reader.goodBytes(), read.error().message()));
            }
        }
        print(name, segment, reader, file->bytes().size(), mayBeTorn);
        return {};
    }

    void print(const std::string& name, const Segment& segment, const wal::SegmentReader& reader, std::size_t bytes,
               bool mayBeTorn) {
        m_report.part(name, fmt::format("{} records, {}", segment.records, segment.content.toText()));
        for (const auto& fault : segment.faults) {
            m_report.damage(fault);
        }
        if (!segment.faults.empty()) {
            m_report.cost(fmt::format("what lies in the unreadable bytes; and, to a reader that stops at the first "
                                      "damage, {} behind it in this segment, and all later segments",
                                      segment.behindDamage.toText()));
        }
        if (reader.torn() && mayBeTorn) {
            m_report.note(fmt::format("ends within a record at offset {} of {}, as after a kill or a power cut",
                                      reader.goodBytes(), bytes));
        } else if (reader.torn()) {
            m_report.damage(fmt::format("a checkpoint ends within a record at offset {}", reader.goodBytes()));
            m_report.cost("the samples and series behind it");
        }
        printRefs(segment);
        if (segment.unknownRecords != 0) {
            m_report.note(fmt::format("{} records of types from the future are passed over", segment.unknownRecords));
        }
        if (segment.strangeHistograms != 0) {
            m_report.note(fmt::format("{} histograms make no sense and are passed over", segment.strangeHistograms));
        }
    }

    void printRefs(const Segment& segment) {
        if (segment.orphans != 0 && m_isInBlocks) {
            m_report.note(fmt::format("{} samples of series that are gone; they are in blocks", segment.orphans));
        } else if (segment.orphans != 0) {
            m_report.damage(fmt::format("{} samples name series that the {} does not define", segment.orphans,
                                        m_isLate ? "write-ahead log" : "log"));
            m_report.cost("those samples, which nobody can serve");
        }
        if (segment.lostChunks != 0) {
            m_report.note(fmt::format("{} markers name head chunks that were lost; their samples are in this log",
                                      segment.lostChunks));
        }
        if (segment.wrongMarkers != 0) {
            m_report.damage(
                fmt::format("{} markers name no head chunk of late samples of their series", segment.wrongMarkers));
            m_report.cost("nothing but the samples before these markers, of these series");
        }
        if (segment.backwardMarkers != 0) {
            m_report.damage(
                fmt::format("{} markers name older head chunks than one before them", segment.backwardMarkers));
            m_report.cost("nothing: what they name is in head chunks");
        }
    }

    void addSample(std::uint64_t ref, model::TimestampMs time, Segment& segment) {
        segment.content.addSample(ref, time);
        if (!segment.faults.empty()) {
            segment.behindDamage.addSample(ref, time);
        }
        if (!m_refs.series.contains(ref)) {
            ++segment.orphans;
        }
    }

    Result<void> readRecord(std::string_view record, Segment& segment) {
        switch (wal::typeOf(record)) {
        case RecordType::kSeries:
            return readSeries(record);
        case RecordType::kSamples:
        case RecordType::kSamplesV2: {
            std::vector<storage::RefSample> samples;
            HEARTH_TRY(wal::decodeSamples(record, samples));
            for (const auto& sample : samples) {
                addSample(sample.ref, sample.time, segment);
            }
            return {};
        }
        case RecordType::kHistograms:
        case RecordType::kFloatHistograms:
        case RecordType::kCustomHistograms:
        case RecordType::kCustomFloatHistograms:
        case RecordType::kHistogramsV2:
        case RecordType::kFloatHistogramsV2: {
            std::vector<storage::RefHistogram> histograms;
            HEARTH_TRY(wal::decodeHistograms(record, histograms, segment.strangeHistograms));
            for (const auto& histogram : histograms) {
                addSample(histogram.ref, histogram.time, segment);
            }
            return {};
        }
        default:
            return readOther(record, segment);
        }
    }

    Result<void> readSeries(std::string_view record) {
        std::vector<wal::SeriesEntry> entries;
        HEARTH_TRY(wal::decodeSeries(record, entries));
        for (const auto& entry : entries) {
            m_refs.series.insert(entry.ref);
        }
        return {};
    }

    Result<void> readMarkers(std::string_view record, Segment& segment) {
        std::vector<wal::MmapMarker> markers;
        HEARTH_TRY(wal::decodeMmapMarkers(record, markers));
        for (const auto& marker : markers) {
            if (marker.chunk != 0) {
                addMarker(marker, segment);
            }
        }
        return {};
    }

    void addMarker(const wal::MmapMarker& marker, Segment& segment) {
        auto& last = m_lastMarkers[marker.ref];
        segment.backwardMarkers += marker.chunk < last ? 1 : 0;
        last = std::max(last, marker.chunk);
        if (marker.ref == wal::kLateChunksInBlocks || marker.chunk < m_refs.firstChunk) {
            return;
        }
        if (marker.chunk > m_refs.lastChunk) {
            ++segment.lostChunks;
            return;
        }
        const auto chunk = m_refs.lateChunks.find(marker.chunk);
        segment.wrongMarkers += chunk == m_refs.lateChunks.end() || chunk->second != marker.ref ? 1 : 0;
    }

    Result<void> readOther(std::string_view record, Segment& segment) {
        switch (wal::typeOf(record)) {
        case RecordType::kTombstones: {
            std::vector<wal::TombstoneEntry> entries;
            return wal::decodeTombstones(record, entries);
        }
        case RecordType::kExemplars: {
            std::vector<wal::ExemplarEntry> entries;
            return wal::decodeExemplars(record, entries);
        }
        case RecordType::kMmapMarkers:
            return readMarkers(record, segment);
        case RecordType::kMetadata: {
            std::vector<wal::MetadataEntry> entries;
            return wal::decodeMetadata(record, entries);
        }
        default:
            ++segment.unknownRecords;
            return {};
        }
    }

    Context& m_context;
    const std::string m_name;
    const bool m_isLate; ///< The log of late samples, whose series the write-ahead log defines.
    VerifiedRefs& m_refs;
    VerifyReport& m_report;
    std::uint32_t m_inBlocksBefore = 0; ///< What segments before this one hold is in blocks.
    bool m_isInBlocks = false;          ///< The current one is one of them.
    std::unordered_map<std::uint64_t, std::uint64_t> m_lastMarkers; ///< The newest chunk that each series' name.
};

} // namespace

Result<void> verifyLog(Context& context, const std::string& directory, std::string_view name, VerifiedRefs& refs,
                       VerifyReport& report) {
    const auto path = fmt::format("{}/{}", directory, name);
    if (!context.files.isDirectory(path)) {
        return {};
    }
    return LogVerifier(context, name, refs, report).run(path);
}

} // namespace hearth::app::tool
