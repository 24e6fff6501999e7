// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/duration_expr.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace hearth::promql {
namespace {

/// What still fits 64-bit nanoseconds, the unit that Prometheus counts in.
constexpr double kMaxSeconds = 9223372036.854775808;

double toSeconds(model::DurationMs duration) {
    return static_cast<double>(duration) / static_cast<double>(model::kSecondMs);
}

std::unexpected<Error> failAt(const DurationExpr& expr, std::string_view reason) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}:{}: {}", expr.range.begin, expr.range.end, reason),
                expr.range);
}

/// Go's math.Min and math.Max: NaN where either side is, unless the other is the infinity that wins anyway.
double smaller(double a, double b) {
    if (std::isinf(a) && a < 0) {
        return a;
    }
    if (std::isinf(b) && b < 0) {
        return b;
    }
    return std::isnan(a) || std::isnan(b) ? std::nan("") : std::min(a, b);
}

double larger(double a, double b) {
    return -smaller(-a, -b);
}

Result<double> seconds(const DurationExpr& expr, const QueryWindow& window);

Result<double> binary(const DurationExpr& expr, const QueryWindow& window) {
    const auto lhs = HEARTH_TRY(seconds(*expr.lhs, window));
    const auto rhs = HEARTH_TRY(seconds(*expr.rhs, window));
    switch (expr.op) {
    case DurationOp::kAdd:
        return lhs + rhs;
    case DurationOp::kSub:
        return lhs - rhs;
    case DurationOp::kMul:
        return lhs * rhs;
    case DurationOp::kDiv:
        return rhs == 0 ? Result<double>(failAt(expr, "division by zero")) : lhs / rhs;
    case DurationOp::kMod:
        return rhs == 0 ? Result<double>(failAt(expr, "modulo by zero")) : std::fmod(lhs, rhs);
    case DurationOp::kPow:
        return std::pow(lhs, rhs);
    case DurationOp::kMinOf:
        return smaller(lhs, rhs);
    default:
        return larger(lhs, rhs);
    }
}

Result<double> seconds(const DurationExpr& expr, const QueryWindow& window) {
    switch (expr.op) {
    case DurationOp::kLiteral:
        return expr.seconds;
    case DurationOp::kStep:
        return toSeconds(window.step);
    case DurationOp::kRange:
        return toSeconds(window.end - window.start);
    case DurationOp::kPlus:
        return seconds(*expr.rhs, window);
    case DurationOp::kNegate:
        return -HEARTH_TRY(seconds(*expr.rhs, window));
    default:
        return binary(expr, window);
    }
}

} // namespace

bool DurationExpr::operator==(const DurationExpr& other) const {
    if (op == DurationOp::kPlus || other.op == DurationOp::kPlus) { // a plus changes nothing and is not printed
        return (op == DurationOp::kPlus ? *rhs : *this) == (other.op == DurationOp::kPlus ? *other.rhs : other);
    }
    const bool sameSeconds = seconds == other.seconds || (std::isnan(seconds) && std::isnan(other.seconds));
    return op == other.op && sameSeconds && writtenAsDuration == other.writtenAsDuration &&
           parenthesized == other.parenthesized && lhs == other.lhs && rhs == other.rhs;
}

Result<model::DurationMs> evaluateDuration(const DurationExpr& expr, const QueryWindow& window, DurationSign sign) {
    const auto value = HEARTH_TRY(seconds(expr, window));
    if (!std::isfinite(value)) {
        return failAt(expr, "duration is NaN or infinite");
    }
    if (value <= 0 && sign == DurationSign::kPositive) {
        return failAt(expr, "duration must be greater than 0");
    }
    if (std::abs(value) > kMaxSeconds) {
        return failAt(expr, "duration is out of range");
    }
    return static_cast<model::DurationMs>(value * 1000);
}

} // namespace hearth::promql
