// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "model/query_value.h"
#include "script.h"

/// Holds answers against what a script expects. Each function says what differs; empty: nothing.
namespace hearth::tests {

/// Equal but for 1e-6 of their size; NaN equals NaN, the stale marker only itself.
bool almostEqual(double left, double right);

std::string compareValue(const EvalCommand& eval, const model::QueryValue& value);

/// Two answers to what should be the same question. Of a matrix, the samples at `time` count.
std::string compareVectors(const model::QueryValue& expected, const model::QueryValue& actual, model::TimestampMs time);

std::string compareAnnotations(const EvalCommand& eval, const model::QueryAnswer& answer);

/// Whether the failure is an expected one.
std::string compareFailure(const EvalCommand& eval, const std::string& message);

} // namespace hearth::tests
