// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/housekeeping.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/elapsed.h"
#include "chunks/chunk_cut.h"
#include "tsdb/compact/block_plan.h"
#include "tsdb/compact/block_snapshot.h"
#include "tsdb/head/head_source.h"
#include "tsdb/wal/checkpoint.h"
#include "tsdb/wal/directory.h"

namespace hearth::tsdb {
namespace {

constexpr model::DurationMs kAheadOfClock = model::kHourMs;

} // namespace

Housekeeping::Housekeeping(Parts parts, instrument::Registry& registry, Log log)
    : m_parts(parts)
    , m_log(std::move(log))
    , m_metrics(registry)
    , m_compactionMetrics(registry)
    , m_compactor({parts.files, parts.clock, parts.options.random, blockWriters(parts.files), m_compactionMetrics})
    , m_lateInBlocks(parts.lateInBlocks) {
    setRetention({parts.options.retention, parts.options.retentionBytes, parts.options.retentionPercentage});
}

void Housekeeping::setRetention(Retention retention) {
    const std::lock_guard lock(m_retentionMutex);
    m_retention = retention;
    m_metrics.retentionSeconds.set(static_cast<double>(retention.time) / model::kSecondMs);
    m_metrics.retentionBytes.set(static_cast<double>(retention.bytes));
    m_metrics.retentionPercentage.set(retention.percentage);
}

RetentionLimits Housekeeping::limits() const {
    const std::lock_guard lock(m_retentionMutex);
    RetentionLimits limits{.time = m_retention.time, .bytes = m_retention.bytes};
    limits.now = m_parts.clock.nowMs();
    if (m_retention.percentage > 0) {
        if (const auto space = m_parts.files.space(m_parts.options.directory)) {
            limits.percentage = m_retention.percentage;
            limits.diskBytes = space->totalBytes;
        }
    }
    return limits;
}

std::uint64_t Housekeeping::headBytes() const {
    const auto& directory = m_parts.options.directory;
    return wal::logBytes(m_parts.files, directory + "/wal").value_or(0) +
           wal::logBytes(m_parts.files, directory + "/wbl").value_or(0) + m_parts.chunkFiles.size();
}

model::DurationMs Housekeeping::longestBlock() const {
    const auto& options = m_parts.options;
    return options.maxBlockRange != 0 ? std::max(options.maxBlockRange, options.chunkRange)
                                      : maxBlockRange(options.chunkRange, options.retention);
}

Pacer Housekeeping::pacer(const std::stop_token& stop) {
    return Pacer(m_parts.options.compactionPace, m_parts.clock, stop);
}

/// The samples in order that are in no block yet.
model::TimeRange Housekeeping::headRange() const {
    auto range = m_parts.head.timeRange().value_or(model::TimeRange{0, -1});
    range.begin = std::max(range.begin, m_parts.head.isolation().timeFloor());
    return range;
}

/// Prometheus: Head.compactable().
bool Housekeeping::headIsFull() const {
    const auto range = headRange();
    return range.begin <= range.end && range.end - range.begin > m_parts.options.chunkRange / 2 * 3;
}

Result<void> Housekeeping::run(const std::stop_token& stop) {
    const std::lock_guard lock(m_mutex);
    m_metrics.triggered.increment();
    auto done = runLocked(stop);
    if (!done && done.error().code() != ErrorCode::kCanceled) {
        m_metrics.failed.increment();
        m_log.error("Compaction failed", {{"reason", done.error().message()}});
    }
    return done;
}

Result<void> Housekeeping::runLocked(const std::stop_token& stop) {
    watchClock();
    HEARTH_TRY(m_parts.head.mapClosedChunks());
    HEARTH_TRY(m_parts.blocks.reload(limits(), headBytes()));
    auto pace = pacer(stop);
    do {
        HEARTH_TRY(compactHead(pace));
        BlockCompactionOptions options;
        options.ranges = blockRanges(m_parts.options.chunkRange, longestBlock());
        options.mergeOverlapping = m_parts.options.compactOverlapping;
        options.maxTime = m_parts.head.isolation().timeFloor();
        options.limits = limits();
        options.headBytes = headBytes();
        options.yields = [this] { return headIsFull(); };
        HEARTH_TRY(compactBlocks(m_parts.blocks, m_compactor, options, pace));
    } while (headIsFull() && m_parts.head.removeUnseen());
    m_parts.head.removeUnseen();
    return {};
}

Result<void> Housekeeping::compactHead(Pacer& pacer) {
    while (headIsFull()) {
        const auto range = headRange();
        const auto end = chunks::rangeEnd(range.begin, m_parts.options.chunkRange);
        HEARTH_TRY(writeHeadBlock({range.begin, end}, pacer));
        m_outOfOrderIsDue = true;
        HEARTH_TRY(shortenLog(end));
        if (!m_parts.head.removeUnseen()) { // a long query still sees what is to go: at the next round
            break;
        }
    }
    return m_outOfOrderIsDue ? compactOutOfOrder(pacer) : Result<void>();
}

/// Moves the samples in [begin, end) from the head to a block.
Result<void> Housekeeping::writeHeadBlock(model::TimeRange range, Pacer& pacer) {
    m_parts.head.refuseBefore(range.end);
    BlockMeta meta;
    meta.minTime = range.begin;
    meta.maxTime = range.end;
    const HeadSource source(m_parts.head, {range.begin, range.end - 1}, HeadSource::Part::kInOrder);
    const ChunkSource* const sources[] = {&source};
    const auto start = m_parts.clock.monotonic();
    const auto written = HEARTH_TRY(m_compactor.write(m_parts.options.directory, sources, meta, pacer));
    HEARTH_TRY(m_parts.blocks.reload(limits(), headBytes()));
    m_parts.head.raiseFloor(range.end);
    if (written) {
        m_log.info("Wrote a block from the head",
                   {{"ulid", written->ulid.toString()},
                    {"samples", fmt::to_string(written->stats.samples)},
                    {"series", fmt::to_string(written->stats.series)},
                    {"duration", fmt::format("{:.3f}s", secondsSince(start, m_parts.clock))}});
    }
    return {};
}

Result<void> Housekeeping::compactOutOfOrder(Pacer& pacer) {
    auto* const lateLog = m_parts.lateLog();
    if (lateLog == nullptr && !m_parts.head.outOfOrderTimeRange()) {
        m_outOfOrderIsDue = false;
        return {};
    }
    // What is logged from here on is in memory behind the cut, or twice, which does no harm.
    std::uint32_t segment = 0;
    if (lateLog != nullptr) {
        segment = HEARTH_TRY(lateLog->rotate());
    }
    const auto cut = HEARTH_TRY(m_parts.head.cutOutOfOrder());
    HEARTH_TRY(m_parts.chunkFiles.sync());
    if (cut.range) {
        HEARTH_TRY(writeOutOfOrderBlocks(cut, pacer));
        HEARTH_TRY(m_parts.blocks.reload(limits(), headBytes()));
        m_parts.head.dropOutOfOrder(cut.last);
    }
    if (lateLog != nullptr) {
        HEARTH_TRY(noteLateInBlocks(*lateLog, cut.last));
    }
    m_outOfOrderIsDue = false;
    return segment == 0 ? Result<void>()
                        : wal::removeSegments(m_parts.files, m_parts.options.directory + "/wbl", 0, segment - 1);
}

/// Before the older part of the late log goes: which chunks a replay must not take back into the head.
Result<void> Housekeeping::noteLateInBlocks(wal::Writer& late, HeadChunkRef last) {
    m_lateInBlocks = std::max(m_lateInBlocks, last);
    const wal::MmapMarker marker{wal::kLateChunksInBlocks, static_cast<std::uint64_t>(m_lateInBlocks)};
    wal::RecordBatch batch(m_parts.options.walCompression);
    wal::encodeMmapMarkers(batch.scratch(), {&marker, 1});
    batch.add();
    HEARTH_TRY(late.append(batch));
    return late.sync();
}

Result<void> Housekeeping::writeOutOfOrderBlocks(const Head::OutOfOrderCut& cut, Pacer& pacer) {
    const auto width = m_parts.options.chunkRange;
    auto first = HEARTH_TRY(m_parts.head.firstOutOfOrder(cut.range->begin));
    while (first && *first <= cut.range->end) {
        const auto end = chunks::rangeEnd(*first, width);
        BlockMeta meta;
        meta.minTime = end - width;
        meta.maxTime = end;
        meta.hints = {std::string(kHintOutOfOrder)};
        const HeadSource source(m_parts.head, {meta.minTime, meta.maxTime - 1}, HeadSource::Part::kOutOfOrder);
        const ChunkSource* const sources[] = {&source};
        const auto written = HEARTH_TRY(m_compactor.write(m_parts.options.directory, sources, meta, pacer));
        if (written) {
            m_log.info("Wrote a block from out-of-order samples",
                       {{"ulid", written->ulid.toString()}, {"samples", fmt::to_string(written->stats.samples)}});
        }
        first = HEARTH_TRY(m_parts.head.firstOutOfOrder(end));
    }
    return {};
}

/// Sums up the older two thirds of the log. Prometheus: Head.truncateWAL().
Result<void> Housekeeping::shortenLog(model::TimestampMs mint) {
    const auto start = m_parts.clock.monotonic();
    auto done = checkpoint(mint);
    m_metrics.truncateSeconds.observe(secondsSince(start, m_parts.clock));
    if (!done) { // the log stays longer than it need be, no more
        m_metrics.truncationsFailed.increment();
        m_log.error("Cannot shorten the write-ahead log", {{"reason", done.error().message()}});
    }
    return {};
}

/// Chunks that are in blocks, or were deleted whole, stay in the head chunk files until all else in these is old, and
/// come back with the next start where no block tells that they are old: what is deleted of them must stay known as
/// long.
model::TimestampMs Housekeeping::tombstoneMint(model::TimestampMs mint) const {
    constexpr int kRangesInFiles = 4;
    const auto window = m_parts.head.outOfOrderWindow();
    const auto reach = window + kRangesInFiles * m_parts.options.chunkRange;
    return mint < model::kMinTimestamp + reach ? model::kMinTimestamp : mint - reach;
}

Result<void> Housekeeping::checkpoint(model::TimestampMs mint) {
    const auto directory = m_parts.options.directory + "/wal";
    const auto current = HEARTH_TRY(m_parts.log.rotate());
    const auto listing = HEARTH_TRY(wal::listLog(m_parts.files, directory, wal::Access::kReadOnly));
    if (listing.segments.empty() || current < listing.segments.front() + 2) {
        return {};
    }
    const auto first = listing.segments.front();
    const auto last = first + (current - 2 - first) * 2 / 3; // the newest closed one is never taken
    if (last <= first) {
        return {};
    }
    m_metrics.truncations.increment();
    m_metrics.checkpoints.increment();
    const wal::CheckpointRequest request{.from = first,
                                         .to = last,
                                         .mint = mint,
                                         .tombstoneMint = tombstoneMint(mint),
                                         .keep = m_parts.head.logKeeper(mint),
                                         .compression = m_parts.options.walCompression,
                                         .segmentBytes = m_parts.options.walSegmentBytes};
    if (const auto made = wal::writeCheckpoint(m_parts.files, directory, request); !made) {
        m_metrics.checkpointsFailed.increment();
        return std::unexpected(made.error());
    }
    m_metrics.checkpointDeletions.increment();
    m_parts.head.forgetExpired(mint);
    return {};
}

/// Samples from a time when the clock was wrong keep those of now out; nothing but a person can say which are right.
void Housekeeping::watchClock() {
    const auto newest = m_parts.head.newestTime();
    const auto now = m_parts.clock.nowMs();
    const bool isAhead = m_parts.head.timeRange() && newest > now + kAheadOfClock;
    if (isAhead && !m_saidHeadIsAhead) {
        m_log.error(
            "The newest sample is ahead of this machine's clock: samples of now are refused as too old. Was the "
            "clock wrong, is it now? Deleting the series from the future makes room",
            {{"ahead", fmt::format("{}s", (newest - now) / model::kSecondMs)}});
    }
    m_saidHeadIsAhead = isAhead;
}

Result<void> Housekeeping::logDeletions(std::span<const wal::TombstoneEntry> records) {
    if (records.empty()) {
        return {};
    }
    wal::RecordBatch batch(m_parts.options.walCompression);
    wal::encodeTombstones(batch.scratch(), records);
    batch.add();
    HEARTH_TRY(m_parts.log.append(batch));
    return m_parts.log.sync();
}

Result<void> Housekeeping::deleteSeries(model::TimeRange range,
                                        std::span<const std::vector<model::Matcher>> matcherSets) {
    const std::lock_guard lock(m_mutex);
    for (const auto& matchers : matcherSets) {
        std::vector<wal::TombstoneEntry> records;
        m_parts.head.deleteSamples(range, matchers, records);
        HEARTH_TRY(logDeletions(records));
        const auto blocks = m_parts.blocks.blocks();
        for (const auto& block : *blocks) {
            if (block->meta().minTime <= range.end && block->meta().maxTime > range.begin) {
                HEARTH_TRY(block->deleteSamples(range, matchers));
            }
        }
    }
    return m_parts.blocks.reload(limits(), headBytes());
}

Result<void> Housekeeping::cleanTombstones(const std::stop_token& stop) {
    const std::lock_guard lock(m_mutex);
    const auto start = m_parts.clock.monotonic();
    auto pace = pacer(stop);
    HEARTH_TRY(tsdb::cleanTombstones(m_parts.blocks, m_compactor, limits(), headBytes(), pace));
    m_metrics.cleanupSeconds.observe(secondsSince(start, m_parts.clock));
    return {};
}

Result<std::string> Housekeeping::snapshot(bool withHead, const std::stop_token& stop) {
    const std::lock_guard lock(m_mutex);
    const auto name = snapshotName(m_parts.clock.nowMs(), m_parts.options.random);
    const auto directory = m_parts.options.directory + "/snapshots/" + name;
    HEARTH_TRY(snapshotBlocks(m_parts.files, directory, m_parts.blocks.blocks()));
    if (withHead) {
        HEARTH_TRY(writeWholeHead(directory, stop));
    }
    return name;
}

/// Everything that is in no block yet, as one block in another directory.
Result<void> Housekeeping::writeWholeHead(const std::string& directory, const std::stop_token& stop) {
    auto range = headRange();
    const auto late = HEARTH_TRY(m_parts.head.cutOutOfOrder());
    if (late.range) {
        const bool isEmpty = range.begin > range.end;
        range = {isEmpty ? late.range->begin : std::min(range.begin, late.range->begin),
                 isEmpty ? late.range->end : std::max(range.end, late.range->end)};
    }
    if (range.begin > range.end) {
        return {};
    }
    BlockMeta meta;
    meta.minTime = range.begin;
    meta.maxTime = range.end + 1;
    const HeadSource source(m_parts.head, range, HeadSource::Part::kAll);
    const ChunkSource* const sources[] = {&source};
    auto pace = pacer(stop);
    HEARTH_TRY(m_compactor.write(directory, sources, std::move(meta), pace));
    return {};
}

} // namespace hearth::tsdb
