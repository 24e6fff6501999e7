// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/db_metrics.h"

#include <algorithm>
#include <shared_mutex>

#include "tsdb/head_chunks/head_chunks.h"
#include "tsdb/wal/directory.h"

namespace hearth::tsdb {
namespace {

void appendGauge(instrument::Families& out, std::string name, std::string help, double value) {
    instrument::Metric metric;
    metric.value = value;
    out.push_back({std::move(name), std::move(help), instrument::FamilyType::kGauge, {std::move(metric)}});
}

constexpr double kMsPerSecond = 1000;

} // namespace

void appendTimeMetrics(const Head& head, std::span<const BlockMeta> blocks, instrument::Families& out) {
    const auto range = head.timeRange().value_or(model::TimeRange{});
    const auto minMs = static_cast<double>(range.begin);
    const auto maxMs = static_cast<double>(range.end);
    auto lowest = range.begin;
    for (const auto& block : blocks) {
        lowest = std::min(lowest, block.minTime);
    }
    const auto lowestMs = static_cast<double>(lowest);
    appendGauge(out, "prometheus_tsdb_head_min_time", "Minimum time bound of the head block, in milliseconds.", minMs);
    appendGauge(out, "prometheus_tsdb_head_max_time", "Maximum time bound of the head block, in milliseconds.", maxMs);
    appendGauge(out, "prometheus_tsdb_head_min_time_seconds", "Minimum time bound of the head block.",
                minMs / kMsPerSecond);
    appendGauge(out, "prometheus_tsdb_head_max_time_seconds", "Maximum time bound of the head block.",
                maxMs / kMsPerSecond);
    appendGauge(out, "prometheus_tsdb_lowest_timestamp", "Lowest timestamp stored in the database, in milliseconds.",
                lowestMs);
    appendGauge(out, "prometheus_tsdb_lowest_timestamp_seconds", "Lowest timestamp stored in the database.",
                lowestMs / kMsPerSecond);
}

void appendHeadMetrics(const Head& head, instrument::Families& out) {
    appendGauge(out, "prometheus_tsdb_head_series", "Number of series in the head.", head.seriesCount());
    appendGauge(out, "prometheus_tsdb_head_chunks", "Number of chunks in the head.",
                static_cast<double>(head.chunkCount()));
    const auto figures = head.figures();
    appendGauge(out, "prometheus_tsdb_head_stale_series", "Number of series in the head that have ended.",
                static_cast<double>(figures.stale));
    appendGauge(out, "prometheus_tsdb_head_native_histogram_series",
                "Number of series in the head whose newest samples are native histograms.",
                static_cast<double>(figures.histograms));
    appendGauge(out, "prometheus_tsdb_head_native_histogram_buckets",
                "Number of buckets in the newest native histograms of all series in the head.",
                static_cast<double>(figures.histogramBuckets));
    if (const auto* const files = head.chunkFiles()) {
        appendGauge(out, "prometheus_tsdb_head_chunks_storage_size_bytes", "Size of the head chunk files.",
                    static_cast<double>(files->size()));
    }
    appendGauge(out, "prometheus_tsdb_isolation_low_watermark",
                "The newest commit that every open and future reader sees, as all before it.",
                static_cast<double>(head.isolation().floor()));
    appendGauge(out, "prometheus_tsdb_isolation_high_watermark", "The newest commit.",
                static_cast<double>(head.isolation().lastCommit()));
    const std::shared_lock lock(head.indexMutex());
    appendGauge(out, "prometheus_tsdb_symbol_table_size_bytes", "Memory of the label names and values in the head.",
                static_cast<double>(head.index().byteCount()));
}

void appendLogSize(FileSystem& files, const std::string& directory, instrument::Families& out) {
    const auto append = [&](const char* log, const char* name, const char* help) {
        const auto bytes = wal::logBytes(files, directory + "/" + log).value_or(0);
        appendGauge(out, name, help, static_cast<double>(bytes));
    };
    append("wal", "prometheus_tsdb_wal_storage_size_bytes", "Size of the write-ahead log directory.");
    append("wbl", "prometheus_tsdb_out_of_order_wbl_storage_size_bytes", "Size of the write-behind log directory.");
}

} // namespace hearth::tsdb
