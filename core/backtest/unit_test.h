// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "backtest/backtest.h"
#include "backtest/sampled_storage.h"
#include "base/error.h"
#include "datasource/backtest.h"

namespace hearth::backtest {

/// Bounds on a unit test, which people are to read.
inline constexpr std::size_t kMaxTestPoints = 200'000;
inline constexpr std::size_t kMaxTestMoments = 40;

/// Which alerts are firing at a moment of a test.
struct ExpectedMoment {
    model::DurationMs time = 0;
    std::vector<datasource::BacktestAlert> firing;
};

/// The series that an expression reads over a stretch and before it, one sample an interval, moved so that the first
/// lies at 0. Series that vanish get a stale marker: at each instant they are what they were.
/// kUnsupported where the expression looks at a fixed time; kLimit; else what `source` says.
Result<SampledStorage> sampleInputs(const std::string& expression, model::TimeRange stretch, model::DurationMs interval,
                                    const promql::ParseOptions& parse, datasource::DataSource& source,
                                    std::stop_token stop);

/// Begins and ends of what the rule makes of the samples, with a look at what fires then.
Result<std::vector<ExpectedMoment>> expectMoments(datasource::BacktestQuery query, SampledStorage& inputs,
                                                  const Surroundings& surroundings, std::stop_token stop);

/// The file's text.
std::string unitTestText(const datasource::BacktestQuery& query, const std::string& ruleFile,
                         const SampledStorage& inputs, const std::vector<ExpectedMoment>& moments);

} // namespace hearth::backtest
