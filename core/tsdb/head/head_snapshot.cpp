// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_snapshot.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kExemplarsAtOnce = 16U << 10U;

Result<void> writeSeries(Head& head, SeriesId id, SnapshotWriter& writer, std::string& payload) {
    const auto labels = head.table().labelsOf(id);
    const auto& series = head.series(id);
    SnapshotSeries entry;
    entry.series = {series.walRef(), labels.bytes()};
    payload.clear();
    if (const auto open = series.open(head.memory()); open.samples != 0) {
        series.readOpen(head.memory(), payload);
        SnapshotChunk chunk;
        chunk.begin = open.begin;
        chunk.end = open.end;
        chunk.encoding = open.encoding;
        chunk.payload = payload;
        if (series.hasOpenHistograms()) {
            chunk.lastHistogram.emplace(series.extra(head.memory())->last);
        } else {
            chunk.lastValue = series.lastValue();
        }
        entry.chunk.emplace(std::move(chunk));
    }
    return writer.addSeries(entry);
}

Result<void> writeTombstones(Head& head, SnapshotWriter& writer) {
    std::vector<wal::TombstoneEntry> entries;
    for (SeriesId id = 0; id < head.table().end(); ++id) {
        if (const auto* const extra = head.series(id).extra(head.memory())) {
            for (const auto& range : extra->deleted) {
                entries.push_back({head.series(id).walRef(), range});
            }
        }
    }
    return entries.empty() ? Result<void>() : writer.addTombstones(entries);
}

Result<void> writeExemplars(Head& head, SnapshotWriter& writer) {
    std::vector<std::pair<std::uint64_t, model::Exemplar>> all;
    head.exemplars().forEach([&](std::uint64_t ref, const model::Exemplar& exemplar) {
        if (const auto key = SeriesKey::of(ref); head.has(key)) {
            all.emplace_back(head.series(key.id).walRef(), exemplar);
        }
    });
    std::vector<wal::ExemplarEntry> entries;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [ref, exemplar] = all[i];
        entries.push_back({ref, exemplar.time, exemplar.value, exemplar.labels.bytes()});
        if (entries.size() == kExemplarsAtOnce || i + 1 == all.size()) {
            HEARTH_TRY(writer.addExemplars(entries));
            entries.clear();
        }
    }
    return {};
}

} // namespace

Result<void> writeSnapshot(Head& head, SnapshotWriter& writer) {
    const std::shared_lock lock(head.indexMutex());
    std::string payload;
    for (SeriesId id = 0; id < head.table().end(); ++id) {
        if (head.table().has(id)) {
            HEARTH_TRY(writeSeries(head, id, writer, payload));
        }
    }
    HEARTH_TRY(writeTombstones(head, writer));
    return writeExemplars(head, writer);
}

} // namespace hearth::tsdb
