// SPDX-License-Identifier: GPL-3.0-or-later
#include "uplink/uplink_judge.h"

#include <algorithm>

namespace hearth::uplink {
namespace {

bool isOutsideHost(const Check& check) {
    return check.kind == Check::Kind::kOutside;
}

Cause causeOf(const std::vector<Check>& checks) {
    for (const auto& check : checks) {
        if (check.kind == Check::Kind::kGateway && check.outcome != Check::Outcome::kReached) {
            return Cause::kGateway;
        }
    }
    const bool namesOnly = std::ranges::all_of(
        checks, [](const auto& check) { return !isOutsideHost(check) || check.outcome == Check::Outcome::kNoName; });
    return namesOnly ? Cause::kNames : Cause::kBeyond;
}

} // namespace

std::string_view causeText(Cause cause) {
    switch (cause) {
    case Cause::kNone:
        return "none";
    case Cause::kGateway:
        return "gateway";
    case Cause::kNames:
        return "names";
    case Cause::kBeyond:
        return "beyond";
    }
    return "none";
}

bool UplinkJudge::take(std::vector<Check> checks, WallTime now) {
    const bool asksOutside = std::ranges::any_of(checks, isOutsideHost);
    const bool isReached = !asksOutside || std::ranges::any_of(checks, [](const auto& check) {
        return isOutsideHost(check) && check.outcome == Check::Outcome::kReached;
    });
    const bool wasUp = m_state.isUp;
    m_state.checks = std::move(checks);
    if (isReached) {
        m_failures = 0;
        m_state.isUp = true;
        m_state.cause = Cause::kNone;
        m_state.since = wasUp ? m_state.since : now;
        return !wasUp;
    }
    m_firstFailure = m_failures == 0 ? now : m_firstFailure;
    m_failures = std::min(m_failures + 1, kFailuresToBelieve);
    if (m_failures < kFailuresToBelieve) {
        return false;
    }
    m_state.isUp = false;
    m_state.cause = causeOf(m_state.checks);
    m_state.since = wasUp ? m_firstFailure : m_state.since;
    return wasUp;
}

} // namespace hearth::uplink
