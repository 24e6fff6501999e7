// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "chunks/encode.h"
#include "model/columns.h"
#include "tsdb/chunk_series.h"

namespace hearth::tsdb::testing {

/// Samples of a series by time, each as text, for comparing: "3", or "H5" for a histogram with five observations.
using SampleText = std::map<model::TimestampMs, std::string>;
/// Samples by the text of their labels.
using SeriesText = std::map<std::string, SampleText>;

/// One sample of a float series for each time.
model::Columns floats(const std::vector<std::pair<model::TimestampMs, double>>& samples);
/// From `begin`, `count` samples with the value `first`, `first` + 1, ...
model::Columns ramp(model::TimestampMs begin, model::DurationMs step, int count, double first = 0);
/// Native histograms of growing counters: at each time one with `count` observations and more.
model::Columns histograms(model::TimestampMs begin, model::DurationMs step, int count, std::uint64_t first);

/// Adds the samples of chunks to `out`; a failed check where a time is there twice or a chunk lies about its times.
void addText(std::span<const ChunkView> chunks, SampleText& out);

/// A source in memory. Threads: thread-compatible.
class MemorySource final : public ChunkSource {
  public:
    /// Chunks of the series, encoded as encode() cuts them. Several calls for a series add chunks, overlapping or not.
    void add(const model::Labels& labels, const model::Columns& samples);
    void remove(const model::Labels& labels, model::TimeRange deleted);
    /// A symbol that no series has.
    void addSymbol(std::string symbol) { m_extraSymbols.push_back(std::move(symbol)); }
    /// A chunk that no decoder reads.
    void addBroken(const model::Labels& labels, model::TimeRange range);
    /// From here on the cursor over series fails with kIo.
    void failAt(std::size_t series) { m_failAt = series; }

    Result<std::unique_ptr<SymbolCursor>> symbols() const override;
    Result<std::unique_ptr<ChunkSeriesCursor>> series() const override;

    /// The chunks as they lie, for comparing addresses.
    std::vector<ChunkView> chunksOf(const model::Labels& labels) const;

  private:
    struct Entry {
        std::vector<ChunkView> chunks;
        std::vector<model::TimeRange> deleted;
    };
    class Symbols;
    class Cursor;

    void addChunk(const model::Labels& labels, chunks::EncodedChunk chunk);

    std::map<model::Labels, Entry> m_series;
    std::deque<chunks::EncodedChunk> m_owned;
    std::vector<std::string> m_extraSymbols;
    std::size_t m_failAt = ~std::size_t{0};
};

/// All samples of a source that are not deleted.
SeriesText textOf(const ChunkSource& source);

} // namespace hearth::tsdb::testing
