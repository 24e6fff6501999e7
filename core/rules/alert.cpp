// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/alert.h"

#include "rules/snapshot.h"

namespace hearth::rules {

std::string_view alertStateText(AlertState state) {
    switch (state) {
    case AlertState::kUnknown:
        return "unknown";
    case AlertState::kInactive:
        return "inactive";
    case AlertState::kPending:
        return "pending";
    case AlertState::kFiring:
        return "firing";
    }
    return "unknown";
}

std::string_view ruleHealthText(RuleHealth health) {
    switch (health) {
    case RuleHealth::kUnknown:
        return "unknown";
    case RuleHealth::kOk:
        return "ok";
    case RuleHealth::kErr:
        return "err";
    }
    return "unknown";
}

} // namespace hearth::rules
