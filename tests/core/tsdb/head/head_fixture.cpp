// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsdb/head/head_fixture.h"

#include <fmt/format.h>
#include <map>

#include "chunks/decode.h"
#include "tsdb/head/columns_edit.h"
#include "tsdb/head/head_snapshot.h"

namespace hearth::tsdb::testing {
namespace {

constexpr std::string_view kDirectory = "/data";

std::string toText(const model::Columns& columns) {
    std::map<model::TimestampMs, std::string> samples;
    for (std::size_t i = 0; i < columns.times.size(); ++i) {
        samples[columns.times[i]] = model::isStale(columns.values[i]) ? "stale" : fmt::format("{}", columns.values[i]);
    }
    for (const auto& histogram : columns.histograms) {
        samples[histogram.time] = std::visit(
            [](const auto& value) {
                return model::isStale(value->sum) ? std::string("hstale") : fmt::format("h{}", value->count);
            },
            histogram.value);
    }
    std::string text;
    for (const auto& [time, value] : samples) {
        text += fmt::format(" {}@{}", value, time);
    }
    return text;
}

} // namespace

Result<void> HeadFixture::open() {
    close();
    m_registry = std::make_unique<instrument::Registry>();
    const std::string directory(kDirectory);
    HEARTH_TRY(m_files.createDirectories(directory + "/wal"));
    HEARTH_TRY(m_files.createDirectories(directory + "/wbl"));
    ReplayInput input;
    input.minValidTime = minValidTime;
    m_chunks = HEARTH_TRY(HeadChunks::open(m_files, directory + "/chunks_head", {}, *m_registry, Log(),
                                           [&](const HeadChunkEntry& entry) { input.chunks.push_back(entry); }));
    m_head = std::make_unique<Head>(options, *m_registry, Log());
    m_head->setChunkFiles(m_chunks.get());
    DbOptions dbOptions;
    dbOptions.directory = directory;
    dbOptions.snapshotAtClose = snapshots;
    auto replayed = HEARTH_TRY(replayLog(m_files, dbOptions, *m_head, std::move(input), Log()));
    m_report = std::move(replayed.report);
    m_wal = HEARTH_TRY(
        wal::Writer::open(m_files, directory + "/wal", replayed.nextSegment, wal::kSegmentBytes, *m_registry, Log()));
    m_wbl = HEARTH_TRY(wal::Writer::open(m_files, directory + "/wbl", replayed.nextLateSegment, wal::kSegmentBytes,
                                         *m_registry, Log()));
    m_pool = std::make_unique<TransactionPool>(wal::Compression::kSnappy);
    return {};
}

Result<void> HeadFixture::snapshot() {
    HEARTH_TRY(m_head->mapClosedChunks());
    const auto writer = HEARTH_TRY(
        SnapshotWriter::create(m_files, std::string(kDirectory), m_wal->position(), wal::Compression::kSnappy));
    HEARTH_TRY(writeSnapshot(*m_head, *writer));
    return writer->finish();
}

void HeadFixture::close() {
    m_pool.reset();
    m_wbl.reset();
    m_wal.reset();
    m_head.reset();
    m_chunks.reset();
}

std::unique_ptr<HeadAppender> HeadFixture::appender() {
    return std::make_unique<HeadAppender>(*m_head, HeadLogs{*m_wal, m_wbl.get()}, *m_pool);
}

std::string HeadFixture::write(const model::Labels& labels, model::TimestampMs time, double value) {
    const auto appender = this->appender();
    const storage::RefSample sample{appender->series(labels).value(), time, value};
    std::vector<storage::Rejection> rejected;
    appender->append({&sample, 1}, rejected);
    appender->commit().value();
    return rejected.empty() ? "" : std::string(storage::rejectReasonText(rejected.front().reason));
}

std::string HeadFixture::write(const model::Labels& labels, model::TimestampMs time,
                               const model::HistogramValue& value) {
    const auto appender = this->appender();
    const storage::RefHistogram sample{appender->series(labels).value(), time, value};
    std::vector<storage::Rejection> rejected;
    appender->appendHistograms({&sample, 1}, rejected);
    appender->commit().value();
    return rejected.empty() ? "" : std::string(storage::rejectReasonText(rejected.front().reason));
}

std::string HeadFixture::read(model::TimeRange range) {
    HeadQuerier querier(*m_head, range);
    const auto all = model::Matcher::create(model::MatchType::kRegex, "__name__", ".*").value();
    std::string text;
    const auto list = querier.select(true, {}, {&all, 1}, {}).value();
    for (const auto& series : list) {
        model::Columns columns;
        series->read(range, columns).value();
        text += series->labels().toString() + toText(columns) + "\n";
    }
    return text;
}

std::string HeadFixture::metric(const std::string& name, const std::string& label) {
    for (const auto& family : m_registry->gather()) {
        if (family.name != name) {
            continue;
        }
        for (const auto& metric : family.metrics) {
            if (label.empty() || (!metric.labels.empty() && metric.labels.front().second == label)) {
                return fmt::format("{}", metric.value);
            }
        }
    }
    return "none";
}

std::string readSource(const ChunkSource& source) {
    std::string text;
    const auto cursor = source.series().value();
    while (cursor->next().value()) {
        model::Columns all;
        for (const auto& chunk : cursor->chunks()) {
            model::Columns one;
            chunks::decode(chunk.encoding, chunk.payload, one).value();
            model::Columns merged;
            merge(all, one, merged);
            all = std::move(merged);
        }
        erase(all, {}, cursor->deleted());
        text += cursor->labels().toString() + toText(all) + "\n";
    }
    return text;
}

model::HistogramValue histogramOf(std::uint64_t count) {
    auto histogram = std::make_shared<model::Histogram>();
    histogram->count = count;
    histogram->sum = static_cast<double>(count);
    histogram->layout.positiveSpans = {{0, 1}};
    histogram->positiveBuckets = {static_cast<std::int64_t>(count)};
    return std::shared_ptr<const model::Histogram>(std::move(histogram));
}

} // namespace hearth::tsdb::testing
