// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace hearth::ui {

/// The shapes that tell states apart without colour; always beside a word. `paintStateShape()` in widgets draws them.
enum class StateShape : std::uint8_t {
    kGood,         ///< A filled disc: up, inactive, ok.
    kBad,          ///< A filled triangle: down, firing, failed.
    kUnknown,      ///< A ring.
    kPending,      ///< A ring with a quarter filled.
    kSilenced,     ///< A struck bell.
    kMuted,        ///< A moon.
    kInhibited,    ///< A barred ring.
    kAcknowledged, ///< A tick.
    kEnded,        ///< A small square: expired, resolved; also a rule that has no state.
    kWarning,      ///< An open triangle: wants attention, but is no failure.
};

} // namespace hearth::ui
