// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsdb/compact/generated_source.h"

#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "chunks/xor_encoder.h"

namespace hearth::tsdb::testing {
namespace {

constexpr int kSamplesPerChunk = 120;

model::Labels labelsOf(int series) {
    return {{"__name__", "generated_requests_total"}, {"instance", fmt::format("host-{:07}", series)}, {"job", "node"}};
}

} // namespace

GeneratedSource::GeneratedSource(Shape shape, model::TimestampMs minTime, model::TimestampMs maxTime)
    : m_shape(shape)
    , m_minTime(minTime)
    , m_maxTime(maxTime) {}

double GeneratedSource::value(int series, model::TimestampMs time, model::DurationMs interval) {
    const auto tick = time / interval;
    // Half of the ticks change nothing.
    return static_cast<double>((tick / 2) * (series % 7 + 1) + (tick / 2 * 31 + series) % 5);
}

class GeneratedSource::Symbols final : public SymbolCursor {
  public:
    explicit Symbols(int series)
        : m_series(series) {}
    Result<std::optional<std::string_view>> next() override {
        static constexpr std::string_view kFirst[] = {"__name__", "generated_requests_total"};
        static constexpr std::string_view kLast[] = {"instance", "job", "node"};
        const auto at = m_next++;
        if (at < 2) {
            return kFirst[at];
        }
        if (at < 2 + m_series) {
            m_current = fmt::format("host-{:07}", at - 2);
            return std::string_view(m_current);
        }
        return at < 5 + m_series ? std::optional(kLast[at - 2 - m_series]) : std::nullopt;
    }

  private:
    const int m_series;
    int m_next = 0;
    std::string m_current;
};

class GeneratedSource::Cursor final : public ChunkSeriesCursor {
  public:
    explicit Cursor(const GeneratedSource& source)
        : m_source(source) {}

    Result<bool> next() override {
        if (++m_series >= m_source.m_shape.series) {
            return false;
        }
        m_labels = labelsOf(m_series);
        m_payloads.clear();
        m_chunks.clear();
        const auto width = m_source.m_shape.interval * kSamplesPerChunk;
        for (auto begin = m_source.m_minTime; begin < m_source.m_maxTime; begin += width) {
            addChunk(begin, std::min(begin + width, m_source.m_maxTime));
        }
        for (std::size_t i = 0; i < m_chunks.size(); ++i) {
            m_chunks[i].payload = std::as_bytes(std::span(m_payloads[i]));
        }
        return true;
    }
    const model::Labels& labels() const override { return m_labels; }
    std::span<const ChunkView> chunks() const override { return m_chunks; }
    std::span<const model::TimeRange> deleted() const override { return {}; }

  private:
    void addChunk(model::TimestampMs begin, model::TimestampMs end) {
        const auto interval = m_source.m_shape.interval;
        chunks::XorChunk chunk;
        for (auto time = begin; time < end; time += interval) {
            chunk.append(time, value(m_series, time, interval));
        }
        m_payloads.push_back(chunk.payload());
        m_chunks.push_back({begin, chunk.lastTime(), chunks::Encoding::kXor, {}});
    }

    const GeneratedSource& m_source;
    int m_series = -1;
    model::Labels m_labels;
    std::vector<std::string> m_payloads;
    std::vector<ChunkView> m_chunks;
};

Result<std::unique_ptr<SymbolCursor>> GeneratedSource::symbols() const {
    return std::make_unique<Symbols>(m_shape.series);
}

Result<std::unique_ptr<ChunkSeriesCursor>> GeneratedSource::series() const {
    return std::make_unique<Cursor>(*this);
}

} // namespace hearth::tsdb::testing
