// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsdb/compact/memory_source.h"

#include <QTest>
#include <algorithm>
#include <set>

#include "chunks/decode.h"

namespace hearth::tsdb::testing {
namespace {

std::string textOf(const model::HistogramValue& value) {
    return std::visit([](const auto& histogram) { return "H" + std::to_string(histogram->count); }, value);
}

} // namespace

model::Columns floats(const std::vector<std::pair<model::TimestampMs, double>>& samples) {
    model::Columns columns;
    for (const auto& [time, value] : samples) {
        columns.times.push_back(time);
        columns.values.push_back(value);
    }
    return columns;
}

model::Columns ramp(model::TimestampMs begin, model::DurationMs step, int count, double first) {
    model::Columns columns;
    for (int i = 0; i < count; ++i) {
        columns.times.push_back(begin + i * step);
        columns.values.push_back(first + i);
    }
    return columns;
}

model::Columns histograms(model::TimestampMs begin, model::DurationMs step, int count, std::uint64_t first) {
    model::Columns columns;
    for (int i = 0; i < count; ++i) {
        model::Histogram histogram;
        histogram.layout.schema = 1;
        histogram.layout.zeroThreshold = 0.001;
        histogram.layout.positiveSpans = {{0, 2}};
        const auto observations = first + static_cast<std::uint64_t>(i);
        histogram.positiveBuckets = {static_cast<std::int64_t>(observations), 0};
        histogram.zeroCount = 1;
        histogram.count = 2 * observations + 1;
        histogram.sum = static_cast<double>(observations);
        columns.histograms.push_back({begin + i * step, std::make_shared<const model::Histogram>(histogram)});
    }
    return columns;
}

void addText(std::span<const ChunkView> chunks, SampleText& out) {
    const auto add = [&](const ChunkView& chunk, model::TimestampMs time, std::string text) {
        QVERIFY(chunk.begin <= time && time <= chunk.end);
        QVERIFY2(out.emplace(time, std::move(text)).second, "the same time twice");
    };
    for (const auto& chunk : chunks) {
        model::Columns samples;
        QVERIFY(chunks::decode(chunk.encoding, chunk.payload, samples));
        for (std::size_t i = 0; i < samples.times.size(); ++i) {
            add(chunk, samples.times[i], QByteArray::number(samples.values[i]).toStdString());
        }
        for (const auto& sample : samples.histograms) {
            add(chunk, sample.time, textOf(sample.value));
        }
    }
}

class MemorySource::Symbols final : public SymbolCursor {
  public:
    explicit Symbols(std::set<std::string> symbols)
        : m_symbols(std::move(symbols))
        , m_next(m_symbols.begin()) {}
    Result<std::optional<std::string_view>> next() override {
        if (m_next == m_symbols.end()) {
            return std::nullopt;
        }
        m_current = *m_next++;
        return std::string_view(m_current);
    }

  private:
    std::set<std::string> m_symbols;
    std::set<std::string>::const_iterator m_next;
    std::string m_current;
};

class MemorySource::Cursor final : public ChunkSeriesCursor {
  public:
    explicit Cursor(const MemorySource& source)
        : m_source(source)
        , m_next(source.m_series.begin()) {}
    Result<bool> next() override {
        if (m_count++ == m_source.m_failAt) {
            return fail(ErrorCode::kIo, "read: Input/output error");
        }
        if (m_next == m_source.m_series.end()) {
            return false;
        }
        m_labels = m_next->first;
        m_entry = m_next->second;
        ++m_next;
        return true;
    }
    const model::Labels& labels() const override { return m_labels; }
    std::span<const ChunkView> chunks() const override { return m_entry.chunks; }
    std::span<const model::TimeRange> deleted() const override { return m_entry.deleted; }

  private:
    const MemorySource& m_source;
    std::map<model::Labels, Entry>::const_iterator m_next;
    model::Labels m_labels;
    Entry m_entry; ///< A copy: what an old position pointed to is gone, as with real cursors.
    std::size_t m_count = 0;
};

void MemorySource::add(const model::Labels& labels, const model::Columns& samples) {
    for (auto& chunk : chunks::encode(samples)) {
        addChunk(labels, std::move(chunk));
    }
}

void MemorySource::addChunk(const model::Labels& labels, chunks::EncodedChunk chunk) {
    m_owned.push_back(std::move(chunk));
    const auto& owned = m_owned.back();
    auto& chunks = m_series[labels].chunks;
    chunks.push_back({owned.begin, owned.end, owned.encoding, std::as_bytes(std::span(owned.payload))});
    std::ranges::stable_sort(chunks, {}, &ChunkView::begin);
}

void MemorySource::remove(const model::Labels& labels, model::TimeRange deleted) {
    auto& all = m_series[labels].deleted;
    all.push_back(deleted);
    std::ranges::sort(all, {}, &model::TimeRange::begin);
}

void MemorySource::addBroken(const model::Labels& labels, model::TimeRange range) {
    addChunk(labels, {chunks::Encoding::kXor, range.begin, range.end, 5, std::string("\0\5xx", 4)});
}

Result<std::unique_ptr<SymbolCursor>> MemorySource::symbols() const {
    std::set<std::string> symbols(m_extraSymbols.begin(), m_extraSymbols.end());
    for (const auto& [labels, entry] : m_series) {
        for (const auto& label : labels) {
            symbols.emplace(label.name);
            symbols.emplace(label.value);
        }
    }
    return std::make_unique<Symbols>(std::move(symbols));
}

Result<std::unique_ptr<ChunkSeriesCursor>> MemorySource::series() const {
    return std::make_unique<Cursor>(*this);
}

std::vector<ChunkView> MemorySource::chunksOf(const model::Labels& labels) const {
    const auto found = m_series.find(labels);
    return found == m_series.end() ? std::vector<ChunkView>() : found->second.chunks;
}

SeriesText textOf(const ChunkSource& source) {
    SeriesText text;
    const auto cursor = source.series();
    while (cursor && (*cursor)->next().value_or(false)) {
        auto& samples = text[(*cursor)->labels().toString()];
        addText((*cursor)->chunks(), samples);
        for (const auto& deleted : (*cursor)->deleted()) {
            samples.erase(samples.lower_bound(deleted.begin), samples.upper_bound(deleted.end));
        }
    }
    std::erase_if(text, [](const auto& entry) { return entry.second.empty(); });
    return text;
}

} // namespace hearth::tsdb::testing
