// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "tsdb/chunk_snapshot/dump_snapshot.h"
#include "tsdb/chunk_snapshot/snapshot_records.h"

/// Any bytes are a segment of a snapshot, up to the first damage; any bytes are a record, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace hearth::tsdb;
    const std::string_view record(reinterpret_cast<const char*>(data), size);
    std::vector<wal::TombstoneEntry> tombstones;
    std::vector<wal::ExemplarEntry> exemplars;
    (void)snapshot::decodeTombstones(record, tombstones);
    (void)snapshot::decodeExemplars(record, exemplars);
    if (const auto series = snapshot::decodeSeries(record)) {
        std::string encoded;
        snapshot::encodeSeries(encoded, *series);
        const auto again = snapshot::decodeSeries(encoded);
        if (!again || again->series.labels != series->series.labels ||
            again->chunk.has_value() != series->chunk.has_value()) {
            std::abort();
        }
    }
    (void)printSnapshotSegment(std::as_bytes(std::span(data, size)), [](std::string_view) {});
    return 0;
}
