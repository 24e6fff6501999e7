// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/db_metrics.h"

#include "tsdb/wal/directory.h"
#include "tsdb/wal/format.h"

namespace hearth::tsdb {
namespace {

void appendGauge(instrument::Families& out, std::string name, std::string help, double value) {
    instrument::Metric metric;
    metric.value = value;
    out.push_back({std::move(name), std::move(help), instrument::FamilyType::kGauge, {std::move(metric)}});
}

void appendTimes(model::TimeRange range, instrument::Families& out) {
    const auto minMs = static_cast<double>(range.begin);
    const auto maxMs = static_cast<double>(range.end);
    constexpr double kMsPerSecond = 1000;
    appendGauge(out, "prometheus_tsdb_head_min_time", "Minimum time bound of the head block, in milliseconds.", minMs);
    appendGauge(out, "prometheus_tsdb_head_max_time", "Maximum time bound of the head block, in milliseconds.", maxMs);
    appendGauge(out, "prometheus_tsdb_head_min_time_seconds", "Minimum time bound of the head block.",
                minMs / kMsPerSecond);
    appendGauge(out, "prometheus_tsdb_head_max_time_seconds", "Maximum time bound of the head block.",
                maxMs / kMsPerSecond);
    appendGauge(out, "prometheus_tsdb_lowest_timestamp", "Lowest timestamp stored in the database, in milliseconds.",
                minMs);
    appendGauge(out, "prometheus_tsdb_lowest_timestamp_seconds", "Lowest timestamp stored in the database.",
                minMs / kMsPerSecond);
}

} // namespace

void appendHeadMetrics(const Head& head, instrument::Families& out) {
    appendGauge(out, "prometheus_tsdb_head_series", "Number of series in the head.", head.seriesCount());
    appendGauge(out, "prometheus_tsdb_head_chunks", "Number of chunks in the head.",
                static_cast<double>(head.chunkCount()));
    appendGauge(out, "prometheus_tsdb_blocks_loaded", "Number of blocks that are served.", 0);
    appendTimes(head.timeRange().value_or(model::TimeRange{}), out);
    const std::shared_lock lock(head.indexMutex());
    appendGauge(out, "prometheus_tsdb_symbol_table_size_bytes", "Memory of the label names and values in the head.",
                static_cast<double>(head.index().byteCount()));
}

void appendLogSize(FileSystem& files, const std::string& walDirectory, instrument::Families& out) {
    const auto segments = wal::listSegments(files, walDirectory);
    if (!segments) {
        return;
    }
    double bytes = 0;
    for (const auto index : *segments) {
        const auto file = files.open(walDirectory + "/" + wal::segmentName(index), FileSystem::OpenMode::kRead);
        if (const auto size = file ? (*file)->size() : Result<std::uint64_t>(0)) {
            bytes += static_cast<double>(*size);
        }
    }
    appendGauge(out, "prometheus_tsdb_wal_storage_size_bytes", "Size of the write-ahead log directory.", bytes);
}

} // namespace hearth::tsdb
