// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "model/labels.h"
#include "model/matcher.h"
#include "model/time.h"

namespace hearth::alertmanager {

enum class SilenceState : std::uint8_t { kActive, kPending, kExpired };
/// `active`, `pending`, `expired`.
std::string_view silenceStateText(SilenceState state);

/// Who wants not to be told of what, from when to when. Immutable once it is shared.
struct Silence {
    std::string id; ///< A UUID; empty: not stored yet.
    model::Matchers matchers;
    model::TimestampMs startsAt = 0; ///< 0: from now on.
    model::TimestampMs endsAt = 0;
    model::TimestampMs updatedAt = 0;
    std::string createdBy;
    std::string comment;
    std::map<std::string, std::string> annotations;

    /// Both ends belong to it (Alertmanager: getState).
    SilenceState stateAt(model::TimestampMs now) const {
        return now < startsAt ? SilenceState::kPending : now > endsAt ? SilenceState::kExpired : SilenceState::kActive;
    }
    bool matches(const model::Labels& labels) const { return model::matchesAll(labels, matchers); }
};
using SilencePtr = std::shared_ptr<const Silence>;

} // namespace hearth::alertmanager
