// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Head that lets go of what is old, and moves closed chunks to files.
#include <algorithm>
#include <chrono>

#include "tsdb/head/head.h"
#include "tsdb/head_chunks/head_chunks.h"

namespace hearth::tsdb {
namespace {

/// How many series are removed at a time with the index locked.
constexpr std::size_t kRemoveAtOnce = 1024;

} // namespace

/// What a walk over all series found.
struct Head::Walk {
    std::vector<SeriesId> candidates; ///< Have no chunks left.
    std::size_t droppedChunks = 0;
    model::TimeRange inOrder{kNoTime, kLowestTime};
    model::TimeRange outOfOrder{kNoTime, kLowestTime};
    std::uint32_t oldestFile = std::numeric_limits<std::uint32_t>::max();

    void uses(HeadChunkRef ref) { oldestFile = std::min(oldestFile, fileOf(ref)); }
};

void Head::refuseBefore(model::TimestampMs time) {
    auto floor = m_appendFloor.load();
    while (floor < time && !m_appendFloor.compare_exchange_weak(floor, time)) {
    }
    // Who read the old floor holds a stripe lock until the sample is in.
    for (auto& stripe : m_stripes) {
        const std::lock_guard lock(stripe.mutex);
    }
}

void Head::raiseFloor(model::TimestampMs time) {
    refuseBefore(time);
    m_isolation.raiseTimeFloor(time);
    m_metrics.truncations.increment();
}

void Head::dropChunksOf(SeriesId id, model::TimestampMs floor, HeadChunkRef outOfOrder, Walk& walk) {
    auto& series = m_table[id];
    if (series.lastCommit().number <= m_isolation.floor()) { // else its newest samples must stay countable
        walk.droppedChunks += series.dropBefore(floor, m_memory);
    }
    if (const auto open = series.open(m_memory); open.samples != 0) {
        walk.inOrder.begin = std::min(walk.inOrder.begin, open.begin);
    }
    for (auto index = series.newestClosed(); index != kNoChunk; index = m_memory.chunks[index].older) {
        const auto& chunk = m_memory.chunks[index];
        walk.inOrder.begin = std::min(walk.inOrder.begin, chunk.begin);
        if (chunk.mapped) {
            walk.uses(chunk.ref());
        }
    }
    if (auto* const extra = series.extra(m_memory)) {
        walk.droppedChunks +=
            std::erase_if(extra->outOfOrderChunks, [&](const auto& chunk) { return chunk.ref <= outOfOrder; });
        for (const auto& chunk : extra->outOfOrderChunks) {
            walk.uses(chunk.ref);
            walk.outOfOrder.begin = std::min(walk.outOfOrder.begin, chunk.range.begin);
            walk.outOfOrder.end = std::max(walk.outOfOrder.end, chunk.range.end);
        }
        if (const auto range = unwrittenRange(*extra)) {
            walk.outOfOrder.begin = std::min(walk.outOfOrder.begin, range->begin);
            walk.outOfOrder.end = std::max(walk.outOfOrder.end, range->end);
        }
        if (!extra->hasOutOfOrder()) {
            std::erase_if(extra->deleted, [&](const auto& range) { return range.end < floor; });
        }
    }
    if (isRemovable(id)) {
        walk.candidates.push_back(id);
    }
}

bool Head::isRemovable(SeriesId id) const {
    const auto& series = m_table[id];
    const auto* const extra = series.extra(m_memory);
    return series.walRef() != 0 && !series.hasChunks() && series.pins() == 0 &&
           !(extra != nullptr && extra->hasOutOfOrder());
}

void Head::dropChunks(model::TimestampMs floor, Walk& walk) {
    const auto outOfOrder = outOfOrderToDrop();
    StripeWalk stripes(*this);
    for (SeriesId id = 0; id < m_table.end(); ++id) {
        stripes.enter(id);
        if (m_table[id].walRef() != 0) {
            dropChunksOf(id, floor, outOfOrder, walk);
        }
    }
}

void Head::removeSeries(std::span<const SeriesId> ids) {
    const auto until = m_maxTime.load();
    const std::unique_lock lock(m_table.mutex());
    StripeWalk stripes(*this);
    std::size_t removed = 0;
    for (const auto id : ids) {
        auto& stripe = stripes.enter(id);
        auto& series = m_table[id];
        if (!isRemovable(id)) { // it came back to life
            continue;
        }
        if (series.isLogged()) {
            keepInLog(series.walRef(), until);
        }
        m_exemplars.remove(keyOf(id).ref());
        stripe.olderCommits.erase(id);
        m_table.markGone(id);
        series.end(m_memory);
        ++removed;
    }
    m_metrics.seriesRemoved.increment(removed);
}

bool Head::removeUnseen() {
    const std::lock_guard maintenance(m_maintenance);
    const auto floor = m_isolation.visibleFrom();
    const auto outOfOrder = outOfOrderToDrop();
    const bool isAll = floor == m_isolation.timeFloor() && outOfOrder == m_outOfOrderDrop.last;
    if (floor <= m_removedBefore && outOfOrder <= m_outOfOrderDropped) {
        return isAll;
    }
    const auto start = std::chrono::steady_clock::now();
    Walk walk;
    walk.oldestFile = std::max(fileOf(static_cast<HeadChunkRef>(m_lastWritten.load())), 1U);
    dropChunks(floor, walk);
    m_removedBefore = floor;
    m_outOfOrderDropped = outOfOrder;
    m_chunks.fetch_sub(walk.droppedChunks);
    m_metrics.chunksRemoved.increment(walk.droppedChunks);

    for (std::span<const SeriesId> rest = walk.candidates; !rest.empty();) {
        const auto part = rest.first(std::min(rest.size(), kRemoveAtOnce));
        removeSeries(part);
        rest = rest.subspan(part.size());
    }
    if (!walk.candidates.empty()) {
        {
            const std::unique_lock lock(m_table.mutex());
            m_table.beginSweep();
        }
        for (bool more = true; more;) {
            const std::unique_lock lock(m_table.mutex());
            more = m_table.sweepSome();
        }
    }
    auto oldest = m_minTime.load();
    const auto actual = std::max(walk.inOrder.begin, floor);
    if (oldest < actual && actual != kNoTime) {
        m_minTime.compare_exchange_strong(oldest, actual);
    }
    m_minOutOfOrderTime.store(walk.outOfOrder.begin);
    m_maxOutOfOrderTime.store(walk.outOfOrder.end);
    if (m_chunkFilesAreWritable) {
        if (const auto truncated = m_chunkFiles->truncate(walk.oldestFile); !truncated) {
            m_metrics.truncationsFailed.increment();
            m_log.error("Old head chunk files cannot be removed", {{"reason", truncated.error().message()}});
        }
    }
    m_metrics.gcSeconds.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    return isAll;
}

/// Writes the closed chunks of a series that are on the heap, oldest first. Payloads stay while m_maintenance is held.
Result<void> Head::mapClosedOf(SeriesId id) {
    std::vector<std::pair<ChunkIndex, ClosedChunk>> chunks;
    std::uint64_t walRef = 0;
    {
        const std::lock_guard lock(stripe(id).mutex);
        walRef = m_table[id].walRef();
        for (auto index = m_table[id].newestClosed(); index != kNoChunk && !m_memory.chunks[index].mapped;
             index = m_memory.chunks[index].older) {
            chunks.emplace_back(index, m_memory.chunks[index]);
        }
    }
    for (auto chunk = chunks.rbegin(); chunk != chunks.rend(); ++chunk) {
        const auto& closed = chunk->second;
        const auto ref =
            HEARTH_TRY(m_chunkFiles->write(walRef, closed.begin, closed.end(), closed.encoding, closed.heapPayload()));
        const std::lock_guard lock(stripe(id).mutex);
        m_memory.chunks.setMapped(chunk->first, ref);
        noteWritten(ref);
    }
    return {};
}

Result<void> Head::mapClosedOf(HeadStripe& stripe) {
    std::vector<SeriesId> ids;
    {
        const std::lock_guard lock(stripe.mutex);
        ids.swap(stripe.unmapped);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (auto mapped = mapClosedOf(ids[i]); !mapped) {
            const std::lock_guard lock(stripe.mutex);
            stripe.unmapped.insert(stripe.unmapped.end(), ids.begin() + static_cast<std::ptrdiff_t>(i), ids.end());
            return mapped;
        }
    }
    return {};
}

Result<void> Head::mapClosedChunks() {
    const std::lock_guard maintenance(m_maintenance);
    if (!m_chunkFilesAreWritable) {
        return {};
    }
    for (auto& stripe : m_stripes) {
        HEARTH_TRY(mapClosedOf(stripe));
    }
    return m_chunkFiles->flush();
}

std::function<bool(std::uint64_t)> Head::logKeeper(model::TimestampMs mint) const {
    struct Kept {
        std::vector<std::uint64_t> refs; ///< Ascending.
        std::uint64_t newest = 0;
    };
    auto kept = std::make_shared<Kept>();
    {
        const std::shared_lock lock(m_table.mutex());
        kept->newest = m_table.nextWalRef();
    }
    StripeWalk stripes(*this);
    for (SeriesId id = 0; id < m_table.end(); ++id) {
        stripes.enter(id);
        if (const auto ref = m_table[id].walRef(); ref != 0) {
            kept->refs.push_back(ref);
        }
    }
    stripes.leave();
    {
        const std::lock_guard lock(m_expiryMutex);
        for (const auto& [ref, until] : m_expiries) {
            if (until >= mint) {
                kept->refs.push_back(ref);
            }
        }
    }
    std::ranges::sort(kept->refs);
    return [kept = std::shared_ptr<const Kept>(kept)](std::uint64_t ref) {
        return ref >= kept->newest || std::ranges::binary_search(kept->refs, ref);
    };
}

void Head::keepInLog(std::uint64_t walRef, model::TimestampMs until) {
    const std::lock_guard lock(m_expiryMutex);
    m_expiries[walRef] = until;
}

void Head::forgetExpired(model::TimestampMs mint) {
    const std::lock_guard lock(m_expiryMutex);
    std::erase_if(m_expiries, [mint](const auto& expiry) { return expiry.second < mint; });
}

Head::SeriesFigures Head::figures() const {
    SeriesFigures figures;
    StripeWalk stripes(*this);
    for (SeriesId id = 0; id < m_table.end(); ++id) {
        stripes.enter(id);
        const auto& series = m_table[id];
        if (series.walRef() == 0) {
            continue;
        }
        figures.stale += series.isStale(m_memory) ? 1 : 0;
        if (!series.hasOpenHistograms()) {
            continue;
        }
        ++figures.histograms;
        figures.histogramBuckets += std::visit(
            [](const auto& value) { return value ? value->positiveBuckets.size() + value->negativeBuckets.size() : 0; },
            series.extra(m_memory)->last);
    }
    return figures;
}

} // namespace hearth::tsdb
