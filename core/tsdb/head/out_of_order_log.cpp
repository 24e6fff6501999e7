// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/out_of_order_log.h"

#include "tsdb/wal/records.h"

namespace hearth::tsdb {

void OutOfOrderLog::mapped(std::uint64_t walRef, HeadChunkRef chunk) {
    const auto known = m_markers.find(walRef);
    if (known == m_markers.end() || known->second != HeadChunkRef::kNone) {
        flush(); // the samples so far come before the marker
    }
    m_markers[walRef] = chunk;
}

void OutOfOrderLog::flush() {
    if (!m_markers.empty()) {
        std::vector<wal::MmapMarker> markers;
        for (const auto& [ref, chunk] : m_markers) {
            markers.push_back({ref, static_cast<std::uint64_t>(chunk)});
        }
        wal::encodeMmapMarkers(m_records.scratch(), markers);
        m_records.add();
        m_markers.clear();
    }
    if (!m_samples.empty()) {
        wal::encodeSamples(m_records.scratch(), m_samples);
        m_records.add();
        m_samples.clear();
    }
    if (!m_histograms.empty()) {
        for (const auto type : wal::kHistogramRecordTypes) {
            if (wal::encodeHistograms(m_records.scratch(), type, m_histograms)) {
                m_records.add();
            }
        }
        m_histograms.clear();
    }
}

const wal::RecordBatch& OutOfOrderLog::finish() {
    flush();
    return m_records;
}

void OutOfOrderLog::clear() {
    m_markers.clear();
    m_samples.clear();
    m_histograms.clear();
    m_records.clear();
}

} // namespace hearth::tsdb
