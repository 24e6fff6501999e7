// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/types.h"

namespace hearth::datasource {

std::string_view targetHealthText(TargetHealth health) {
    switch (health) {
    case TargetHealth::kUp:
        return "up";
    case TargetHealth::kDown:
        return "down";
    case TargetHealth::kUnknown:
        break;
    }
    return "unknown";
}

std::optional<TargetHealth> parseTargetHealth(std::string_view text) {
    for (const auto health : {TargetHealth::kUnknown, TargetHealth::kUp, TargetHealth::kDown}) {
        if (targetHealthText(health) == text) {
            return health;
        }
    }
    return std::nullopt;
}

std::string_view targetStateText(TargetState state) {
    switch (state) {
    case TargetState::kActive:
        return "active";
    case TargetState::kDropped:
        return "dropped";
    case TargetState::kAny:
        break;
    }
    return "any";
}

} // namespace hearth::datasource
