// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "alertmanager/options.h"
#include "alertmanager/silence/silence.h"
#include "base/error.h"
#include "datasource/backtest.h"
#include "datasource/data_source.h"
#include "model/labels.h"
#include "model/time.h"
#include "promql/syntax/parser.h"
#include "rules/alert_texts.h"

/// Rules over the past: see datasource/backtest.h for what comes out.
namespace hearth::backtest {

/// Bounds on what one question may bring.
inline constexpr std::size_t kMaxSteps = 2'000'000;
inline constexpr std::size_t kMaxSamples = 10'000'000;
/// Points of a series that servers answer at most. Prometheus: 11,000.
inline constexpr std::size_t kMaxPoints = 11'000;

/// How alerts become messages now.
struct Notifying {
    std::shared_ptr<const alertmanager::Options> options; ///< Never null.
    std::vector<alertmanager::Silence> silences;          ///< Those that are over included.
    /// The labels with which an alert is sent; nothing where it is dropped on the way. May be empty: as they are.
    std::function<std::optional<model::Labels>(const model::Labels&)> sentLabels;
    model::DurationMs resendDelay = model::kMinuteMs; ///< Of rules.
};

/// What surrounds the rule.
struct Surroundings {
    rules::AlertSurroundings alerts;
    promql::ParseOptions parse;
    /// Asked once, when the past is fetched; may be empty: there is no Alertmanager here.
    std::function<Result<Notifying>()> notifying;
};

/// Fetches the past of a rule from `source`, newest first, in pieces that any Prometheus-compatible server answers.
/// What the server fails to evaluate at single instants becomes a problem of the outcome, as it is one of the live
/// engine. kInvalidArgument: the expression does not parse (with its range) or is no vector, or the times make no
/// sense; kLimit: more than kMaxSteps or kMaxSamples; kCanceled; else what the source says.
Result<std::unique_ptr<datasource::Backtest>> makeBacktest(const datasource::BacktestQuery& query,
                                                           datasource::DataSource& source, Surroundings surroundings,
                                                           std::stop_token stop);

} // namespace hearth::backtest
