// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "alertmanager/options.h"
#include "alertmanager/route/label_slots.h"

namespace hearth::alertmanager {

/// A node of the routing tree with all that it inherits. The tree is owned by its root.
/// Threads: thread-safe (immutable once it is built).
class Route {
  public:
    /// `options` must be valid.
    static std::unique_ptr<const Route> build(const RouteOptions& options);

    /// The nodes that an alert goes to, in the order of the file; at least one for the root of a tree.
    std::vector<const Route*> match(const model::Labels& labels) const;

    /// The labels of an alert that name its group.
    model::Labels groupLabels(const model::Labels& labels) const;

    std::string receiver;
    model::Matchers matchers; ///< In the order of sortMatchers().
    bool goesOn = false;
    std::vector<std::string> groupBy; ///< Sorted.
    bool groupByAll = false;
    model::DurationMs groupWait = 30 * model::kSecondMs;
    model::DurationMs groupInterval = 5 * model::kMinuteMs;
    model::DurationMs repeatInterval = 4 * model::kHourMs;
    std::vector<std::string> muteTimeIntervals;
    std::vector<std::string> activeTimeIntervals;
    std::map<std::string, std::string> labels; ///< Templates; those of all ancestors, the nearest wins.
    std::string key;  ///< `{}/{team="x"}`: matchers from the root on; part of the group key in the notification log.
    std::string path; ///< `{}/{team="x"}/0`: unique, for people and metrics.
    std::vector<std::unique_ptr<const Route>> routes;

    /// What `key` and a group's labels make: `{}/{team="x"}:{alertname="A"}`.
    std::string groupKey(const model::Labels& groupLabels) const;

  private:
    static std::unique_ptr<Route> buildNode(const RouteOptions& options, const Route* parent, std::size_t index,
                                            const std::shared_ptr<LabelSlots>& slots);
    void inherit(const Route& parent, std::size_t index);
    void apply(const RouteOptions& options);
    bool collect(const LabelSlots::Values& values, std::vector<const Route*>& out) const;

    SlottedMatchers m_matchers;
    std::shared_ptr<const LabelSlots> m_slots; ///< One for the whole tree.
};

} // namespace hearth::alertmanager
