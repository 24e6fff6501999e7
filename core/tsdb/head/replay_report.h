// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hearth::tsdb {

/// What a replay of the log found. Everything that did not reach memory is counted here.
struct ReplayReport {
    std::uint64_t samples = 0;           ///< In memory now: floats and histograms taken in order.
    std::uint64_t histograms = 0;        ///< Those of them that are histograms.
    std::uint64_t lateSamples = 0;       ///< Out-of-order samples of the write-behind log, in memory now.
    std::uint64_t mappedChunks = 0;      ///< Taken over from head chunk files.
    std::uint64_t lateInBlocks = 0;      ///< The HeadChunkRef up to which late chunks are in blocks.
    std::uint64_t mappedSamples = 0;     ///< In such a chunk already.
    std::uint64_t oldSamples = 0;        ///< In a block already.
    std::uint64_t outOfOrderSamples = 0; ///< Not newer than their series' last one.
    std::uint64_t unknownSeriesSamples = 0;
    std::uint64_t series = 0;
    std::uint64_t exemplars = 0;
    std::uint64_t tombstones = 0;
    std::uint64_t snapshotSeries = 0;    ///< Taken over from a snapshot of the head.
    std::uint64_t strangeHistograms = 0; ///< Of schemas that nobody knows.
    std::uint64_t unknownRecords = 0;
    std::uint64_t tornBytes = 0; ///< Of the unfinished record at the end of the log.

    struct Damage {
        std::string segment; ///< Path.
        std::string reason;
        std::uint64_t lostBytes = 0; ///< In which nothing could be read.
        std::string setAside;        ///< Where the whole original is now.
    };
    std::vector<Damage> damages;
};

} // namespace hearth::tsdb
