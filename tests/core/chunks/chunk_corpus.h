// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chunks/encode.h"
#include "model/histogram.h"
#include "model/time.h"

/// The language of tests/corpus/chunks: samples, and the chunks that must come of them. See its README.
namespace hearth::test {

/// A float where `histogram` is null.
struct CorpusSample {
    model::TimestampMs time = 0;
    model::TimestampMs startTime = 0;
    double value = 0;
    bool isHistogram = false;
    model::HistogramValue histogram;
};

struct CorpusChunk {
    chunks::EncodedChunk chunk;
    std::vector<std::string> samples; ///< As lines, as decoded.
};

enum class CorpusMode { kEncode, kHead, kStartTimes };

struct CorpusSeries {
    std::string name;
    CorpusMode mode = CorpusMode::kEncode;
    std::size_t cutAfter = 0;
    std::vector<CorpusSample> samples;
    std::vector<CorpusChunk> chunks;
};

/// Ends the test program where the text is not of the language.
std::vector<CorpusSeries> readCorpus(std::string_view text);

/// A sample as a line.
std::string toLine(const CorpusSample& sample);

/// The chunks that our code makes of the series' samples.
std::vector<chunks::EncodedChunk> makeChunks(const CorpusSeries& series);

/// The samples of a chunk as lines, or the error.
std::vector<std::string> decodedLines(const chunks::EncodedChunk& chunk);

std::string toHex(std::string_view bytes);

} // namespace hearth::test
