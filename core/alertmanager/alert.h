// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "model/labels.h"
#include "model/matcher.h"
#include "model/time.h"

namespace hearth::alertmanager {

/// FNV-1a of the labels as Alertmanager counts it: what names an alert in its API.
using Fingerprint = std::uint64_t;
Fingerprint fingerprintOf(const model::Labels& labels);
/// 16 hexadecimal digits.
std::string fingerprintText(Fingerprint fingerprint);

/// An alert as somebody told it, with the times that were missing filled in. Immutable once it is shared.
struct Alert {
    model::Labels labels; ///< None is empty.
    model::Labels annotations;
    std::string generatorUrl;
    model::TimestampMs startsAt = 0;
    model::TimestampMs endsAt = 0; ///< 0: not known.
    model::TimestampMs updatedAt = 0;
    bool endsByTimeout = false; ///< `endsAt` is when it counts as resolved unless it is told again.
    Fingerprint fingerprint = 0;

    bool isResolvedAt(model::TimestampMs now) const { return endsAt != 0 && endsAt <= now; }
};
using AlertPtr = std::shared_ptr<const Alert>;

/// A condition as Alertmanager has it: in its expressions `.` stands for no newline. kInvalidArgument where `value`
/// does not compile.
Result<model::Matcher> matcherOf(model::MatchType type, std::string name, std::string value);

/// Of two tellings of one alert whose times overlap, what is true after the newer one.
Alert merged(const Alert& older, const Alert& newer);

} // namespace hearth::alertmanager
