// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/metadata.h"
#include "storage/storage.h"
#include "tsdb/wal/format.h"

/// The records of the log: bytes in, values out, and back. Pure functions. Layouts: README.md of this folder.
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

/// Starts a record of series; follow with appendSeries().
void beginSeries(std::string& record);
void appendSeries(std::string& record, const SeriesEntry& entry);
/// A whole record. The references are the log's own; `samples` is not empty.
void encodeSamples(std::string& record, std::span<const storage::RefSample> samples);
void beginMetadata(std::string& record);
void appendMetadata(std::string& record, std::uint64_t ref, const model::Metadata& metadata);

/// Decoders append to `out`. kCorruption where the record is damaged; `out` then holds what came before the damage.
Result<void> decodeSeries(std::string_view record, std::vector<SeriesEntry>& out);
Result<void> decodeSamples(std::string_view record, std::vector<storage::RefSample>& out);
Result<void> decodeMetadata(std::string_view record, std::vector<MetadataEntry>& out);

} // namespace hearth::tsdb::wal
