// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "tsdb/wal/records.h"

namespace {

using namespace hearth;
using namespace hearth::tsdb::wal;

/// What was decoded, encoded and decoded once more, has as many entries.
void again(std::string_view record) {
    std::vector<storage::RefSample> samples;
    std::vector<model::TimestampMs> starts;
    if (decodeSamples(record, samples, &starts) && !samples.empty()) {
        std::string encoded;
        encodeSamplesV2(encoded, samples, starts);
        std::vector<storage::RefSample> decoded;
        if (!decodeSamples(encoded, decoded) || decoded.size() != samples.size() ||
            decoded.back().ref != samples.back().ref || decoded.back().time != samples.back().time) {
            std::abort();
        }
    }
}

void histogramsAgain(std::string_view record) {
    std::vector<storage::RefHistogram> histograms;
    std::uint64_t skipped = 0;
    if (!decodeHistograms(record, histograms, skipped)) {
        return;
    }
    std::size_t decoded = 0;
    for (const auto type : kHistogramRecordTypes) {
        std::string encoded;
        std::vector<storage::RefHistogram> part;
        if (encodeHistograms(encoded, type, histograms) && !decodeHistograms(encoded, part, skipped)) {
            std::abort();
        }
        decoded += part.size();
    }
    if (decoded != histograms.size()) {
        std::abort();
    }
}

} // namespace

/// Any bytes are a record, or an error; labels are built from whatever order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view record(reinterpret_cast<const char*>(data), size);
    std::vector<SeriesEntry> series;
    std::vector<MetadataEntry> metadata;
    std::vector<TombstoneEntry> tombstones;
    std::vector<ExemplarEntry> exemplars;
    std::vector<MmapMarker> markers;
    (void)decodeMetadata(record, metadata);
    (void)decodeTombstones(record, tombstones);
    (void)decodeMmapMarkers(record, markers);
    (void)decodeSeries(record, series);
    for (const auto& entry : series) {
        if (entry.canonical && labelsOf(entry).bytes() != entry.labels) {
            std::abort();
        }
        (void)labelsOf(entry);
    }
    (void)decodeExemplars(record, exemplars);
    for (const auto& entry : exemplars) {
        (void)labelsOf(entry);
    }
    again(record);
    histogramsAgain(record);
    return 0;
}
