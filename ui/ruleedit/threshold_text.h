// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth::ui {

/// How an alerting rule compares with its threshold.
enum class ThresholdOp : std::uint8_t { kAbove, kAtLeast, kBelow, kAtMost, kEqual, kOther };
inline constexpr std::array kThresholdOps{ThresholdOp::kAbove,  ThresholdOp::kAtLeast, ThresholdOp::kBelow,
                                          ThresholdOp::kAtMost, ThresholdOp::kEqual,   ThresholdOp::kOther};

/// `>`, `>=`, ...
std::string_view thresholdOpText(ThresholdOp op);
/// Whether a larger threshold makes the rule hold less often, or a smaller one; 0 where neither is so.
int strictDirection(ThresholdOp op);

/// `expr OP number`, as a person thinks of it: `5 < x` is x above 5.
struct ThresholdParts {
    std::string left; ///< The text of the compared side.
    ThresholdOp op = ThresholdOp::kAbove;
    double value = 0;

    bool operator==(const ThresholdParts&) const = default;
};

/// Where the top of the expression compares with a number and filters by it; nothing for others, and for what does not
/// parse. Threads: thread-safe, as all below (pure functions).
std::optional<ThresholdParts> thresholdOf(const std::string& expression);

/// Puts another comparison into the text, which stays as it is around it; appends one where there was none. The text
/// comes back unchanged where it does not parse or is no vector.
std::string withThreshold(const std::string& expression, ThresholdOp op, double value);
/// The compared side alone.
std::string withoutThreshold(const std::string& expression);

/// As PromQL reads it back exactly: `85`, `0.001`, `1500000000`, `1e+21`.
std::string numberText(double value);

} // namespace hearth::ui
