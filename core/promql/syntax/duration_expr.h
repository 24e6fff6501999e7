// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/error.h"
#include "model/time.h"
#include "promql/syntax/box.h"

namespace hearth::promql {

enum class DurationOp : std::uint8_t {
    kLiteral, ///< `seconds` is the value.
    kAdd,
    kSub,
    kMul,
    kDiv,
    kMod,
    kPow,
    kPlus,   ///< Unary, operand in `rhs`.
    kNegate, ///< Unary, operand in `rhs`.
    kStep,   ///< `step()`: the query's step, 0 in an instant query.
    kRange,  ///< `range()`: the query's end less its start, 0 in an instant query.
    kMinOf,
    kMaxOf,
};

/// Arithmetic over durations, as `[2 * step()]` has it; everything counts in seconds.
/// Threads: thread-compatible (a value).
struct DurationExpr {
    DurationOp op = DurationOp::kLiteral;
    double seconds = 0;             ///< Of a literal.
    bool writtenAsDuration = false; ///< Of a literal: `5m` rather than `300`.
    bool parenthesized = false;
    Box<DurationExpr> lhs;
    Box<DurationExpr> rhs;
    SourceRange range;

    /// Compares what is meant, not where it stands.
    bool operator==(const DurationExpr& other) const;
};

/// What step() and range() stand for while a query is prepared.
struct QueryWindow {
    model::TimestampMs start = 0;
    model::TimestampMs end = 0;
    model::DurationMs step = 0; ///< 0 for an instant query.
};

/// The sign that the value of a duration expression may have.
enum class DurationSign : std::uint8_t { kAny, kPositive };

/// The value, truncated to milliseconds. kInvalidArgument as Prometheus words it, with the byte range in front:
/// `4:10: duration must be greater than 0`, `division by zero`, `duration is NaN or infinite`, ...
Result<model::DurationMs> evaluateDuration(const DurationExpr& expr, const QueryWindow& window, DurationSign sign);

} // namespace hearth::promql
