// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/mem_series.h"

#include <algorithm>
#include <limits>

#include "chunks/chunk_cut.h"
#include "tsdb/head/histogram_equal.h"

namespace hearth::tsdb {
namespace {

constexpr std::uint64_t kLongestChunk = std::numeric_limits<std::uint32_t>::max();

std::uint32_t span(model::TimestampMs begin, model::TimestampMs end) {
    return static_cast<std::uint32_t>(
        std::min(static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(begin), kLongestChunk));
}

/// A chunk's length does not fit when the next sample is weeks away.
bool tooFar(model::TimestampMs begin, model::TimestampMs time) {
    return static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(begin) > kLongestChunk;
}

void putCount(std::size_t count, char* out) {
    out[0] = static_cast<char>(count >> 8U);
    out[1] = static_cast<char>(count & 0xffU);
}

} // namespace

void MemSeries::begin(std::uint32_t pairsAt, std::size_t pairCount, std::uint64_t walRef) {
    m_pairsAt = pairsAt;
    m_pairCount = static_cast<std::uint16_t>(pairCount);
    m_walRef = walRef;
}

void MemSeries::end(SeriesMemory& memory) {
    dropOpen(memory);
    while (m_newest != kNoChunk) {
        const auto older = memory.chunks[m_newest].older;
        memory.chunks.release(m_newest);
        m_newest = older;
    }
    if (m_extra != ExtraPool::kNone) {
        memory.extras.release(m_extra);
        m_extra = ExtraPool::kNone;
    }
    m_walRef = 0;
    m_lastCommit = {};
    m_pins = 0;
    m_isLogged = 0;
    m_hasOlderCommits = 0;
}

SeriesExtra& MemSeries::makeExtra(SeriesMemory& memory) {
    if (m_extra == ExtraPool::kNone) {
        m_extra = memory.extras.make();
    }
    return memory.extras[m_extra];
}

std::optional<model::TimestampMs> MemSeries::lastTime(const SeriesMemory& memory) const {
    if (m_encoder.count() != 0) {
        return m_encoder.lastTime();
    }
    if (m_hasOpenHistograms) {
        return open(memory).end;
    }
    return m_newest == kNoChunk ? std::nullopt : std::optional(memory.chunks[m_newest].end());
}

MemSeries::Fit MemSeries::fitWithoutOpenFloats(model::TimestampMs time, const SeriesMemory& memory) const {
    const auto last = lastTime(memory);
    if (!last || time > *last) {
        return Fit::kNew;
    }
    return time < *last ? Fit::kOlder : Fit::kDuplicate;
}

MemSeries::Fit MemSeries::fit(model::TimestampMs time, const model::HistogramValue& value,
                              const SeriesMemory& memory) const {
    const auto fit = fitWithoutOpenFloats(time, memory);
    if (fit == Fit::kDuplicate && m_hasOpenHistograms && equalBits(extra(memory)->last, value)) {
        return Fit::kSame;
    }
    return fit;
}

/// Where the open chunk goes on, or how the next one begins: whether `time` belongs to a new one.
inline bool MemSeries::makeRoom(model::TimestampMs time, model::DurationMs chunkRange, SeriesMemory& memory) {
    if (m_hasOpenHistograms) [[unlikely]] {
        closeOpen(memory);
    }
    if (m_encoder.count() != 0) [[likely]] {
        const auto begin = m_encoder.lastTime() - m_openSpan;
        if (m_encoder.count() == chunks::kPredictAtSamples) [[unlikely]] {
            m_openLength = span(begin, chunks::predictedEnd(begin, m_encoder.lastTime(), begin + m_openLength));
        }
        const auto bytesSoFar = chunks::kCountBytes + m_openSize + (m_encoder.tail() ? 1 : 0);
        const chunks::OpenChunk chunk{m_encoder.count(), bytesSoFar, begin + m_openLength};
        if (!chunks::cutsBefore(chunk, time) && !tooFar(begin, time)) [[likely]] {
            m_openSpan += static_cast<std::uint32_t>(time - m_encoder.lastTime());
            return false;
        }
        closeOpen(memory);
    }
    m_openSpan = 0;
    m_openLength = span(time, chunks::rangeEnd(time, chunkRange));
    return true;
}

bool MemSeries::append(model::TimestampMs time, double value, model::DurationMs chunkRange, SeriesMemory& memory) {
    const bool isFirst = makeRoom(time, chunkRange, memory);
    chunks::XorEncoder::Bytes bytes;
    if (const auto size = m_encoder.encode(time, value, bytes); size != 0) {
        memory.bytes.append(m_openBytes, m_openSize, bytes.data(), size);
        m_openSize = static_cast<std::uint16_t>(m_openSize + size);
    }
    return isFirst;
}

MemSeries::Open MemSeries::open(const SeriesMemory& memory) const {
    if (m_encoder.count() != 0) {
        return {chunks::Encoding::kXor, m_encoder.count(), m_encoder.lastTime() - m_openSpan, m_encoder.lastTime()};
    }
    if (!m_hasOpenHistograms) {
        return {};
    }
    const auto describe = [](const auto& chunk) -> Open {
        if constexpr (std::is_same_v<std::decay_t<decltype(chunk)>, std::monostate>) {
            return {};
        } else {
            return {chunk.encoding(), chunk.count(), chunk.firstTime(), chunk.lastTime()};
        }
    };
    return std::visit(describe, extra(memory)->open);
}

void MemSeries::readOpen(const SeriesMemory& memory, std::string& out, std::size_t samples) const {
    const auto start = out.size();
    if (m_encoder.count() != 0) {
        out.reserve(start + chunks::kCountBytes + m_openSize + 1);
        out.resize(start + chunks::kCountBytes);
        memory.bytes.read(m_openBytes, m_openSize, out);
        if (const auto tail = m_encoder.tail()) {
            out.push_back(static_cast<char>(*tail));
        }
        putCount(std::min<std::size_t>(samples, m_encoder.count()), out.data() + start);
        return;
    }
    if (!m_hasOpenHistograms) {
        return;
    }
    std::visit(
        [&](const auto& chunk) {
            if constexpr (!std::is_same_v<std::decay_t<decltype(chunk)>, std::monostate>) {
                out += chunk.payload();
                putCount(std::min(samples, chunk.count()), out.data() + start);
            }
        },
        extra(memory)->open);
}

void MemSeries::addClosed(const Open& open, std::string_view payload, SeriesMemory& memory) {
    ClosedChunk chunk;
    chunk.begin = open.begin;
    chunk.length = span(open.begin, open.end);
    chunk.older = m_newest;
    chunk.samples = static_cast<std::uint16_t>(open.samples);
    chunk.encoding = open.encoding;
    m_newest = memory.chunks.add(chunk, payload);
}

bool MemSeries::addMapped(ClosedChunk chunk, SeriesMemory& memory) {
    auto newer = kNoChunk;
    auto older = m_newest;
    while (older != kNoChunk && memory.chunks[older].begin > chunk.end()) {
        newer = older;
        older = memory.chunks[older].older;
    }
    if (older != kNoChunk && memory.chunks[older].end() >= chunk.begin) {
        return false;
    }
    chunk.older = older;
    chunk.mapped = true;
    const auto added = memory.chunks.add(chunk);
    (newer == kNoChunk ? m_newest : memory.chunks[newer].older) = added;
    return true;
}

void MemSeries::closeOpen(SeriesMemory& memory) {
    const auto chunk = open(memory);
    if (chunk.samples == 0) {
        return;
    }
    std::string payload;
    payload.reserve(chunks::kCountBytes + m_openSize + 1);
    readOpen(memory, payload);
    addClosed(chunk, payload, memory);
    dropOpen(memory);
}

void MemSeries::dropOpen(SeriesMemory& memory) {
    memory.bytes.release(m_openBytes);
    m_openSize = 0;
    m_encoder = chunks::XorEncoder();
    if (m_hasOpenHistograms) {
        auto& extra = memory.extras[m_extra];
        extra.open = std::monostate();
        extra.last = {};
        m_hasOpenHistograms = 0;
    }
}

std::size_t MemSeries::dropBefore(model::TimestampMs time, SeriesMemory& memory) {
    std::size_t dropped = 0;
    if (const auto chunk = open(memory); chunk.samples != 0 && chunk.end < time) {
        dropOpen(memory);
        ++dropped;
    }
    auto* link = &m_newest;
    while (*link != kNoChunk && memory.chunks[*link].end() >= time) {
        link = &memory.chunks[*link].older;
    }
    auto index = std::exchange(*link, kNoChunk);
    while (index != kNoChunk) {
        const auto older = memory.chunks[index].older;
        memory.chunks.release(index);
        index = older;
        ++dropped;
    }
    return dropped;
}

std::size_t MemSeries::chunkCount(const SeriesMemory& memory) const {
    std::size_t count = m_encoder.count() != 0 || m_hasOpenHistograms ? 1 : 0;
    for (auto index = m_newest; index != kNoChunk; index = memory.chunks[index].older) {
        ++count;
    }
    return count;
}

bool MemSeries::isStale(const SeriesMemory& memory) const {
    if (m_encoder.count() != 0) {
        return model::isStale(m_encoder.lastValue());
    }
    return m_hasOpenHistograms &&
           std::visit([](const auto& value) { return value && model::isStale(value->sum); }, extra(memory)->last);
}

} // namespace hearth::tsdb
