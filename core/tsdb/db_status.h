// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/time.h"
#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// What /api/v1/status/tsdb shows of the head.
struct HeadStatus {
    struct Entry {
        std::string name;
        std::uint64_t count = 0;
    };

    std::uint64_t series = 0;
    std::uint64_t labelPairs = 0;
    std::uint64_t chunks = 0;
    std::optional<model::TimeRange> timeRange; ///< Of the samples; nothing where there are none.
    // Largest first.
    std::vector<Entry> seriesCountByMetricName;
    std::vector<Entry> labelValueCountByLabelName;
    std::vector<Entry> memoryInBytesByLabelName; ///< Bytes of the values, once a series (Prometheus: postings.Stats).
    std::vector<Entry> seriesCountByLabelValuePair;
};

/// With at most `limit` entries a list. Cost: linear in the label pairs; holds up the creation of series meanwhile.
HeadStatus headStatus(const Head& head, std::size_t limit);

} // namespace hearth::tsdb
