// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "alertmanager/options.h"
#include "alertmanager/views.h"
#include "base/clock.h"
#include "uplink/uplink_judge.h"

namespace hearth::engine {

inline constexpr const char* kUplinkAlert = "UplinkDown";

/// What follows from an uplink that is down: one alert, and an ordinary inhibition rule that lets it hold back the
/// alerts of targets beyond the router. Once it is up, those that still fire are told as always.
/// Threads: confined to the thread of the uplink's watch.
class UplinkGuard {
  public:
    /// The alert lasts this long without being told again.
    static constexpr model::DurationMs kLasts = 3 * model::kMinuteMs;
    static constexpr model::DurationMs kRepeats = 30 * model::kSecondMs;

    /// All functions outlive it.
    struct Parts {
        const Clock& clock;
        /// The `instance` labels of all targets.
        std::function<std::vector<std::string>()> instances;
        /// Puts these rules beside those of the configuration, until the next call.
        std::function<void(std::vector<alertmanager::InhibitRuleOptions>)> inhibit;
        std::function<void(alertmanager::PostedAlert)> post;
    };

    explicit UplinkGuard(Parts parts)
        : m_parts(std::move(parts)) {}

    /// After a round of the watch.
    void take(const uplink::UplinkState& state);

    /// For tests and for people: which alerts depend on the uplink.
    static alertmanager::InhibitRuleOptions ruleFor(const std::vector<std::string>& instances);

  private:
    void holdBack();
    alertmanager::PostedAlert alertOf(const uplink::UplinkState& state) const;

    const Parts m_parts;
    bool m_isDown = false;
    std::vector<std::string> m_heldBack; ///< Instances in the rule; sorted.
    uplink::Cause m_cause = uplink::Cause::kNone;
    model::TimestampMs m_lastPost = 0;
};

} // namespace hearth::engine
