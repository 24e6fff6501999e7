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
    model::TimeRange range;              ///< Evaluated within it at the instants t with t mod interval == offset.
    model::DurationMs interval = model::kMinuteMs;
    model::DurationMs offset = 0;  ///< At least 0, less than the interval: where a group has its instants.
    bool withNotifications = true; ///< Whether routes, silences and quiet hours are played, too.
};

/// One life of an alert within the range.
struct BacktestSpan {
    model::TimestampMs activeAt = 0;              ///< The first evaluation that had it.
    std::optional<model::TimestampMs> firedAt;    ///< Unset: it never came past pending.
    std::optional<model::TimestampMs> resolvedAt; ///< Unset: it still is when the range ends.
    double peak = 0;                              ///< Farthest from the threshold; the largest where there is none.
};

/// Where the past says nothing: neither pass nor fail. Both ends belong to it.
struct BacktestGap {
    enum class Reason : std::uint8_t {
        kAsleep,     ///< The server says that its machine was suspended.
        kOff,        ///< It collected nothing at all, not even `up`: it was off, or asleep without saying so.
        kBeforeData, ///< The range begins before its data.
        kMissing,    ///< Only the series that the expression reads were missing, while others came.
    };

    model::TimestampMs begin = 0;
    model::TimestampMs end = 0;
    Reason reason = Reason::kMissing;

    /// Where series alone were missing the live engine evaluated (alerts resolve, absent() fires), and so is it here.
    /// Else nothing was evaluated then and nothing is now: alerts stay as they are, and the clocks of `for` and
    /// `keep_firing_for` stand still, as they do when the live engine wakes.
    bool wasEvaluated() const { return reason == Reason::kMissing; }
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
    /// Evaluations that failed, by time: alerts stayed as they were, and nobody was told of any.
    std::vector<model::TimestampMs> failed;
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

    /// When it would have fired, with another threshold where one is given. It begins without alerts, as an engine does
    /// that starts with the range. What templates ask by `query` is not answered: that is one of the problems.
    /// A series over a week at a minute: well below a millisecond.
    virtual BacktestOutcome run(std::optional<double> threshold) const = 0;
    /// Whether each run takes about as long as the others. Else one over values that no run has seen yet may take much
    /// longer.
    virtual bool runsEvenly() const { return true; }
    /// With another `for` and `keep_firing_for` from now on.
    virtual void setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor) = 0;

    /// The alert that the newest value of one of the series makes, on whichever side of the threshold it is; without
    /// spans. Nothing where the series has no values.
    virtual std::optional<BacktestAlert> alertOf(std::size_t series) const = 0;
    /// The labels with which an alert of these labels reaches the Alertmanager: external ones added, relabelled.
    /// Nothing: it is dropped on the way.
    virtual std::optional<model::Labels> sentLabels(const model::Labels& labels) const { return labels; }

    /// Which messages would have gone out for an outcome: the Alertmanager's own machine on a clock of its own, with
    /// the configuration, the silences and the times of now. kUnsupported where there is none in this process.
    /// By time. Silences count from their beginning to their end, those that are over included.
    virtual Result<std::vector<BacktestNotification>> notifications(const BacktestOutcome& outcome,
                                                                    std::stop_token stop) const = 0;

    /// A unit test for a stretch of the past, as `promtool test rules` and `hearth test rules` read it: the series that
    /// the expression reads there, one sample an interval, and which alerts they make fire at whose beginnings and
    /// ends. `ruleFile` is written into it. What is expected is what the rule makes of those samples, which may differ
    /// a little from the outcome where the source has more of them. kLimit for a stretch with too much in it; else what
    /// `source` says, which is the one that the past came from.
    virtual Result<std::string> unitTest(model::TimeRange stretch, const std::string& ruleFile, DataSource& source,
                                         std::stop_token stop) const = 0;
};

} // namespace hearth::datasource
