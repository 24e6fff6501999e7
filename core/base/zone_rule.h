// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth {

/// The rule a zone follows after its last listed change, in the form of POSIX's TZ variable:
/// "CET-1CEST,M3.5.0,M10.5.0/3". Threads: thread-safe (an immutable value).
class ZoneRule {
  public:
    /// Nothing where the text is not a rule.
    static std::optional<ZoneRule> parse(std::string_view text);

    struct Period {
        std::int32_t offset = 0; ///< Seconds east of UTC.
        bool daylight = false;
        std::string_view abbreviation; ///< Lives as long as the rule.
        std::int64_t begin = 0;
        std::int64_t end = 0;
    };
    /// What holds at a moment, in seconds since the Unix epoch.
    Period at(std::int64_t seconds) const;

    bool operator==(const ZoneRule&) const = default;

  private:
    struct Change {
        enum class Kind : std::uint8_t { kJulian, kDayOfYear, kWeekdayOfMonth };
        Kind kind = Kind::kJulian;
        int day = 0; ///< Of the year or, for kWeekdayOfMonth, of the week (0 is Sunday).
        int week = 0;
        int month = 0;
        std::int32_t time = 7200; ///< Seconds after midnight, by the clocks before the change.
        bool operator==(const Change&) const = default;
    };
    class Reader;

    static std::int64_t secondOfYear(std::int64_t year, const Change& change, std::int32_t offset);

    std::string m_standardName;
    std::int32_t m_standardOffset = 0;
    bool m_hasDaylight = false;
    std::string m_daylightName;
    std::int32_t m_daylightOffset = 0;
    Change m_start; ///< To daylight time.
    Change m_end;
};

} // namespace hearth
