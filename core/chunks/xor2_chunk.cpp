// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/xor2_chunk.h"

#include <bit>
#include <utility>

#include "model/sample.h"

namespace hearth::chunks {
namespace {

constexpr std::size_t kHeaderAt = kCountBytes;

constexpr bool fitsTwosComplement(std::int64_t x, unsigned bits) {
    const auto half = std::int64_t{1} << (bits - 1);
    return x >= -half && x < half;
}

} // namespace

Xor2Chunk::Xor2Chunk() {
    m_bits.put(0, 24); // count, header of the start timestamps
}

void Xor2Chunk::append(model::TimestampMs time, double value, model::TimestampMs startTime) {
    const auto before = m_time;
    if (m_count == 0) {
        m_bits.putVarint(time);
        m_bits.putDouble(value);
    } else {
        // Unsigned arithmetic: differences of foreign times may wrap.
        const auto delta = static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(before);
        const auto change = static_cast<std::int64_t>(delta - std::exchange(m_delta, delta));
        if (m_count == 1) {
            m_bits.putUvarint(delta);
            putValue(value);
        } else {
            putJoint(change, value);
        }
    }
    m_starts.put(m_count, time, before, startTime, m_bits);
    m_time = time;
    if (!model::isStale(value)) {
        m_value = value;
    }
    ++m_count;
    m_bits.setByte(0, static_cast<std::uint8_t>(m_count >> 8U));
    m_bits.setByte(1, static_cast<std::uint8_t>(m_count));
    m_bits.setByte(kHeaderAt, m_starts.header());
}

std::uint64_t Xor2Chunk::difference(double value) const {
    return std::bit_cast<std::uint64_t>(value) ^ std::bit_cast<std::uint64_t>(m_value);
}

void Xor2Chunk::putJoint(std::int64_t change, double value) {
    if (change != 0) {
        const auto low = [change](unsigned count) {
            return static_cast<std::uint64_t>(change) & ((1ULL << count) - 1);
        };
        if (fitsTwosComplement(change, 13)) {
            m_bits.put(0b110ULL << 13U | low(13), 16);
        } else if (fitsTwosComplement(change, 20)) {
            m_bits.put(0b1110ULL << 20U | low(20), 24);
        } else {
            m_bits.put(0b11110, 5);
            m_bits.put(static_cast<std::uint64_t>(change), 64);
        }
        putValue(value);
        return;
    }
    const auto changed = difference(value);
    if (model::isStale(value)) {
        m_bits.put(0b11111, 5);
    } else if (changed == 0) {
        m_bits.put(0, 1);
    } else if (m_window.holds(changed)) {
        m_bits.put(0b100, 3);
        m_window.put(changed, m_bits);
    } else {
        m_bits.put(0b101, 3);
        m_window.restate(changed, m_bits);
        m_window.put(changed, m_bits);
    }
}

void Xor2Chunk::putValue(double value) {
    const auto changed = difference(value);
    if (model::isStale(value)) {
        m_bits.put(0b111, 3);
    } else if (changed == 0) {
        m_bits.put(0, 1);
    } else if (m_window.holds(changed)) {
        m_bits.put(0b10, 2);
        m_window.put(changed, m_bits);
    } else {
        m_bits.put(0b110, 3);
        m_window.restate(changed, m_bits);
        m_window.put(changed, m_bits);
    }
}

} // namespace hearth::chunks
