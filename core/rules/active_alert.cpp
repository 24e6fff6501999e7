// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/active_alert.h"

#include <algorithm>

namespace hearth::rules {

void ActiveAlert::begin(WallTime at) {
    const auto seen = seenIn;
    *this = {};
    seenIn = seen;
    activeAt = at;
}

ActiveAlert::Outcome ActiveAlert::advance(bool isResult, WallTime at, const AlertTimings& timings) {
    if (isResult) {
        keepFiringSince.reset();
    } else {
        bool keepsFiring = false;
        if (state == AlertState::kFiring && timings.keepFiringFor > Nanoseconds::zero()) {
            keepFiringSince = keepFiringSince.value_or(at);
            keepsFiring = at - *keepFiringSince < timings.keepFiringFor;
        }
        const bool expired = resolvedAt && at - *resolvedAt > kResolvedRetention;
        if (state == AlertState::kPending || expired) {
            return Outcome::kGone;
        }
        if (!keepsFiring) {
            if (state != AlertState::kInactive) {
                state = AlertState::kInactive;
                resolvedAt = at;
            }
            return Outcome::kQuiet;
        }
    }
    if (state == AlertState::kPending && at - activeAt >= timings.holdFor) {
        state = AlertState::kFiring;
        firedAt = at;
    }
    // A reload has made `for` longer.
    if (state == AlertState::kFiring && at - activeAt < timings.holdFor) {
        state = AlertState::kPending;
        firedAt.reset();
        lastSentAt.reset();
        keepFiringSince.reset();
    }
    return Outcome::kActive;
}

void ActiveAlert::passOver(Nanoseconds pause) {
    if (state == AlertState::kInactive) {
        return;
    }
    activeAt += pause;
    if (keepFiringSince) {
        *keepFiringSince += pause;
    }
}

bool ActiveAlert::needsSending(WallTime at, Nanoseconds resendDelay) const {
    if (state == AlertState::kPending) {
        return false;
    }
    if (!lastSentAt || (resolvedAt && *resolvedAt > *lastSentAt)) {
        return true;
    }
    return *lastSentAt + resendDelay < at;
}

void ActiveAlert::markSent(WallTime at, Nanoseconds resendDelay, Nanoseconds interval) {
    lastSentAt = at;
    validUntil = at + 4 * std::max(interval, resendDelay);
}

} // namespace hearth::rules
