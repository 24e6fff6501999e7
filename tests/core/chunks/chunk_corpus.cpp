// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunk_corpus.h"

#include <bit>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

#include "chunks/histogram_chunk.h"
#include "chunks/histogram_decoder.h"
#include "chunks/xor2_chunk.h"
#include "chunks/xor2_decoder.h"
#include "chunks/xor_decoder.h"
#include "chunks/xor_encoder.h"

namespace hearth::test {
namespace {

using chunks::EncodedChunk;
using model::FloatHistogram;
using model::Histogram;

std::vector<std::string_view> splitAt(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(separator, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

template <class T>
T number(std::string_view text, int base = 10) {
    T value{};
    if (std::from_chars(text.data(), text.data() + text.size(), value, base).ec != std::errc()) {
        std::abort();
    }
    return value;
}

double bits(std::string_view text) {
    return std::bit_cast<double>(number<std::uint64_t>(text, 16));
}

template <class T, class Read>
std::vector<T> list(std::string_view text, Read read) {
    std::vector<T> items;
    if (text != "-") {
        for (const auto part : splitAt(text, ',')) {
            items.push_back(read(part));
        }
    }
    return items;
}

std::vector<model::HistogramSpan> spans(std::string_view text) {
    return list<model::HistogramSpan>(text, [](std::string_view part) {
        const auto fields = splitAt(part, ':');
        return model::HistogramSpan{number<std::int32_t>(fields[0]), number<std::uint32_t>(fields[1])};
    });
}

CorpusSample readSample(const std::vector<std::string_view>& fields) {
    CorpusSample sample{.time = number<std::int64_t>(fields[1]), .startTime = number<std::int64_t>(fields[2])};
    if (fields[0] == "f") {
        sample.value = bits(fields[3]);
        return sample;
    }
    sample.isHistogram = true;
    const auto fill = [&](auto& histogram) {
        histogram.hint = model::CounterResetHint{number<std::uint8_t>(fields[3])};
        histogram.layout.schema = number<std::int32_t>(fields[4]);
        histogram.layout.zeroThreshold = bits(fields[5]);
        histogram.sum = bits(fields[8]);
        histogram.layout.positiveSpans = spans(fields[9]);
        histogram.layout.negativeSpans = spans(fields[10]);
        histogram.layout.customBounds = list<double>(fields[13], bits);
    };
    if (fields[0] == "h") {
        Histogram histogram;
        fill(histogram);
        histogram.zeroCount = number<std::uint64_t>(fields[6]);
        histogram.count = number<std::uint64_t>(fields[7]);
        histogram.positiveBuckets =
            list<std::int64_t>(fields[11], [](auto part) { return number<std::int64_t>(part); });
        histogram.negativeBuckets =
            list<std::int64_t>(fields[12], [](auto part) { return number<std::int64_t>(part); });
        sample.histogram = std::make_shared<const Histogram>(std::move(histogram));
    } else {
        FloatHistogram histogram;
        fill(histogram);
        histogram.zeroCount = bits(fields[6]);
        histogram.count = bits(fields[7]);
        histogram.positiveBuckets = list<double>(fields[11], bits);
        histogram.negativeBuckets = list<double>(fields[12], bits);
        sample.histogram = std::make_shared<const FloatHistogram>(std::move(histogram));
    }
    return sample;
}

std::string fromHex(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<char>(number<std::uint8_t>(text.substr(i, 2), 16)));
    }
    return bytes;
}

CorpusChunk readChunk(const std::vector<std::string_view>& fields) {
    return {.chunk = {.encoding = chunks::encodingFrom(number<std::uint8_t>(fields[1])).value(),
                      .begin = number<std::int64_t>(fields[2]),
                      .end = number<std::int64_t>(fields[3]),
                      .samples = number<std::size_t>(fields[4]),
                      .payload = fromHex(fields[5])},
            .samples = {}};
}

CorpusMode readMode(std::string_view text) {
    return text == "encode" ? CorpusMode::kEncode : text == "head" ? CorpusMode::kHead : CorpusMode::kStartTimes;
}

std::string hexOf(double value) {
    return fmt::format("{:x}", std::bit_cast<std::uint64_t>(value));
}

template <class Items, class Print>
std::string joined(const Items& items, Print print) {
    std::vector<std::string> parts;
    for (const auto& item : items) {
        parts.push_back(print(item));
    }
    return parts.empty() ? "-" : fmt::format("{}", fmt::join(parts, ","));
}

std::string countText(double count) {
    return hexOf(count);
}
template <class T>
std::string countText(T count) {
    return std::to_string(count);
}

template <class Value>
std::string histogramLine(char kind, const CorpusSample& sample, const Value& histogram) {
    const auto& layout = histogram.layout;
    const auto span = [](const auto& item) { return fmt::format("{}:{}", item.offset, item.length); };
    const auto count = [](auto item) { return countText(item); };
    return fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {} {}", kind, sample.time, sample.startTime,
                       static_cast<int>(histogram.hint), layout.schema, hexOf(layout.zeroThreshold),
                       countText(histogram.zeroCount), countText(histogram.count), hexOf(histogram.sum),
                       joined(layout.positiveSpans, span), joined(layout.negativeSpans, span),
                       joined(histogram.positiveBuckets, count), joined(histogram.negativeBuckets, count),
                       joined(layout.customBounds, hexOf));
}

template <class Chunk>
EncodedChunk finished(const Chunk& chunk, model::TimestampMs begin, chunks::Encoding encoding) {
    return {encoding, begin, chunk.lastTime(), chunk.count(), std::string(chunk.payload())};
}

template <class Value>
std::vector<EncodedChunk> histogramChunks(const CorpusSeries& series) {
    std::vector<EncodedChunk> out;
    chunks::BasicHistogramChunk<Value> chunk(series.mode == CorpusMode::kStartTimes);
    const auto close = [&] { out.push_back(finished(chunk, chunk.firstTime(), chunk.encoding())); };
    for (const auto& sample : series.samples) {
        const auto& histogram = *std::get<std::shared_ptr<const Value>>(sample.histogram);
        if (chunk.count() == 0) {
            chunk.begin(sample.time, histogram, chunks::headerFor(histogram.hint), sample.startTime);
        } else if (chunk.count() >= series.cutAfter) {
            close();
            chunk.begin(sample.time, histogram, chunk.continuationHeader(histogram), sample.startTime);
        } else if (const auto header = chunk.append(sample.time, histogram, sample.startTime)) {
            close();
            chunk.begin(sample.time, histogram, *header, sample.startTime);
        }
    }
    close();
    return out;
}

std::vector<EncodedChunk> floatChunks(const CorpusSeries& series) {
    const auto begin = series.samples.front().time;
    if (series.mode == CorpusMode::kStartTimes) {
        chunks::Xor2Chunk chunk;
        for (const auto& sample : series.samples) {
            chunk.append(sample.time, sample.value, sample.startTime);
        }
        return {finished(chunk, begin, chunks::Encoding::kXor2)};
    }
    chunks::XorChunk chunk;
    for (const auto& sample : series.samples) {
        chunk.append(sample.time, sample.value);
    }
    return {finished(chunk, begin, chunks::Encoding::kXor)};
}

model::Columns columnsOf(const CorpusSeries& series) {
    model::Columns columns;
    for (const auto& sample : series.samples) {
        if (sample.isHistogram) {
            columns.histograms.push_back({sample.time, sample.histogram});
        } else {
            columns.times.push_back(sample.time);
            columns.values.push_back(sample.value);
        }
    }
    return columns;
}

Result<void> decodeAll(const EncodedChunk& chunk, model::Columns& columns, std::vector<model::TimestampMs>& starts) {
    constexpr auto kAll = std::numeric_limits<std::size_t>::max();
    const auto payload = std::as_bytes(std::span(chunk.payload));
    if (chunk.encoding == chunks::Encoding::kXor) {
        HEARTH_TRY(chunks::decodeXor(payload, columns.times, columns.values, kAll));
        starts.resize(columns.times.size());
        return {};
    }
    if (chunk.encoding == chunks::Encoding::kXor2) {
        return chunks::decodeXor2(payload, columns.times, columns.values, kAll, &starts);
    }
    return chunks::decodeHistograms(chunk.encoding, payload, columns.histograms, kAll, &starts);
}

} // namespace

