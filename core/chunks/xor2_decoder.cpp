// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/xor2_decoder.h"

#include <algorithm>

#include "chunks/bit_reader.h"
#include "chunks/start_time.h"
#include "chunks/xor_decoder.h"
#include "chunks/xor_value.h"
#include "model/sample.h"

namespace hearth::chunks {
namespace {

constexpr std::size_t kHeaderBytes = 3; // count, header of the start timestamps

std::unexpected<Error> damaged(const char* what) {
    return fail(ErrorCode::kCorruption, what);
}

/// Time and value of the samples behind the first.
class JointReader {
  public:
    JointReader(model::TimestampMs time, double value)
        : m_time(static_cast<std::uint64_t>(time))
        , m_last(model::isStale(value) ? 0 : std::bit_cast<std::uint64_t>(value)) {}

    model::TimestampMs time() const { return static_cast<model::TimestampMs>(m_time); }
    double value() const { return std::bit_cast<double>(m_stale ? model::kStaleNanBits : m_last); }

    bool second(BitReader& bits) {
        m_delta = bits.takeUvarint();
        m_time += m_delta;
        return readValue(bits);
    }

    bool next(BitReader& bits) {
        const auto ahead = bits.peek();
        switch (std::countl_one(ahead)) {
        case 0:
            bits.skip(1);
            m_time += m_delta;
            m_stale = false;
            return true;
        case 1:
            m_time += m_delta;
            m_stale = false;
            return readChange(bits, ahead);
        case 2:
            bits.skip(16);
            return step(static_cast<std::uint64_t>(static_cast<std::int64_t>(ahead << 3U) >> 51), bits);
        case 3:
            bits.skip(24);
            return step(static_cast<std::uint64_t>(static_cast<std::int64_t>(ahead << 4U) >> 44), bits);
        case 4:
            bits.skip(5);
            return step(bits.take(64), bits);
        default:
            bits.skip(5);
            m_time += m_delta;
            m_stale = true;
            return true;
        }
    }

  private:
    bool step(std::uint64_t change, BitReader& bits) {
        m_delta += change;
        m_time += m_delta;
        return readValue(bits);
    }

    /// Behind "10": a bit for the window.
    bool readChange(BitReader& bits, std::uint64_t ahead) {
        if ((ahead << 2U) >> 63U == 0) {
            bits.skip(3);
        } else {
            bits.skip(14);
            if (!m_window.state(ahead << 3U)) {
                return false;
            }
        }
        m_last ^= m_window.take(bits);
        return true;
    }

    bool readValue(BitReader& bits) {
        const auto ahead = bits.peek();
        m_stale = false;
        switch (std::countl_one(ahead)) {
        case 0:
            bits.skip(1);
            return true;
        case 1:
            bits.skip(2);
            break;
        case 2:
            bits.skip(14);
            if (!m_window.state(ahead << 3U)) {
                return false;
            }
            break;
        default:
            bits.skip(3);
            m_stale = true;
            return true;
        }
        m_last ^= m_window.take(bits);
        return true;
    }

    std::uint64_t m_time;
    std::uint64_t m_delta = 0;
    std::uint64_t m_last; ///< The last value that was no stale marker.
    bool m_stale = false;
    ReadWindow m_window;
};

/// Decodes `count` samples (at least one) to the arrays; false where the payload is damaged.
/// kStarts: whether a column of start timestamps is there, so that most chunks need not look.
template <bool kStarts>
bool decodeTo(std::span<const std::byte> payload, std::size_t count, model::TimestampMs* times, double* values,
              model::TimestampMs* startTimes) {
    StartTimeReader starts(std::to_integer<std::uint8_t>(payload[kHeaderBytes - 1]));
    BitReader bits(payload.subspan(kHeaderBytes));
    times[0] = bits.takeVarint();
    values[0] = bits.takeDouble();
    JointReader joint(times[0], values[0]);
    const auto readStart = [&](std::size_t i, model::TimestampMs before) {
        if constexpr (kStarts) {
            starts.next(i, times[i], before, bits);
            if (startTimes != nullptr) {
                startTimes[i] = starts.start();
            }
        }
    };
    readStart(0, 0);
    for (std::size_t i = 1; i < count; ++i) {
        if (!(i == 1 ? joint.second(bits) : joint.next(bits))) {
            return false;
        }
        times[i] = joint.time();
        values[i] = joint.value();
        readStart(i, times[i - 1]);
    }
    return !bits.overrun();
}

} // namespace

Result<void> decodeXor2(std::span<const std::byte> payload, std::vector<model::TimestampMs>& times,
                        std::vector<double>& values, std::size_t maxSamples,
                        std::vector<model::TimestampMs>* startTimes) {
    const auto count = std::min(HEARTH_TRY(sampleCount(payload)), maxSamples);
    if (count == 0) {
        return {};
    }
    // A sample takes a bit at least: refuse impossible counts before making room for them.
    if (payload.size() < kHeaderBytes || count > payload.size() * 8) {
        return damaged("XOR2 chunk states more samples than it has room for");
    }
    const auto start = times.size();
    times.resize(start + count);
    values.resize(start + count);
    std::vector<model::TimestampMs> starts(startTimes != nullptr ? count : 0);
    const auto hasStarts = payload[kHeaderBytes - 1] != std::byte{0};
    const auto decoded =
        (hasStarts ? decodeTo<true> : decodeTo<false>)(payload, count, times.data() + start, values.data() + start,
                                                       starts.empty() ? nullptr : starts.data());
    if (!decoded) {
        times.resize(start);
        values.resize(start);
        return damaged("XOR2 chunk ends before its last sample");
    }
    if (startTimes != nullptr) {
        startTimes->insert(startTimes->end(), starts.begin(), starts.end());
    }
    return {};
}

} // namespace hearth::chunks
