// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "model/time.h"

/// What an Alertmanager's configuration says of where alerts go: plain values, no secrets.
namespace hearth::datasource {

/// One integration of a receiver.
struct Channel {
    std::string integration; ///< `email[0]`
    std::string kind;        ///< `email`
    std::string to;          ///< `me@example.org`, `#alerts`, a topic; may be empty.
    std::string over;        ///< `smtp.example.org:587`, a host; empty: nothing outside, or a secret.
    bool sendsResolved = true;
};

struct ReceiverFacts {
    std::string name;
    std::vector<Channel> channels;
    std::vector<std::string> routes; ///< Paths of those that name it.
};

/// A node of the routing tree with all that it inherits.
struct RouteFacts {
    std::string path; ///< `{}/{team="x"}/0`
    std::vector<std::string> matchers;
    std::string receiver;
    bool goesOn = false;
    std::vector<std::string> groupBy;
    bool groupByAll = false;
    model::DurationMs groupWait = 0;
    model::DurationMs groupInterval = 0;
    model::DurationMs repeatInterval = 0;
    std::vector<std::string> muteTimeIntervals;
    std::vector<std::string> activeTimeIntervals;
    std::vector<RouteFacts> routes;
};

/// A time interval that a week can show: minutes since midnight by day, Sunday = 0.
struct WeekSpan {
    int day = 0;
    int begin = 0;
    int end = 0; ///< Up to 24 * 60.
    bool operator==(const WeekSpan&) const = default;
};
struct IntervalFacts {
    std::string name;
    std::string location; ///< As written; empty: UTC.
    std::vector<WeekSpan> week;
    bool isWeekly = true; ///< False: it also depends on the day of the month, the month or the year.
    bool isOn = false;    ///< At the moment it was asked.
};

/// Where an alert goes: one stop a receiver that is told.
struct RouteStop {
    std::vector<std::string>
        path;                  ///< Matchers of the routes from the root on, one text a route; the root says nothing.
    RouteFacts route;          ///< Without its branches.
    model::Labels groupLabels; ///< Alerts that have these in common are told together.
    std::vector<std::string> mutedBy; ///< Intervals that are on now and hold it back.
    bool isInactive = false;          ///< None of its active intervals is on now.
};

/// A configuration that was read. Threads: thread-safe (immutable).
class NotificationPlan {
  public:
    virtual ~NotificationPlan() = default;

    virtual const std::vector<ReceiverFacts>& receivers() const = 0;
    virtual const RouteFacts& route() const = 0;
    virtual std::vector<IntervalFacts> intervals(model::TimestampMs now) const = 0;
    /// In the order in which the receivers are told; never empty.
    virtual std::vector<RouteStop> stopsOf(const model::Labels& labels, model::TimestampMs now) const = 0;
};

} // namespace hearth::datasource
