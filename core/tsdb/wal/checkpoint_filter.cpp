// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/checkpoint_filter.h"

#include <algorithm>

namespace hearth::tsdb::wal {
namespace {

constexpr std::size_t kMetadataRecordBytes = 1U << 20U;

bool addWhole(std::string_view record, RecordBatch& batch) {
    batch.scratch() = record;
    batch.add();
    return true;
}

/// Removes the entries that `keeps` does not accept, and counts.
template <class Entry, class Keeps>
std::size_t filter(std::vector<Entry>& entries, std::uint64_t& kept, std::uint64_t& dropped, Keeps keeps) {
    const auto gone = std::erase_if(entries, [&](const Entry& entry) { return !keeps(entry); });
    kept += entries.size();
    dropped += gone;
    return gone;
}

/// The same for entries with start times beside them.
template <class Entry>
std::size_t filterSince(model::TimestampMs mint, std::vector<Entry>& entries, std::vector<model::TimestampMs>& starts) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].time < mint) {
            continue;
        }
        if (kept != i) {
            entries[kept] = std::move(entries[i]);
            starts[kept] = starts[i];
        }
        ++kept;
    }
    const auto gone = entries.size() - kept;
    entries.resize(kept);
    starts.resize(kept);
    return gone;
}

} // namespace

Result<bool> CheckpointFilter::apply(std::string_view record, RecordBatch& batch) {
    switch (typeOf(record)) {
    case RecordType::kSeries:
        return series(record, batch);
    case RecordType::kSamples:
    case RecordType::kSamplesV2:
        return samples(record, batch);
    case RecordType::kHistograms:
    case RecordType::kFloatHistograms:
    case RecordType::kCustomHistograms:
    case RecordType::kCustomFloatHistograms:
    case RecordType::kHistogramsV2:
    case RecordType::kFloatHistogramsV2:
        return histograms(record, batch);
    case RecordType::kExemplars:
        return exemplars(record, batch);
    case RecordType::kTombstones:
        return tombstones(record, batch);
    case RecordType::kMetadata:
        HEARTH_TRY(metadata(record));
        return false;
    case RecordType::kMmapMarkers:
        break; // of the write-behind log alone
    }
    ++m_stats.unknownRecords;
    return false;
}

Result<bool> CheckpointFilter::series(std::string_view record, RecordBatch& batch) {
    m_series.clear();
    HEARTH_TRY(decodeSeries(record, m_series));
    const auto gone = filter(m_series, m_stats.keptSeries, m_stats.droppedSeries,
                             [this](const SeriesEntry& entry) { return m_request.keep(entry.ref); });
    if (m_series.empty()) {
        return false;
    }
    if (gone == 0) {
        return addWhole(record, batch);
    }
    auto& out = batch.scratch();
    beginSeries(out);
    for (const auto& entry : m_series) {
        appendSeries(out, entry);
    }
    batch.add();
    return true;
}

Result<bool> CheckpointFilter::samples(std::string_view record, RecordBatch& batch) {
    m_samples.clear();
    m_starts.clear();
    const auto type = typeOf(record);
    HEARTH_TRY(decodeSamples(record, m_samples, &m_starts));
    const auto gone = filterSince(m_request.mint, m_samples, m_starts);
    m_stats.keptSamples += m_samples.size();
    m_stats.droppedSamples += gone;
    if (m_samples.empty()) {
        return false;
    }
    if (gone == 0) {
        return addWhole(record, batch);
    }
    if (type == RecordType::kSamplesV2) {
        encodeSamplesV2(batch.scratch(), m_samples, m_starts);
    } else {
        encodeSamples(batch.scratch(), m_samples);
    }
    batch.add();
    return true;
}

Result<bool> CheckpointFilter::histograms(std::string_view record, RecordBatch& batch) {
    m_histograms.clear();
    m_starts.clear();
    const auto type = typeOf(record);
    std::uint64_t unusable = 0;
    HEARTH_TRY(decodeHistograms(record, m_histograms, unusable, &m_starts));
    const auto gone = filterSince(m_request.mint, m_histograms, m_starts);
    m_stats.keptSamples += m_histograms.size();
    m_stats.droppedSamples += gone + unusable;
    if (m_histograms.empty()) {
        return false;
    }
    if (gone + unusable == 0) {
        return addWhole(record, batch);
    }
    histogramsAnew(type, batch);
    return true;
}

void CheckpointFilter::histogramsAnew(RecordType type, RecordBatch& batch) {
    if (type == RecordType::kHistogramsV2 || type == RecordType::kFloatHistogramsV2) {
        encodeHistogramsV2(batch.scratch(), type, m_histograms, m_starts);
        batch.add();
        return;
    }
    for (const auto form : kHistogramRecordTypes) {
        if (encodeHistograms(batch.scratch(), form, m_histograms)) {
            batch.add();
        }
    }
}

Result<bool> CheckpointFilter::exemplars(std::string_view record, RecordBatch& batch) {
    m_exemplars.clear();
    HEARTH_TRY(decodeExemplars(record, m_exemplars));
    const auto gone = filter(m_exemplars, m_stats.keptExemplars, m_stats.droppedExemplars,
                             [this](const ExemplarEntry& entry) { return entry.time >= m_request.mint; });
    if (m_exemplars.empty()) {
        return false;
    }
    if (gone == 0) {
        return addWhole(record, batch);
    }
    encodeExemplars(batch.scratch(), m_exemplars);
    batch.add();
    return true;
}

Result<bool> CheckpointFilter::tombstones(std::string_view record, RecordBatch& batch) {
    m_tombstones.clear();
    HEARTH_TRY(decodeTombstones(record, m_tombstones));
    const auto gone =
        filter(m_tombstones, m_stats.keptTombstones, m_stats.droppedTombstones, [this](const TombstoneEntry& entry) {
            return entry.range.end >= m_request.tombstoneMint.value_or(m_request.mint) && m_request.keep(entry.ref);
        });
    if (m_tombstones.empty()) {
        return false;
    }
    if (gone == 0) {
        return addWhole(record, batch);
    }
    encodeTombstones(batch.scratch(), m_tombstones);
    batch.add();
    return true;
}

Result<void> CheckpointFilter::metadata(std::string_view record) {
    m_metadataEntries.clear();
    HEARTH_TRY(decodeMetadata(record, m_metadataEntries));
    for (auto& entry : m_metadataEntries) {
        if (!m_request.keep(entry.ref)) {
            ++m_stats.droppedMetadata;
            continue;
        }
        auto& metadata = entry.metadata;
        const auto family = m_families.emplace(metadata.type, std::move(metadata.help), std::move(metadata.unit)).first;
        const auto [known, isNew] = m_metadata.insert_or_assign(entry.ref, &*family);
        ++(isNew ? m_stats.keptMetadata : m_stats.droppedMetadata);
    }
    return {};
}

void CheckpointFilter::finish(const std::function<void(std::string_view)>& add) {
    std::vector<std::uint64_t> refs;
    refs.reserve(m_metadata.size());
    for (const auto& [ref, family] : m_metadata) {
        refs.push_back(ref);
    }
    std::ranges::sort(refs);
    std::string record;
    for (const auto ref : refs) {
        if (record.empty()) {
            beginMetadata(record);
        }
        const auto& [type, help, unit] = *m_metadata.at(ref);
        appendMetadata(record, ref, {type, help, unit});
        if (record.size() >= kMetadataRecordBytes) {
            add(record);
            record.clear();
        }
    }
    if (!record.empty()) {
        add(record);
    }
}

} // namespace hearth::tsdb::wal
