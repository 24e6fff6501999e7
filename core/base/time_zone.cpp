// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time_zone.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <vector>

#include "base/file_system.h"
#include "base/text.h"
#include "base/zone_rule.h"

namespace hearth {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t kMaxFileBytes = 1U << 20U;

constexpr std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

// Days and dates are converted with years that begin in March, so that the leap day comes last; 400 years are 146097
// days, and 719468 days lie between March 1 of year 0 and the Unix epoch.
constexpr std::int64_t kDaysOf400Years = 146097;
constexpr std::int64_t kEpochDay = 719468;

std::int64_t daysFromDate(std::int64_t year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const auto era = floorDivide(year, 400);
    const auto yearOfEra = year - era * 400;
    const auto dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * kDaysOf400Years + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - kEpochDay;
}

void setDate(CivilTime& civil, std::int64_t days) {
    days += kEpochDay;
    const auto era = floorDivide(days, kDaysOf400Years);
    const auto dayOfEra = days - era * kDaysOf400Years;
    const auto yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const auto dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const auto month = (5 * dayOfYear + 2) / 153;
    civil.day = static_cast<int>(dayOfYear - (153 * month + 2) / 5 + 1);
    civil.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
    civil.year = yearOfEra + era * 400 + (civil.month <= 2 ? 1 : 0);
}

/// Big-endian numbers and runs of bytes from the front; the caller has checked that they are there.
class Cursor {
  public:
    explicit Cursor(std::string_view bytes)
        : m_rest(bytes) {}

    bool has(std::size_t size) const { return m_rest.size() >= size; }
    std::string_view rest() const { return m_rest; }
    std::string_view take(std::size_t size) {
        const auto part = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return part;
    }
    std::uint8_t byte() { return static_cast<std::uint8_t>(take(1)[0]); }
    std::int64_t number(std::size_t size) {
        std::uint64_t value = 0;
        for (const char c : take(size)) {
            value = value << 8U | static_cast<std::uint8_t>(c);
        }
        return size == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(value))
                         : static_cast<std::int64_t>(value);
    }
    std::size_t count() { return static_cast<std::uint32_t>(number(4)); }

  private:
    std::string_view m_rest;
};

/// The header of a TZif block: how many of each follow.
struct BlockCounts {
    static constexpr std::size_t kSize = 44;

    /// Nothing where no header stands there.
    static std::optional<BlockCounts> read(Cursor& cursor) {
        if (!cursor.has(kSize) || cursor.take(4) != "TZif") {
            return std::nullopt;
        }
        BlockCounts counts;
        counts.version = cursor.byte();
        cursor.take(15);
        counts.universal = cursor.count();
        counts.standard = cursor.count();
        counts.leaps = cursor.count();
        counts.changes = cursor.count();
        counts.kinds = cursor.count();
        counts.characters = cursor.count();
        return counts;
    }

    std::size_t bytes(std::size_t timeSize) const {
        return changes * timeSize + changes + kinds * 6 + characters + leaps * (timeSize + 4) + standard + universal;
    }

    std::uint8_t version = 0;
    std::size_t universal = 0;
    std::size_t standard = 0;
    std::size_t leaps = 0;
    std::size_t changes = 0;
    std::size_t kinds = 0;
    std::size_t characters = 0;
};

std::unexpected<Error> damaged(const std::string& name) {
    return fail(ErrorCode::kCorruption, fmt::format("malformed time zone information of {}", name));
}

} // namespace

CivilTime civilFromSeconds(std::int64_t seconds) {
    const auto days = floorDivide(seconds, kDay);
    const auto inDay = static_cast<int>(seconds - days * kDay);
    CivilTime civil;
    setDate(civil, days);
    civil.hour = inDay / 3600;
    civil.minute = inDay / 60 % 60;
    civil.second = inDay % 60;
    civil.weekday = static_cast<int>(((days + 4) % 7 + 7) % 7); // the epoch was a Thursday
    civil.yearDay = static_cast<int>(days - daysFromDate(civil.year, 1, 1)) + 1;
    return civil;
}

