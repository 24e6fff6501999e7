// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/chunk_statistics.h"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

#include "chunks/decode.h"

namespace hearth::app::tool {
namespace {

bool isFloat(chunks::Encoding encoding) {
    return encoding == chunks::Encoding::kXor || encoding == chunks::Encoding::kXor2;
}

std::uint64_t bucketsOf(const model::HistogramValue& value) {
    return std::visit(
        [](const auto& histogram) { return histogram->positiveBuckets.size() + histogram->negativeBuckets.size(); },
        value);
}

/// Buckets of one width, a power of ten, about ten of them.
struct Spread {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    std::uint64_t step = 10;

    Spread(std::uint64_t least, std::uint64_t most) {
        constexpr std::uint64_t kLargestStep = 10'000;
        while (step < (most - least) / 10 && step <= kLargestStep) {
            step *= 10;
        }
        start = least - least % step;
        end = most - most % step + step;
    }
};

std::size_t digits(std::uint64_t number) {
    return std::to_string(number).size();
}

} // namespace

Result<void> ChunkStatistics::add(const tsdb::ChunkView& chunk) {
    ++m_chunks;
    const auto samples = HEARTH_TRY(chunks::sampleCount(chunk.encoding, chunk.payload));
    if (isFloat(chunk.encoding)) {
        m_floatSamples.push_back(samples);
        m_floatBytes.push_back(chunk.payload.size());
        return {};
    }
    m_samples.clear();
    HEARTH_TRY(chunks::decode(chunk.encoding, chunk.payload, m_samples));
    std::uint64_t buckets = 0;
    for (const auto& sample : m_samples.histograms) {
        buckets += bucketsOf(sample.value);
    }
    m_histogramSamples.push_back(samples);
    m_histogramBytes.push_back(chunk.payload.size());
    m_histogramBuckets.push_back(buckets);
    return {};
}

void ChunkStatistics::print(Output& out) const {
    out.line("\nCompaction analysis:\n");
    printSpread(out, "samples per float chunk", m_floatSamples);
    printSpread(out, "bytes per float chunk", m_floatBytes);
    printSpread(out, "samples per histogram chunk", m_histogramSamples);
    printSpread(out, "bytes per histogram chunk", m_histogramBytes);
    printSpread(out, "buckets per histogram chunk", m_histogramBuckets);
}

void ChunkStatistics::printSpread(Output& out, std::string_view what, std::vector<std::uint64_t> numbers) const {
    if (numbers.empty()) {
        out.line(fmt::format("{}: N/A\n", what));
        return;
    }
    std::ranges::sort(numbers);
    const Spread spread(numbers.front(), numbers.back());
    std::vector<std::uint64_t> counts((spread.end - spread.start) / spread.step + 1);
    for (const auto number : numbers) {
        ++counts[(number - spread.start) / spread.step];
    }
    const auto sum = std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
    out.line(fmt::format("{} (min/avg/max): {}/{}/{}", what, numbers.front(), sum / numbers.size(), numbers.back()));
    const auto countWidth = digits(*std::ranges::max_element(counts));
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto from = i * spread.step + spread.start;
        out.line(fmt::format("[{:{}}, {:{}}]: {:{}} {}", from + 1, digits(spread.end), from + spread.step,
                             digits(spread.end + spread.step), counts[i], countWidth,
                             std::string(100 * counts[i] / m_chunks, '#')));
    }
    out.line("");
}

} // namespace hearth::app::tool
