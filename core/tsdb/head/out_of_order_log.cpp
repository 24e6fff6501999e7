// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/out_of_order_log.h"

#include "tsdb/wal/records.h"

namespace hearth::tsdb {

void OutOfOrderLog::flush() {
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
    m_samples.clear();
    m_histograms.clear();
    m_records.clear();
}

} // namespace hearth::tsdb
