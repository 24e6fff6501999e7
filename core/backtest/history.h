// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "backtest/timeline.h"
#include "base/error.h"
#include "datasource/backtest.h"
#include "datasource/data_source.h"

namespace hearth::backtest {

/// What an expression was at each instant.
struct History {
    std::vector<datasource::BacktestSeries> series; ///< By labels; native histograms are left out, or count as 0.
    std::vector<model::TimestampMs> failed;         ///< Instants that the server could not evaluate, ascending.
    std::string failure;                            ///< What it said of one of them.
};

/// What becomes of native histograms in an answer.
enum class Histograms : std::uint8_t { kDrop, kZero };

/// Asks range queries, newest first; pieces that fail to be evaluated are asked again in halves, down to single
/// instants. Errors as makeBacktest().
Result<History> fetchHistory(datasource::DataSource& source, const std::string& expression, const Instants& instants,
                             Histograms histograms, std::stop_token stop);

} // namespace hearth::backtest
