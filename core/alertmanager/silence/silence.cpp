// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/silence/silence.h"

namespace hearth::alertmanager {

std::string_view silenceStateText(SilenceState state) {
    switch (state) {
    case SilenceState::kActive:
        return "active";
    case SilenceState::kPending:
        return "pending";
    case SilenceState::kExpired:
        return "expired";
    }
    return "";
}

} // namespace hearth::alertmanager
