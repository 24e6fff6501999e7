// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth {

class FileSystem;

/// A moment as a calendar and a clock on the wall show it. The proleptic Gregorian calendar; year 0 exists.
struct CivilTime {
    std::int64_t year = 1970;
    int month = 1; ///< 1 to 12.
    int day = 1;   ///< 1 to 31.
    int hour = 0;
    int minute = 0;
    int second = 0;
    int weekday = 4; ///< 0 is Sunday.
    int yearDay = 1; ///< 1 to 366.
    bool operator==(const CivilTime&) const = default;
};

/// The fields of a second count since the Unix epoch, without any zone.
CivilTime civilFromSeconds(std::int64_t seconds);
/// The second count of these fields, without any zone; weekday and yearDay are not read. Fields may lie outside their
/// ranges (month 13, second -1) and carry over.
std::int64_t secondsFromCivil(const CivilTime& civil);
int daysInMonth(std::int64_t year, int month);

/// One zone of the IANA database: what clocks showed there and will show by today's rules. Cheap to copy.
/// Threads: thread-safe (an immutable value).
class TimeZone {
  public:
    static constexpr std::string_view kDatabase = "/usr/share/zoneinfo";

    /// What holds in a zone from `begin` up to `end` (seconds since the Unix epoch).
    struct Period {
        std::int32_t offset = 0; ///< Seconds east of UTC.
        bool daylight = false;
        std::string_view abbreviation; ///< Lives as long as the zone.
        std::int64_t begin = 0;
        std::int64_t end = 0;
    };

    /// UTC.
    TimeZone();
    /// A zone that never changes, for times that were read with an offset only. The name may be empty.
    static TimeZone fixed(std::string name, std::int32_t offset);
    /// By the name of the database ("Europe/Berlin"); "" and "UTC" are UTC, "Local" is local(). kNotFound where there
    /// is none of that name, kCorruption where its file is damaged.
    static Result<TimeZone> load(FileSystem& files, const std::string& name, std::string_view database = kDatabase);
    /// The machine's own zone: what the environment's TZ names (`variable`, nothing where it is not set), else
    /// /etc/localtime; UTC where neither can be read. Its name is "Local".
    static TimeZone local(FileSystem& files, const std::optional<std::string>& variable,
                          std::string_view database = kDatabase);
    /// The bytes of a TZif file (RFC 9636), any version.
    static Result<TimeZone> parse(std::string name, std::string_view bytes);

    const std::string& name() const;
    Period at(std::int64_t seconds) const;
    CivilTime civil(std::int64_t seconds) const { return civilFromSeconds(seconds + at(seconds).offset); }
    /// The moment when clocks show these fields. Of the two that an hour turned back gives, and for one that is
    /// skipped, the choice is that of Go's time.Date.
    std::int64_t seconds(const CivilTime& civil) const;

    /// The same zone object, or another that reads the same: equal names and equal rules.
    bool operator==(const TimeZone& other) const;

  private:
    struct Rules;
    explicit TimeZone(std::shared_ptr<const Rules> rules);
    std::shared_ptr<const Rules> m_rules; ///< Null is UTC.
};

} // namespace hearth
