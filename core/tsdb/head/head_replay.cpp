// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_replay.h"

#include <algorithm>

#include "base/byte_io.h"
#include "tsdb/wal/segment_reader.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kNeighbours = 64; // series created together stay in one shard, near each other in memory

/// The pairs of a record whose labels are not in order, as a set must be.
model::Labels labelsOf(std::string_view bytes) {
    ByteReader reader(bytes);
    std::vector<model::Labels::Pair> pairs;
    while (!reader.atEnd()) {
        const auto name = reader.string();
        pairs.emplace_back(name, reader.string());
    }
    return model::Labels::fromPairs(std::move(pairs));
}

} // namespace

HeadReplay::HeadReplay(Head& head, std::size_t shards)
    : m_head(head) {
    for (std::size_t i = 0; i < std::max<std::size_t>(shards, 1); ++i) {
        m_shards.push_back(std::make_unique<ReplayShard>(head));
    }
}

HeadReplay::SegmentEnd HeadReplay::read(std::span<const std::byte> segment) {
    wal::SegmentReader reader(segment);
    SegmentEnd end;
    for (;;) {
        const auto more = reader.next();
        if (!more) {
            end.damage = more.error().message();
            return end;
        }
        if (!*more) {
            end.torn = reader.torn();
            return end;
        }
        if (const auto applied = apply(reader.record()); !applied) {
            end.damage = applied.error().message();
            return end;
        }
        end.goodBytes = reader.goodBytes();
    }
}

Result<void> HeadReplay::apply(std::string_view record) {
    if (record.empty()) {
        ++m_report.unknownRecords;
        return {};
    }
    const auto type = static_cast<wal::RecordType>(record.front());
    switch (type) {
    case wal::RecordType::kSeries:
        return applySeries(record);
    case wal::RecordType::kSamples:
        return applySamples(record);
    case wal::RecordType::kMetadata:
        return applyMetadata(record);
    default:
        countUnserved(type);
        return {};
    }
}

void HeadReplay::countUnserved(wal::RecordType type) {
    switch (type) {
    case wal::RecordType::kTombstones:
        ++m_report.tombstoneRecords;
        break;
    case wal::RecordType::kExemplars:
        ++m_report.exemplarRecords;
        break;
    case wal::RecordType::kHistograms:
    case wal::RecordType::kFloatHistograms:
    case wal::RecordType::kCustomHistograms:
    case wal::RecordType::kCustomFloatHistograms:
    case wal::RecordType::kHistogramsV2:
    case wal::RecordType::kFloatHistogramsV2:
        ++m_report.histogramRecords;
        break;
    default:
        ++m_report.unknownRecords;
        break;
    }
}

Result<void> HeadReplay::applySeries(std::string_view record) {
    m_series.clear();
    HEARTH_TRY(wal::decodeSeries(record, m_series));
    for (const auto& entry : m_series) {
        addSeries(entry);
    }
    return {};
}

void HeadReplay::addSeries(const wal::SeriesEntry& entry) {
    model::Labels ordered;
    auto bytes = entry.labels;
    if (!entry.canonical) {
        ordered = labelsOf(bytes);
        bytes = ordered.bytes();
    }
    m_maxRef = std::max(m_maxRef, entry.ref);
    if (bytes.empty()) {
        ++m_report.unknownRecords;
        return;
    }
    // Labels that are known already got a second number: its samples belong to the first.
    const auto found = m_head.findOrCreate(bytes, entry.ref);
    if (found.isNew) {
        m_head.series(found.id).setLogged();
        ++m_report.series;
    }
    m_refs.set(entry.ref, found.id);
}

Result<void> HeadReplay::applySamples(std::string_view record) {
    m_samples.clear();
    HEARTH_TRY(wal::decodeSamples(record, m_samples));
    for (const auto& sample : m_samples) {
        if (const auto id = m_refs.find(sample.ref)) {
            m_shards[*id / kNeighbours % m_shards.size()]->add({*id, sample.time, sample.value});
        } else {
            m_maxRef = std::max(m_maxRef, sample.ref);
            ++m_report.unknownSeriesSamples;
        }
    }
    return {};
}

Result<void> HeadReplay::applyMetadata(std::string_view record) {
    m_metadata.clear();
    HEARTH_TRY(wal::decodeMetadata(record, m_metadata));
    for (const auto& entry : m_metadata) {
        if (const auto id = m_refs.find(entry.ref)) {
            m_head.metadata().set(m_head.metricNameOf(*id), entry.metadata);
        }
    }
    return {};
}

ReplayReport HeadReplay::finish() {
    for (const auto& shard : m_shards) {
        const auto outcome = shard->finish();
        m_report.samples += outcome.samples;
        m_report.outOfOrderSamples += outcome.outOfOrder;
        if (outcome.samples != 0) {
            m_head.widenTimeRange(outcome.range);
        }
    }
    m_shards.clear();
    m_head.setNextWalRef(m_maxRef + 1);
    return std::move(m_report);
}

} // namespace hearth::tsdb
