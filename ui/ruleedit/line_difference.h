// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hearth::ui {

/// A line of a unified difference.
struct DifferenceLine {
    enum class Kind : std::uint8_t { kSame, kAdded, kRemoved, kPlace };
    Kind kind = Kind::kSame;
    std::string text; ///< With its mark: ' ', '+', '-', or `@@ -1,3 +1,4 @@`.

    bool operator==(const DifferenceLine&) const = default;
};

/// How one text becomes another, line by line with three lines around each change; empty where they are alike. What
/// both texts begin and end with is found first; what is between is compared in full up to a few thousand lines, and
/// beyond that told as one replacement. Threads: thread-safe (a pure function).
std::vector<DifferenceLine> differenceOf(const std::string& before, const std::string& after);

} // namespace hearth::ui
