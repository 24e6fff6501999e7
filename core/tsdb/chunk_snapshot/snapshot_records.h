// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tsdb/chunk_snapshot/snapshot_series.h"
#include "tsdb/wal/records.h"

/// The records of a snapshot: bytes in, values out, and back. Pure functions. Encoders append to `record`; decoders
/// fail with kCorruption. Threads: thread-safe.
namespace hearth::tsdb::snapshot {

/// First byte of a record: on disk, never renumber.
enum class RecordType : std::uint8_t { kSeries = 1, kTombstones = 2, kExemplars = 3 };

void encodeSeries(std::string& record, const SnapshotSeries& series);
void encodeTombstones(std::string& record, std::span<const wal::TombstoneEntry> tombstones);
/// `exemplars` is not empty.
void encodeExemplars(std::string& record, std::span<const wal::ExemplarEntry> exemplars);

/// What it yields points into the record.
Result<SnapshotSeries> decodeSeries(std::string_view record);
/// Append to `out`.
Result<void> decodeTombstones(std::string_view record, std::vector<wal::TombstoneEntry>& out);
Result<void> decodeExemplars(std::string_view record, std::vector<wal::ExemplarEntry>& out);

} // namespace hearth::tsdb::snapshot
