// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "alertmanager/alert.h"
#include "base/error.h"

namespace hearth::alertmanager {

/// A group as the person at this machine is to see it; plain texts.
struct DesktopMessage {
    enum class Urgency : std::uint8_t { kLow, kNormal, kCritical };

    std::string groupKey;
    std::string receiver;
    std::string title;
    std::string body;
    Urgency urgency = Urgency::kNormal;
    std::string sound;            ///< Name from the sound theme; empty: none.
    bool isTest = false;          ///< A person asked for it to see whether it arrives.
    std::vector<AlertPtr> firing; ///< Empty: what was shown is to be taken away.
    std::vector<AlertPtr> resolved;
};

/// What became of it: in a few words how it was shown, or why it was not (kUnavailable: worth another attempt). To be
/// called once, within seconds, on any thread; destroyed uncalled where nobody is left to show anything.
using DesktopAnswer = std::move_only_function<void(Result<std::string>)>;

/// Hands a message to the desktop of this process. Threads: called on the notify thread; must return at once.
using ShowOnDesktop = std::function<void(DesktopMessage, DesktopAnswer)>;

} // namespace hearth::alertmanager
