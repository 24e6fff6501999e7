// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/alertmanager_types.h"

namespace hearth::datasource {

/// A group of alerts that is to be shown on the desktop, changed where it is shown, or taken away. Texts are plain:
/// whoever shows them where markup counts escapes them.
struct DesktopNotification {
    enum class Urgency : std::uint8_t { kLow, kNormal, kCritical };

    std::string group; ///< The group's key: what is shown under the same one is replaced.
    std::string receiver;
    std::string title;
    std::string body;
    Urgency urgency = Urgency::kNormal;
    std::string sound;                 ///< Name from the sound theme; empty: none.
    bool isTest = false;               ///< A person asked for it to see whether it arrives.
    std::vector<ReceivedAlert> firing; ///< Empty: all are resolved, take it away.
    std::vector<ReceivedAlert> resolved;
};

/// What became of one: in a few words how it was shown ("by dunst 1.9"), or why it was not; the delivery trace keeps
/// it. kUnavailable: another attempt may succeed. To be called once, within ten seconds, on any thread; destroyed
/// uncalled where nobody is left to show anything.
using DesktopAnswer = std::move_only_function<void(Result<std::string>)>;

} // namespace hearth::datasource
