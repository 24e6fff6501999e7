// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace hearth::templates {

/// What one part of a layout stands for.
enum class TimePiece : std::uint8_t {
    kNone,
    kLongMonth,
    kMonth,
    kNumMonth,
    kZeroMonth,
    kLongWeekday,
    kWeekday,
    kDay,
    kUnderDay,
    kZeroDay,
    kUnderYearDay,
    kZeroYearDay,
    kHour,
    kHour12,
    kZeroHour12,
    kMinute,
    kZeroMinute,
    kSecond,
    kZeroSecond,
    kLongYear,
    kYear,
    kUpperPm,
    kLowerPm,
    kZoneName,
    kZone,         ///< Any of "-07", "-0700", "-07:00", "Z07:00" ..: the text of the piece says which.
    kFractionZero, ///< ".000": as many digits.
    kFractionNine, ///< ".999": trailing zeros are left out.
};

/// A layout up to and with its first piece, and the rest.
struct LayoutPart {
    std::string_view before;
    TimePiece piece = TimePiece::kNone;
    std::string_view text; ///< The piece as it is written in the layout.
    std::string_view rest;
};
LayoutPart nextLayoutPart(std::string_view layout);

} // namespace hearth::templates
