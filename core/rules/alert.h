// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/labels.h"

namespace hearth::rules {

/// Labels of a rule, or annotations: unlike those of a series, values may be empty.
using TextMap = std::map<std::string, std::string>;

/// Of an alert, or the highest of all alerts of a rule (then kUnknown: not evaluated yet).
enum class AlertState : std::uint8_t { kUnknown, kInactive, kPending, kFiring };
/// `unknown`, `inactive`, `pending`, `firing`.
std::string_view alertStateText(AlertState state);

/// What is sent about one alert. Prometheus: rules.SendAlerts, notifier.Alert.
struct OutgoingAlert {
    model::Labels labels;
    TextMap annotations;
    WallTime startsAt; ///< When it began to fire.
    WallTime endsAt;   ///< When it was resolved, or until when the sending counts.
    bool resolved = false;
    std::string generatorUrl;
};

/// A change of one alert's state at one evaluation.
struct AlertTransition {
    std::string file;
    std::string group;
    std::string rule; ///< The alert's name.
    model::Labels labels;
    TextMap annotations;
    AlertState from = AlertState::kInactive;
    AlertState to = AlertState::kInactive; ///< kInactive: resolved, or no longer pending.
    WallTime at;
    WallTime activeAt;
    double value = 0;
};

/// Takes alerts that are due; must not block. Called by whichever thread evaluates, several at one time.
using SendAlerts = std::function<void(std::span<const OutgoingAlert>)>;
/// Is told of transitions in the order in which they happen for an alert; must not block, called like SendAlerts.
using ObserveTransitions = std::function<void(std::span<const AlertTransition>)>;

} // namespace hearth::rules
