// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/rule_types.h"
#include "model/labels.h"
#include "model/time.h"

/// An alerting rule run over the past: when it would have fired, and whom it would have told.
namespace hearth::datasource {

class DataSource;

/// The rule, and which past it is run over.
struct BacktestQuery {
    std::string name;
    std::string expression;
    model::DurationMs holdFor = 0;       ///< `for`
    model::DurationMs keepFiringFor = 0; ///< `keep_firing_for`
    TextMap labels;                      ///< Templates; the group's included.
    TextMap annotations;                 ///< Templates.
    model::TimeRange range;              ///< Evaluated at multiples of `interval` within it.
    model::DurationMs interval = model::kMinuteMs;
    bool withNotifications = true; ///< Whether routes, silences and quiet hours are played, too.
};

/// One life of an alert within the range.
struct BacktestSpan {
    model::TimestampMs activeAt = 0;              ///< The first evaluation that had it.
    std::optional<model::TimestampMs> firedAt;    ///< Unset: it never came past pending.
    std::optional<model::TimestampMs> resolvedAt; ///< Unset: it still is when the range ends.
    double peak = 0;                              ///< Farthest from the threshold; the largest where there is none.
};

/// Where the past says nothing: no data, or the machine slept. Neither pass nor fail. Both ends belong to it.
struct BacktestGap {
    model::TimestampMs begin = 0;
    model::TimestampMs end = 0;
};

/// One alert, by its labels.
struct BacktestAlert {
    model::Labels labels;            ///< As they would be sent: `alertname` and the rule's included.
    TextMap annotations;             ///< As of the last evaluation in which it was active.
    std::vector<BacktestSpan> spans; ///< By time.
};

/// A message that would have gone out.
struct BacktestNotification {
    model::TimestampMs time = 0;
    std::string receiver;
    std::string integration; ///< `email[0]`
    model::Labels groupLabels;
    std::size_t firing = 0;
    std::size_t resolved = 0;
};

struct BacktestOutcome {
    std::vector<BacktestAlert> alerts; ///< By labels.
    std::size_t firings = 0;           ///< Spans that fired.
    model::DurationMs longest = 0;     ///< Of those that fired.
    std::vector<std::string> problems; ///< Templates that failed, duplicate labels: what the live engine would say.
};

/// `expr OP number`: what a slider moves.
struct BacktestThreshold {
    std::string left;      ///< The expression on the left, printed.
    std::string operation; ///< `>`, `>=`, `<`, `<=`, `==`, `!=`
    double value = 0;
};

/// A series of the compared side over the range, for the chart behind the slider.
struct BacktestSeries {
    model::Labels labels;
    std::vector<model::TimestampMs> timestamps;
    std::vector<double> values;
};

/// One rule with its past, fetched: run() is the live engine's own state machine over it and asks nobody.
/// Threads: thread-compatible; run() may be on another thread than the one that made it.
class Backtest {
  public:
    virtual ~Backtest() = default;

    /// Where the top of the expression compares with a number; else unset, and run() takes none.
    virtual const std::optional<BacktestThreshold>& threshold() const = 0;
    /// The values that the threshold is held against, or those of the expression; shared with the object.
    virtual const std::vector<BacktestSeries>& series() const = 0;
    virtual const std::vector<BacktestGap>& gaps() const = 0;

    /// When it would have fired, with another threshold where one is given. A series over a week at a minute: well
    /// below a millisecond.
    virtual BacktestOutcome run(std::optional<double> threshold) const = 0;
    /// With another `for` and `keep_firing_for` from now on.
    virtual void setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor) = 0;

    /// Which messages would have gone out for an outcome: the Alertmanager's own machine on a clock of its own, with
    /// the configuration, the silences and the times of now. kUnsupported where there is none in this process.
    virtual Result<std::vector<BacktestNotification>> notifications(const BacktestOutcome& outcome,
                                                                    std::stop_token stop) const = 0;
};

} // namespace hearth::datasource
