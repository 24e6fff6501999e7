// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "model/time.h"

namespace hearth::promql {

/// How an Engine evaluates; the defaults are those of a Prometheus server.
struct EngineOptions {
    model::DurationMs lookback = 5 * model::kMinuteMs;
    model::DurationMs timeout = 2 * model::kMinuteMs; ///< Of a whole query, waiting for its turn included.
    std::int64_t maxSamples = 50'000'000;             ///< Held at one time by one query.
    std::size_t maxConcurrent = 20;                   ///< Queries evaluated at one time; others wait.
    model::DurationMs defaultSubqueryStep = model::kMinuteMs;

    bool experimentalFunctions = false;  ///< Prometheus: promql-experimental-functions.
    bool extendedRangeSelectors = false; ///< promql-extended-range-selectors: anchored, smoothed.
    bool binopFillModifiers = false;     ///< promql-binop-fill-modifiers.
    bool delayedNameRemoval = false;     ///< promql-delayed-name-removal.
    bool typeAndUnitLabels = false;      ///< type-and-unit-labels.
};

/// What a single query may change.
struct QueryOptions {
    std::optional<model::DurationMs> lookback;
    std::optional<model::DurationMs> timeout; ///< Only shortens the engine's.
};

} // namespace hearth::promql
