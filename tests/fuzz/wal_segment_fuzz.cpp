// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "tsdb/wal/dump_segment.h"
#include "tsdb/wal/records.h"
#include "tsdb/wal/segment_reader.h"

namespace {

using namespace hearth;

void decode(std::string_view record) {
    std::vector<tsdb::wal::SeriesEntry> series;
    std::vector<storage::RefSample> samples;
    std::vector<tsdb::wal::MetadataEntry> metadata;
    (void)tsdb::wal::decodeSeries(record, series);
    (void)tsdb::wal::decodeSamples(record, samples);
    (void)tsdb::wal::decodeMetadata(record, metadata);
}

} // namespace

/// Any bytes are a segment, up to the first damage; any bytes are a record, or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    tsdb::wal::SegmentReader reader(bytes);
    for (;;) {
        const auto more = reader.next();
        if (!more || !*more) {
            break;
        }
        if (reader.goodBytes() > size) {
            std::abort();
        }
        decode(reader.record());
    }
    // Behind damage nothing is read twice: there are at most as many records as bytes.
    tsdb::wal::SegmentReader salvaging(bytes);
    for (std::size_t steps = 0;; ++steps) {
        const auto more = salvaging.next();
        if ((more && !*more) || (!more && !salvaging.resync().value_or(false))) {
            break;
        }
        if (steps > size) {
            std::abort();
        }
    }
    (void)tsdb::wal::printSegment(bytes, [](std::string_view) {});
    decode({reinterpret_cast<const char*>(data), size});
    return 0;
}
