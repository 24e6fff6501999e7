// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/number_format.h"
#include "base/text.h"
#include "chunks/xor_encoder.h"
#include "support/fake_file_system.h"
#include "tsdb/block/block.h"
#include "tsdb/block/block_writer.h"

namespace hearth::tests {

inline const tsdb::Ulid kBlockUlid = *tsdb::Ulid::parse("01HK0GGQ800KD4EGEKR7NRQMFF");
inline const std::string kDataDirectory = "/data";
inline const std::string kBlockDirectory = kDataDirectory + "/" + kBlockUlid.toString();
inline constexpr model::TimeRange kAlways{model::kMinTimestamp, model::kMaxTimestamp};

/// A series to be written: chunks of samples.
struct WrittenSeries {
    model::Labels labels;
    std::vector<std::vector<model::Sample>> chunks;
};

/// Samples at begin, begin + step, ...; the value is the number of the sample.
inline std::vector<model::Sample> samplesOf(model::TimestampMs begin, std::size_t count, model::DurationMs step) {
    std::vector<model::Sample> samples;
    for (std::size_t i = 0; i < count; ++i) {
        samples.push_back({begin + static_cast<model::DurationMs>(i) * step, static_cast<double>(i)});
    }
    return samples;
}

/// Writes the series (in any order) to `writer`, without finishing it.
inline Result<void> writeSeries(tsdb::BlockWriter& writer, std::vector<WrittenSeries> series) {
    std::ranges::sort(series, {}, &WrittenSeries::labels);
    std::set<std::string> symbols{""};
    for (const auto& one : series) {
        for (const auto& label : one.labels) {
            symbols.emplace(label.name);
            symbols.emplace(label.value);
        }
    }
    for (const auto& symbol : symbols) {
        HEARTH_TRY(writer.addSymbol(symbol));
    }
    for (const auto& one : series) {
        std::vector<std::string> payloads;
        std::vector<tsdb::ChunkView> views;
        for (const auto& samples : one.chunks) {
            chunks::XorChunk chunk;
            for (const auto& sample : samples) {
                chunk.append(sample.time, sample.value);
            }
            payloads.push_back(chunk.payload());
        }
        for (std::size_t i = 0; i < payloads.size(); ++i) {
            views.push_back({one.chunks[i].front().time, one.chunks[i].back().time, chunks::Encoding::kXor,
                             std::as_bytes(std::span(payloads[i]))});
        }
        HEARTH_TRY(writer.addSeries(one.labels, views));
    }
    return {};
}

/// Copies all of a block through its source.
inline Result<void> copyBlock(const tsdb::Block& block, tsdb::BlockWriter& writer) {
    const auto source = block.source();
    const auto symbols = HEARTH_TRY(source->symbols());
    while (const auto symbol = HEARTH_TRY(symbols->next())) {
        HEARTH_TRY(writer.addSymbol(*symbol));
    }
    const auto series = HEARTH_TRY(source->series());
    while (HEARTH_TRY(series->next())) {
        HEARTH_TRY(writer.addSeries(series->labels(), series->chunks()));
    }
    return {};
}

inline tsdb::BlockMeta metaOf(model::TimestampMs minTime, model::TimestampMs maxTime) {
    tsdb::BlockMeta meta;
    meta.minTime = minTime;
    meta.maxTime = maxTime;
    meta.sources = {kBlockUlid};
    return meta;
}

/// Writes a block from 0 to 10,000 into /data.
inline Result<void> writeBlock(FileSystem& files, std::vector<WrittenSeries> series) {
    HEARTH_TRY(files.createDirectories(kDataDirectory));
    const auto writer = HEARTH_TRY(tsdb::BlockWriter::create(files, kDataDirectory, kBlockUlid));
    HEARTH_TRY(writeSeries(*writer, std::move(series)));
    HEARTH_TRY(writer->finish(metaOf(0, 10'000)));
    return {};
}

/// One line a sample: labels, value, time, as Prometheus dumps them.
inline Result<std::vector<std::string>> dump(storage::Querier& querier, std::vector<model::Matcher> matchers,
                                             model::TimeRange range = kAlways) {
    std::vector<std::string> lines;
    auto list = HEARTH_TRY(querier.select(true, {}, matchers, {}));
    for (const auto& series : list) {
        std::string labels;
        for (const auto& label : series->labels()) {
            labels += (labels.empty() ? "" : ", ") + std::string(label.name) + "=" + quoteGo(label.value);
        }
        model::Columns samples;
        HEARTH_TRY(series->read(range, samples));
        for (std::size_t i = 0; i < samples.size(); ++i) {
            std::string line = "{" + labels + "} ";
            appendFloatGeneral(line, samples.values[i]);
            lines.push_back(line + " " + std::to_string(samples.times[i]));
        }
    }
    return lines;
}

inline Result<std::vector<std::string>> dump(const tsdb::Block& block, model::TimeRange range = kAlways) {
    const auto everything = model::Matcher::create(model::MatchType::kRegex, "__name__", ".*").value();
    const auto querier = block.querier(range);
    return dump(*querier, {everything});
}

} // namespace hearth::tests
