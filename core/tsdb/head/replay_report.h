// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hearth::tsdb {

/// What a replay of the log found. Everything that did not reach memory is counted here.
struct ReplayReport {
    std::uint64_t samples = 0;           ///< In memory now.
    std::uint64_t outOfOrderSamples = 0; ///< Not newer than their series' last one.
    std::uint64_t unknownSeriesSamples = 0;
    std::uint64_t series = 0;
    /// Valid records that this version keeps in the log but does not serve.
    std::uint64_t histogramRecords = 0;
    std::uint64_t exemplarRecords = 0;
    std::uint64_t tombstoneRecords = 0;
    std::uint64_t unknownRecords = 0;
    std::uint64_t tornBytes = 0; ///< Of the unfinished record at the end of the log.

    struct Damage {
        std::string segment; ///< Path.
        std::string reason;
        std::uint64_t lostBytes = 0; ///< From the damage to the end of the segment.
        std::string setAside;        ///< Where the whole original is now.
    };
    std::vector<Damage> damages;
};

} // namespace hearth::tsdb
