// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace hearth::uplink {

/// How one host answered in a round.
struct Check {
    enum class Kind : std::uint8_t { kGateway, kOutside };
    enum class Outcome : std::uint8_t {
        kReached,
        kNoAnswer,
        kNoName, ///< Its name is not known.
    };
    Kind kind = Kind::kOutside;
    std::string host; ///< As chosen: `1.1.1.1:443`.
    Outcome outcome = Outcome::kReached;
    std::string reason; ///< Why not, for people.
};

/// Where the way ends.
enum class Cause : std::uint8_t {
    kNone,    ///< It does not.
    kGateway, ///< The router does not answer.
    kNames,   ///< The router answers, but no name is known.
    kBeyond,  ///< The router answers.
};
/// `none`, `gateway`, `names`, `beyond`.
std::string_view causeText(Cause cause);

struct UplinkState {
    bool isUp = true;
    Cause cause = Cause::kNone;
    WallTime since{};          ///< Of the state; the first failure where it is down.
    std::vector<Check> checks; ///< Of the last round.
};

/// Down is what fails to reach any outside host twice in a row, up what reaches one.
/// Threads: thread-compatible.
class UplinkJudge {
  public:
    static constexpr int kFailuresToBelieve = 2;

    /// A round that ended at `now`; returns whether up or down changed. One without outside hosts says "up".
    bool take(std::vector<Check> checks, WallTime now);
    const UplinkState& state() const { return m_state; }
    /// Whether the last round failed, believed or not.
    bool isInDoubt() const { return m_failures > 0; }

  private:
    UplinkState m_state;
    int m_failures = 0;
    WallTime m_firstFailure{};
};

} // namespace hearth::uplink
