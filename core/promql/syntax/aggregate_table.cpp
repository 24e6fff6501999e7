// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "promql/syntax/function_table.h"
#include "promql/syntax/token.h"

namespace hearth::promql {
namespace {

constexpr auto kNone = ValueType::kNone;
constexpr auto kScalar = ValueType::kScalar;

constexpr std::array kAggregates{
    AggregateSpec{AggregateOp::kSum, "sum", kNone, false, "Adds up the values of each group.",
                  "sum by (instance) (rate(node_cpu_seconds_total[5m]))"},
    AggregateSpec{AggregateOp::kAvg, "avg", kNone, false, "The mean of the values of each group.",
                  "avg by (job) (node_load1)"},
    AggregateSpec{AggregateOp::kCount, "count", kNone, false, "How many series each group has.", "count by (job) (up)"},
    AggregateSpec{AggregateOp::kMin, "min", kNone, false, "The smallest value of each group.",
                  "min by (device) (node_filesystem_avail_bytes)"},
    AggregateSpec{AggregateOp::kMax, "max", kNone, false, "The largest value of each group.",
                  "max by (chip) (node_hwmon_temp_celsius)"},
    AggregateSpec{AggregateOp::kGroup, "group", kNone, false,
                  "The value 1 for each group: keeps the label sets and forgets the values.", "group by (job) (up)"},
    AggregateSpec{AggregateOp::kStddev, "stddev", kNone, false,
                  "The population standard deviation over the values of each group.",
                  "stddev by (job) (scrape_duration_seconds)"},
    AggregateSpec{AggregateOp::kStdvar, "stdvar", kNone, false,
                  "The population variance over the values of each group.",
                  "stdvar by (job) (scrape_duration_seconds)"},
    AggregateSpec{AggregateOp::kTopK, "topk", kScalar, false,
                  "The k series with the largest values of each group, with all their labels.",
                  "topk(5, node_filesystem_size_bytes)"},
    AggregateSpec{AggregateOp::kBottomK, "bottomk", kScalar, false,
                  "The k series with the smallest values of each group, with all their labels.",
                  "bottomk(3, node_filesystem_avail_bytes)"},
    AggregateSpec{AggregateOp::kCountValues, "count_values", ValueType::kString, false,
                  "Counts how often each value occurs; the value becomes the label that the first argument names.",
                  "count_values(\"version\", build_version)"},
    AggregateSpec{AggregateOp::kQuantile, "quantile", kScalar, false,
                  "The quantile (between 0 and 1) over the values of each group.",
                  "quantile by (job) (0.9, scrape_duration_seconds)"},
    AggregateSpec{AggregateOp::kLimitK, "limitk", kScalar, true,
                  "Any k series of each group: a sample of a large result.", "limitk by (job) (2, up)"},
    AggregateSpec{AggregateOp::kLimitRatio, "limit_ratio", kScalar, true,
                  "A share (between 0 and 1) of the series, always the same ones. A negative ratio picks the others.",
                  "limit_ratio(0.1, up)"},
};

constexpr bool isInOrder() {
    for (std::size_t i = 0; i < kAggregates.size(); ++i) {
        if (kAggregates[i].op != static_cast<AggregateOp>(i)) {
            return false;
        }
    }
    return true;
}
static_assert(isInOrder());

} // namespace

std::span<const AggregateSpec> aggregateTable() {
    return kAggregates;
}

const AggregateSpec& aggregateSpec(AggregateOp op) {
    return kAggregates[static_cast<std::size_t>(op)];
}

const AggregateSpec* findAggregate(std::string_view name) {
    const auto kind = keywordKind(name);
    return isAggregator(kind) ? &kAggregates[static_cast<std::size_t>(kind) - static_cast<std::size_t>(TokenKind::kSum)]
                              : nullptr;
}

} // namespace hearth::promql
