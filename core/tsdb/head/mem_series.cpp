// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/mem_series.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include "chunks/chunk_cut.h"

namespace hearth::tsdb {
namespace {

ClosedChunk* makeClosedChunk(std::string_view payload) {
    auto* const memory = ::operator new(sizeof(ClosedChunk) + payload.size());
    auto* const chunk = std::construct_at(static_cast<ClosedChunk*>(memory));
    chunk->size = static_cast<std::uint32_t>(payload.size());
    std::memcpy(static_cast<char*>(memory) + sizeof(ClosedChunk), payload.data(), payload.size());
    return chunk;
}

} // namespace

MemSeries::~MemSeries() {
    while (m_newest != nullptr) {
        auto* const older = m_newest->older;
        std::destroy_at(m_newest);
        ::operator delete(m_newest);
        m_newest = older;
    }
}

bool MemSeries::append(model::TimestampMs time, double value, model::DurationMs chunkRange, BlockPool& pool) {
    if (m_encoder.count() == chunks::kPredictAtSamples) {
        m_openEnd = chunks::predictedEnd(m_openBegin, lastTime(), m_openEnd);
    }
    const auto bytesSoFar = chunks::kCountBytes + m_openBytes.size + (m_encoder.tail() ? 1 : 0);
    const chunks::OpenChunk open{m_encoder.count(), bytesSoFar, m_openEnd};
    if (!empty() && chunks::cutsBefore(open, time)) {
        closeChunk(pool);
    }
    const bool isFirst = empty();
    if (isFirst) {
        m_openBegin = time;
        m_openEnd = chunks::rangeEnd(time, chunkRange);
    }
    chunks::XorEncoder::Bytes bytes;
    const auto size = m_encoder.encode(time, value, bytes);
    pool.append(m_openBytes, bytes.data(), size);
    return isFirst;
}

std::string MemSeries::openPayload(const BlockPool& pool) const {
    std::string payload;
    payload.reserve(chunks::kCountBytes + m_openBytes.size + 1);
    payload.push_back(static_cast<char>(m_encoder.count() >> 8U));
    payload.push_back(static_cast<char>(m_encoder.count() & 0xffU));
    pool.read(m_openBytes, payload);
    if (const auto tail = m_encoder.tail()) {
        payload.push_back(static_cast<char>(*tail));
    }
    return payload;
}

void MemSeries::closeChunk(BlockPool& pool) {
    auto* const chunk = makeClosedChunk(openPayload(pool));
    chunk->older = m_newest;
    chunk->begin = m_openBegin;
    chunk->end = lastTime();
    chunk->samples = m_encoder.count();
    m_newest = chunk;
    pool.release(m_openBytes);
    m_encoder = chunks::XorEncoder();
}

bool MemSeries::overlaps(model::TimeRange range, std::size_t hidden) const {
    if (m_encoder.count() > hidden && m_openBegin <= range.end) {
        return lastTime() >= range.begin;
    }
    hidden -= std::min<std::size_t>(hidden, m_encoder.count());
    for (const auto* chunk = m_newest; chunk != nullptr && chunk->end >= range.begin; chunk = chunk->older) {
        if (chunk->samples > hidden && chunk->begin <= range.end) {
            return true;
        }
        hidden -= std::min<std::size_t>(hidden, chunk->samples);
    }
    return false;
}

void MemSeries::snapshot(model::TimeRange range, std::size_t hidden, const BlockPool& pool, SeriesSnapshot& out) const {
    const auto first = out.parts.size();
    const auto visibleOf = [&hidden](std::size_t samples) {
        const auto left = std::min(hidden, samples);
        hidden -= left;
        return samples - left;
    };
    const auto visible = visibleOf(m_encoder.count());
    if (visible != 0 && m_openBegin <= range.end && lastTime() >= range.begin) {
        out.openPayload = openPayload(pool);
        out.parts.push_back({std::as_bytes(std::span(out.openPayload)), visible});
    }
    for (const auto* chunk = m_newest; chunk != nullptr && chunk->end >= range.begin; chunk = chunk->older) {
        const auto samples = visibleOf(chunk->samples);
        if (samples != 0 && chunk->begin <= range.end) {
            out.parts.push_back({chunk->payload(), samples});
        }
    }
    std::reverse(out.parts.begin() + static_cast<std::ptrdiff_t>(first), out.parts.end());
}

} // namespace hearth::tsdb
