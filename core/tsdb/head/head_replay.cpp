// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_replay.h"

#include <algorithm>

#include "chunks/decode.h"

namespace hearth::tsdb {
namespace {

constexpr model::TimeRange kNowhere{std::numeric_limits<model::TimestampMs>::max(),
                                    std::numeric_limits<model::TimestampMs>::min()};

void widen(model::TimeRange& range, model::TimeRange by) {
    range = {std::min(range.begin, by.begin), std::max(range.end, by.end)};
}

} // namespace

HeadReplay::HeadReplay(Head& head, std::size_t shards, model::TimestampMs minValidTime,
                       std::vector<HeadChunkEntry> chunks)
    : m_head(head)
    , m_minValidTime(minValidTime)
    , m_chunks(std::move(chunks))
    , m_mappedRange(kNowhere)
    , m_lateRange(kNowhere) {
    if (!m_chunks.empty()) {
        m_lastChunk = m_chunks.back().ref;
    }
    std::ranges::stable_sort(m_chunks, {}, &HeadChunkEntry::series);
    if (!m_chunks.empty()) {
        // A power cut can take the record of a series and leave its chunks: no other series may get its number.
        m_maxRef = m_chunks.back().series;
    }
    shards = std::max<std::size_t>(shards, 1);
    for (std::size_t i = 0; i < shards; ++i) {
        m_shards.push_back(std::make_unique<ReplayShard>(head, shards));
    }
}

HeadReplay::~HeadReplay() = default;

wal::SegmentEnd HeadReplay::walk(std::span<const std::byte> segment, Hole hole, std::uint64_t from, Apply one) {
    wal::SalvagingReader reader(segment, hole);
    while (reader.next()) {
        if (reader.recordEnd() <= from) {
            continue;
        }
        if (auto applied = (this->*one)(reader.record()); !applied) {
            reader.refuse(applied.error().message());
        }
    }
    return std::move(reader).end();
}

wal::SegmentEnd HeadReplay::read(std::span<const std::byte> segment, Hole hole, std::uint64_t from) {
    return walk(segment, hole, from, &HeadReplay::apply);
}

wal::SegmentEnd HeadReplay::readLate(std::span<const std::byte> segment, Hole hole) {
    return walk(segment, hole, 0, &HeadReplay::applyLate);
}

Result<void> HeadReplay::apply(std::string_view record) {
    using enum wal::RecordType;
    switch (wal::typeOf(record)) {
    case kSeries:
        return applySeries(record);
    case kSamples:
    case kSamplesV2:
        return applySamples(record);
    case kHistograms:
    case kFloatHistograms:
    case kCustomHistograms:
    case kCustomFloatHistograms:
    case kHistogramsV2:
    case kFloatHistogramsV2:
        return applyHistograms(record);
    case kTombstones:
        return applyTombstones(record);
    case kExemplars:
        return applyExemplars(record);
    case kMetadata:
        return applyMetadata(record);
    default:
        ++m_report.unknownRecords;
        return {};
    }
}

std::optional<SeriesId> HeadReplay::idOf(std::uint64_t ref) {
    const auto id = m_refs.find(ref);
    if (!id) {
        m_maxRef = std::max(m_maxRef, ref);
        ++m_report.unknownSeriesSamples;
    }
    return id;
}

Result<void> HeadReplay::applySeries(std::string_view record) {
    m_series.clear();
    HEARTH_TRY(wal::decodeSeries(record, m_series));
    for (const auto& entry : m_series) {
        (void)addSeries(entry);
    }
    return {};
}

std::optional<SeriesId> HeadReplay::addSeries(const wal::SeriesEntry& entry) {
    model::Labels ordered;
    auto bytes = entry.labels;
    if (!entry.canonical) {
        ordered = wal::labelsOf(entry);
        bytes = ordered.bytes();
    }
    m_maxRef = std::max(m_maxRef, entry.ref);
    if (bytes.empty() || entry.ref == 0) {
        ++m_report.unknownRecords;
        return std::nullopt;
    }
    const auto found = m_head.findOrCreate(bytes, entry.ref);
    if (!found) {
        ++m_report.unknownRecords;
        return std::nullopt;
    }
    if (found->isNew) {
        m_head.series(found->id).setLogged();
        ++m_report.series;
    } else if (m_head.series(found->id).walRef() != entry.ref) {
        // Labels that are known already got a second number: its samples belong to the first.
        m_aliases.push_back(entry.ref);
    } else {
        m_refs.set(entry.ref, found->id); // said twice
        return found->id;
    }
    m_refs.set(entry.ref, found->id);
    addChunks(found->id, entry.ref, found->isNew);
    return found->id;
}

/// Takes over the chunks of the series in files; the log's samples go on behind them.
void HeadReplay::addChunks(SeriesId id, std::uint64_t ref, bool isNew) {
    const auto chunks = std::ranges::equal_range(m_chunks, ref, {}, &HeadChunkEntry::series);
    if (chunks.empty()) {
        return;
    }
    if (!isNew) {
        shardOf(id).drain(); // its worker may be at the series
    }
    auto& series = m_head.series(id);
    std::uint64_t added = 0;
    for (const auto& chunk : chunks) {
        if (!chunks::encodingFrom(static_cast<std::uint8_t>(chunk.encoding))) {
            continue;
        }
        if (chunk.outOfOrder) {
            series.makeExtra(m_head.memory())
                .outOfOrderChunks.push_back({chunk.ref, {chunk.begin, chunk.end}, chunk.encoding, chunk.samples});
            widen(m_lateRange, {chunk.begin, chunk.end});
            ++added;
            continue;
        }
        if (chunk.end < m_minValidTime || chunk.begin > chunk.end) {
            continue;
        }
        ClosedChunk closed;
        closed.begin = chunk.begin;
        closed.place = static_cast<std::uint64_t>(chunk.ref);
        closed.length = static_cast<std::uint32_t>(chunk.end - chunk.begin);
        closed.samples = chunk.samples;
        closed.encoding = chunk.encoding;
        series.closeOpen(m_head.memory());
        // Those of a second number of the series may be older than those of the first, which it is written under now.
        if (!series.addMapped(closed, m_head.memory())) {
            continue;
        }
        widen(m_mappedRange, {chunk.begin, chunk.end});
        ++added;
    }
    m_report.mappedChunks += added;
    m_head.addChunks(added);
}

Result<void> HeadReplay::applySamples(std::string_view record) {
    m_samples.clear();
    HEARTH_TRY(wal::decodeSamples(record, m_samples));
    // Neighbours are in the same shard.
    auto bucket = std::numeric_limits<SeriesId>::max();
    ReplayShard* shard = nullptr;
    for (const auto& sample : m_samples) {
        if (sample.time < m_minValidTime) {
            ++m_report.oldSamples;
            continue;
        }
        const auto id = idOf(sample.ref);
        if (!id) {
            continue;
        }
        if (*id / ReplayShard::kBucketSeries != bucket) {
            bucket = *id / ReplayShard::kBucketSeries;
            shard = &shardOf(*id);
        }
        shard->add(*id, sample.time, sample.value);
    }
    return {};
}

Result<void> HeadReplay::applyHistograms(std::string_view record) {
    m_histograms.clear();
    HEARTH_TRY(wal::decodeHistograms(record, m_histograms, m_report.strangeHistograms));
    for (auto& sample : m_histograms) {
        if (sample.time < m_minValidTime) {
            ++m_report.oldSamples;
        } else if (const auto id = idOf(sample.ref)) {
            shardOf(*id).add(*id, sample.time, std::move(sample.value));
        }
    }
    return {};
}

Result<void> HeadReplay::applyTombstones(std::string_view record) {
    std::vector<wal::TombstoneEntry> entries;
    HEARTH_TRY(wal::decodeTombstones(record, entries));
    for (const auto& entry : entries) {
        // Those before minValidTime too: late chunks that are in blocks already may still be in the files.
        if (const auto id = m_refs.find(entry.ref)) {
            m_deleted.emplace_back(*id, entry.range);
        }
    }
    return {};
}

Result<void> HeadReplay::applyExemplars(std::string_view record) {
    if (m_head.exemplars().capacity() == 0) {
        return {};
    }
    std::vector<wal::ExemplarEntry> entries;
    HEARTH_TRY(wal::decodeExemplars(record, entries));
    for (const auto& entry : entries) {
        const auto id = m_refs.find(entry.ref);
        if (id && entry.time >= m_minValidTime &&
            !m_head.exemplars().add(m_head.keyOf(*id).ref(), {wal::labelsOf(entry), entry.time, entry.value})) {
            ++m_report.exemplars;
        }
    }
    return {};
}

Result<void> HeadReplay::applyMetadata(std::string_view record) {
    m_metadata.clear();
    HEARTH_TRY(wal::decodeMetadata(record, m_metadata));
    for (const auto& entry : m_metadata) {
        if (const auto id = m_refs.find(entry.ref)) {
            m_head.metadata().set(m_head.table().metricNameOf(*id), entry.metadata);
        }
    }
    return {};
}

SnapshotVisitor HeadReplay::snapshotVisitor() {
    SnapshotVisitor visitor;
    visitor.series = [this](const SnapshotSeries& series) { return restore(series); };
    visitor.tombstones = [this](std::span<const wal::TombstoneEntry> entries) -> Result<void> {
        for (const auto& entry : entries) {
            if (const auto id = m_refs.find(entry.ref)) {
                m_deleted.emplace_back(*id, entry.range);
            }
        }
        return {};
    };
    visitor.exemplars = [this](std::span<const wal::ExemplarEntry> entries) -> Result<void> {
        for (const auto& entry : entries) {
            const auto id = m_refs.find(entry.ref);
            if (id &&
                !m_head.exemplars().add(m_head.keyOf(*id).ref(), {wal::labelsOf(entry), entry.time, entry.value})) {
                ++m_report.exemplars;
            }
        }
        return {};
    };
    return visitor;
}

Result<void> HeadReplay::restore(const SnapshotSeries& entry) {
    const auto id = addSeries(entry.series);
    if (!id || !entry.chunk) {
        return {};
    }
    model::Columns samples;
    HEARTH_TRY(chunks::decode(entry.chunk->encoding, std::as_bytes(std::span(entry.chunk->payload)), samples));
    for (std::size_t i = 0; i < samples.times.size(); ++i) {
        if (samples.times[i] >= m_minValidTime) {
            shardOf(*id).add(*id, samples.times[i], samples.values[i]);
        }
    }
    for (auto& histogram : samples.histograms) {
        if (histogram.time >= m_minValidTime) {
            shardOf(*id).add(*id, histogram.time, std::move(histogram.value));
        }
    }
    ++m_report.snapshotSeries;
    return {};
}

void HeadReplay::finishLog() {
    for (const auto& shard : m_shards) {
        shard->flush(); // all of them are at work while one is waited for
    }
    for (const auto& shard : m_shards) {
        const auto outcome = shard->finish();
        m_report.samples += outcome.samples;
        m_report.histograms += outcome.histograms;
        m_report.outOfOrderSamples += outcome.outOfOrder;
        m_report.mappedSamples += outcome.mapped;
        widen(m_mappedRange, outcome.range);
    }
    m_shards.clear();
    m_chunks = {};
    if (m_mappedRange.begin <= m_mappedRange.end) {
        m_head.widenTimeRange(m_mappedRange);
    }
    for (const auto& [id, range] : m_deleted) {
        m_head.markDeleted(id, range);
    }
    m_report.tombstones = m_deleted.size();
    m_deleted = {};
}

ReplayReport HeadReplay::finish() {
    forgetLateInBlocks();
    if (m_lateRange.begin <= m_lateRange.end) {
        m_head.widenOutOfOrderTimeRange(m_lateRange);
    }
    if (m_head.outOfOrderWindow() > 0) {
        m_report.outOfOrderSamples = 0; // the write-behind log has them as well
    }
    for (const auto alias : m_aliases) {
        m_head.keepInLog(alias, m_head.newestTime());
    }
    m_head.table().setNextWalRef(m_maxRef + 1);
    return std::move(m_report);
}

} // namespace hearth::tsdb