std::int64_t secondsFromCivil(const CivilTime& civil) {
    const auto month = civil.month - 1;
    const auto carry = floorDivide(month, 12);
    const auto days = daysFromDate(civil.year + carry, static_cast<int>(month - carry * 12) + 1, 1) + civil.day - 1;
    return days * kDay + civil.hour * std::int64_t{3600} + civil.minute * std::int64_t{60} + civil.second;
}

int daysInMonth(std::int64_t year, int month) {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

struct TimeZone::Rules {
    struct Kind {
        std::int32_t offset = 0;
        bool daylight = false;
        std::string abbreviation = {};
        bool operator==(const Kind&) const = default;
    };
    struct Change {
        std::int64_t time = 0;
        std::uint8_t kind = 0; ///< Index in kinds.
        bool operator==(const Change&) const = default;
    };

    /// What held before the first change: standard time where it can be told.
    const Kind& firstKind() const {
        const bool used = std::ranges::any_of(changes, [](const auto& change) { return change.kind == 0; });
        if (!used) {
            return kinds[0];
        }
        if (!changes.empty() && kinds[changes[0].kind].daylight) {
            for (auto i = changes[0].kind; i-- > 0;) {
                if (!kinds[i].daylight) {
                    return kinds[i];
                }
            }
        }
        const auto standard = std::ranges::find(kinds, false, &Kind::daylight);
        return standard == kinds.end() ? kinds[0] : *standard;
    }

    static Period period(const Kind& kind, std::int64_t begin, std::int64_t end) {
        return {kind.offset, kind.daylight, kind.abbreviation, begin, end};
    }

    Period at(std::int64_t seconds) const {
        if (changes.empty() || seconds < changes[0].time) {
            return changes.empty() && rule ? byRule(seconds, kBeginning)
                                           : period(firstKind(), kBeginning, changes.empty() ? kEnd : changes[0].time);
        }
        const auto next = std::ranges::upper_bound(changes, seconds, {}, &Change::time);
        const auto& last = *std::prev(next);
        if (next == changes.end() && rule) {
            return byRule(seconds, last.time);
        }
        return period(kinds[last.kind], last.time, next == changes.end() ? kEnd : next->time);
    }

    Period byRule(std::int64_t seconds, std::int64_t from) const {
        const auto found = rule->at(seconds);
        return {found.offset, found.daylight, found.abbreviation, std::max(found.begin, from), found.end};
    }

    /// The block that follows a header; false where it contradicts itself.
    bool readBlock(Cursor& cursor, const BlockCounts& counts, std::size_t timeSize) {
        if (counts.kinds == 0 || !cursor.has(counts.bytes(timeSize))) {
            return false;
        }
        changes.resize(counts.changes);
        for (auto& change : changes) {
            change.time = cursor.number(timeSize);
        }
        for (auto& change : changes) {
            change.kind = cursor.byte();
            if (change.kind >= counts.kinds) {
                return false;
            }
        }
        auto kindBytes = Cursor(cursor.take(counts.kinds * 6));
        const auto names = cursor.take(counts.characters);
        cursor.take(counts.leaps * (timeSize + 4) + counts.standard + counts.universal);
        for (std::size_t i = 0; i < counts.kinds; ++i) {
            Kind kind{.offset = static_cast<std::int32_t>(kindBytes.number(4)), .daylight = kindBytes.byte() != 0};
            const std::size_t at = kindBytes.byte();
            constexpr std::int32_t kMaxOffset = 7 * 24 * 3600;
            if (at >= names.size() || kind.offset > kMaxOffset || kind.offset < -kMaxOffset) {
                return false;
            }
            kind.abbreviation = names.substr(at, names.find('\0', at) - at);
            kinds.push_back(std::move(kind));
        }
        return std::ranges::is_sorted(changes, {}, &Change::time);
    }

    bool operator==(const Rules&) const = default;

    std::string name;
    std::vector<Kind> kinds; ///< Never empty.
    std::vector<Change> changes;
    std::optional<ZoneRule> rule; ///< After the last change.
};

TimeZone::TimeZone() = default;

TimeZone::TimeZone(std::shared_ptr<const Rules> rules)
    : m_rules(std::move(rules)) {}

TimeZone TimeZone::fixed(std::string name, std::int32_t offset) {
    auto rules = std::make_shared<Rules>();
    rules->kinds.push_back({.offset = offset, .daylight = false, .abbreviation = name});
    rules->name = std::move(name);
    return TimeZone(std::move(rules));
}

Result<TimeZone> TimeZone::parse(std::string name, std::string_view bytes) {
    Cursor cursor(bytes);
    auto counts = BlockCounts::read(cursor);
    if (!counts) {
        return damaged(name);
    }
    std::size_t timeSize = 4;
    if (counts->version != 0) { // the first block is for old readers
        if (!cursor.has(counts->bytes(timeSize))) {
            return damaged(name);
        }
        cursor.take(counts->bytes(timeSize));
        timeSize = 8;
        counts = BlockCounts::read(cursor);
    }
    auto rules = std::make_shared<Rules>();
    if (!counts || !rules->readBlock(cursor, *counts, timeSize)) {
        return damaged(name);
    }
    const auto footer = cursor.rest();
    if (timeSize == 8 && footer.size() > 2 && footer.front() == '\n') {
        rules->rule = ZoneRule::parse(footer.substr(1, footer.find('\n', 1) - 1));
    }
    rules->name = std::move(name);
    return TimeZone(std::move(rules));
}

Result<TimeZone> TimeZone::load(FileSystem& files, const std::string& name, std::string_view database) {
    if (name.empty() || name == "UTC") {
        return TimeZone();
    }
    if (name == "Local") {
        return local(files, std::nullopt, database);
    }
    if (name[0] == '/' || name.contains('\\') || name.contains("..") || name.contains('\0')) {
        return fail(ErrorCode::kInvalidArgument, "time: invalid location name");
    }
    const auto path = fmt::format("{}/{}", database, name);
    if (!files.exists(path) || files.isDirectory(path)) {
        return fail(ErrorCode::kNotFound, fmt::format("unknown time zone {}", name));
    }
    const auto bytes = HEARTH_TRY(files.readAll(path, kMaxFileBytes));
    return parse(name, bytes);
}

TimeZone TimeZone::local(FileSystem& files, const std::optional<std::string>& variable, std::string_view database) {
    std::string path = "/etc/localtime";
    if (variable) {
        const auto name = variable->starts_with(':') ? variable->substr(1) : *variable;
        if (name.empty() || name == "UTC") {
            return {};
        }
        path = name.starts_with('/') ? name : fmt::format("{}/{}", database, name);
    }
    if (!files.exists(path) || files.isDirectory(path)) {
        return {};
    }
    const auto bytes = files.readAll(path, kMaxFileBytes);
    auto zone = bytes ? parse("Local", *bytes) : Result<TimeZone>();
    return zone ? *std::move(zone) : TimeZone();
}

const std::string& TimeZone::name() const {
    static const std::string kUtc = "UTC";
    return m_rules ? m_rules->name : kUtc;
}

TimeZone::Period TimeZone::at(std::int64_t seconds) const {
    return m_rules ? m_rules->at(seconds) : Period{0, false, "UTC", kBeginning, kEnd};
}

std::int64_t TimeZone::seconds(const CivilTime& civil) const {
    const auto shown = secondsFromCivil(civil);
    const auto guess = at(shown);
    const auto result = shown - guess.offset;
    if (result >= guess.begin && result < guess.end) {
        return result;
    }
    return shown - at(result).offset;
}

bool TimeZone::operator==(const TimeZone& other) const {
    return m_rules == other.m_rules || (m_rules && other.m_rules && *m_rules == *other.m_rules);
}

} // namespace hearth
