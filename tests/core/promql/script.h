// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "model/time.h"
#include "promql/series_notation.h"

/// Reads `.test` scripts, Prometheus's language for testing PromQL: load series, evaluate, compare.
namespace hearth::tests {

struct ClearCommand {};

struct LoadCommand {
    model::DurationMs interval = 0;
    bool withCustomBuckets = false; ///< Also makes native histograms of the classic ones.
    bool hasStartTimes = false;     ///< Some series has an `@st` line.
    std::vector<promql::NotatedSeries> series;
};

/// One `expect` line about annotations or failure.
struct Expectation {
    enum class Kind { kFail, kWarning, kInfo, kNoWarning, kNoInfo };
    enum class Match { kAnything, kText, kRegex };
    Kind kind = Kind::kFail;
    Match match = Match::kAnything;
    std::string text;
};

/// Two dates and a step; an instant has one date.
struct Moments {
    model::TimeRange range;
    model::DurationMs step = 0;
    bool operator==(const Moments&) const = default;
};

struct EvalCommand {
    std::size_t line = 0;
    std::string expr;
    Moments when; ///< Step 0: an instant query.
    std::vector<Expectation> expectations;
    bool ordered = false;
    std::optional<Moments> rangeVector; ///< An instant query that answers with a range vector of these moments.
    std::optional<std::string> text;    ///< The expected string.
    std::optional<double> scalar;
    std::vector<promql::NotatedSeries> series;

    bool isRange() const { return when.step > 0; }
    bool expects(Expectation::Kind kind) const;
};

using Command = std::variant<ClearCommand, LoadCommand, EvalCommand>;

/// kInvalidArgument with the line number.
Result<std::vector<Command>> readScript(std::string_view text);

} // namespace hearth::tests