std::vector<CorpusSeries> readCorpus(std::string_view text) {
    std::vector<CorpusSeries> all;
    for (const auto line : splitAt(text, '\n')) {
        if (line.empty() || line.starts_with('#')) {
            continue;
        }
        const auto fields = splitAt(line, ' ');
        if (fields[0] == "series") {
            all.push_back({.name = std::string(fields[1]),
                           .mode = readMode(fields[2]),
                           .cutAfter = number<std::size_t>(fields[3]),
                           .samples = {},
                           .chunks = {}});
        } else if (fields[0] == "=") {
            all.back().chunks.push_back(readChunk(fields));
        } else if (fields[0] == ">") {
            all.back().chunks.back().samples.emplace_back(line.substr(2));
        } else {
            all.back().samples.push_back(readSample(fields));
        }
    }
    return all;
}

std::string toLine(const CorpusSample& sample) {
    if (!sample.isHistogram) {
        return fmt::format("f {} {} {}", sample.time, sample.startTime, hexOf(sample.value));
    }
    if (const auto* const integer = std::get_if<std::shared_ptr<const Histogram>>(&sample.histogram)) {
        return histogramLine('h', sample, **integer);
    }
    return histogramLine('g', sample, *std::get<std::shared_ptr<const FloatHistogram>>(sample.histogram));
}

std::vector<EncodedChunk> makeChunks(const CorpusSeries& series) {
    if (series.mode == CorpusMode::kEncode) {
        return chunks::encode(columnsOf(series));
    }
    const auto& first = series.samples.front();
    if (!first.isHistogram) {
        return floatChunks(series);
    }
    return first.histogram.index() == 0 ? histogramChunks<Histogram>(series) : histogramChunks<FloatHistogram>(series);
}

std::vector<std::string> decodedLines(const EncodedChunk& chunk) {
    model::Columns columns;
    std::vector<model::TimestampMs> starts;
    if (const auto decoded = decodeAll(chunk, columns, starts); !decoded) {
        return {"error: " + decoded.error().message()};
    }
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < columns.times.size(); ++i) {
        lines.push_back(toLine({.time = columns.times[i], .startTime = starts[i], .value = columns.values[i]}));
    }
    for (std::size_t i = 0; i < columns.histograms.size(); ++i) {
        const auto& sample = columns.histograms[i];
        lines.push_back(
            toLine({.time = sample.time, .startTime = starts[i], .isHistogram = true, .histogram = sample.value}));
    }
    return lines;
}

std::string toHex(std::string_view bytes) {
    std::string text;
    for (const auto byte : bytes) {
        text += fmt::format("{:02x}", static_cast<std::uint8_t>(byte));
    }
    return text;
}

} // namespace hearth::test
