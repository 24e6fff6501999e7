// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "notify/notification_center.h"

namespace hearth::ui {

/// A group of alerts that fires, and where it is on its way to the screen.
struct NotificationCenter::Group {
    std::string key;
    NotificationOrigin origin;
    datasource::DesktopNotification state; ///< Of its alerts the first ones.
    std::size_t firing = 0;
    model::Labels common; ///< What all of its firing alerts have.
    ValuePicture picture;

    std::uint32_t id = 0;              ///< On the screen under this id.
    bool busy = false;                 ///< On its way there.
    bool stale = false;                ///< Changed meanwhile.
    bool unseen = false;               ///< The daemon that had it is gone, or there was none.
    bool gone = false;                 ///< Resolved meanwhile.
    bool confirming = false;           ///< Shows what a button did.
    std::vector<std::string> silences; ///< That a button made: what Undo takes back.
    std::optional<datasource::DesktopAnswer> answer;

    void reply(Result<std::string> outcome) {
        if (auto told = std::exchange(answer, std::nullopt)) {
            (*told)(std::move(outcome));
        }
    }
};

} // namespace hearth::ui
