// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "base/text.h"
#include "template/literal.h"
#include "template/time_layout.h"
#include "template/time_pieces.h"

namespace hearth::templates {
namespace {

bool isDigitAt(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

bool isPointOrComma(std::string_view text) {
    return !text.empty() && (text[0] == '.' || text[0] == ',');
}

/// Reads a text piece by piece as a layout says.
class TimeReader {
  public:
    TimeReader(std::string_view text, std::string_view layout, const TimeZone& zone)
        : m_text(text)
        , m_layout(layout)
        , m_zone(zone)
        , m_rest(text) {}

    Result<Time> run() {
        for (auto layout = m_layout;;) {
            const auto part = nextLayoutPart(layout);
            if (!skip(part.before)) {
                return cannot(m_rest, m_mismatch);
            }
            if (part.piece == TimePiece::kNone) {
                break;
            }
            layout = part.rest;
            const auto hold = m_rest;
            const bool isRead = read(part);
            if (!m_outOfRange.empty()) {
                return wrong(fmt::format("{} out of range", m_outOfRange));
            }
            if (!isRead) {
                return cannot(hold, part.text);
            }
        }
        if (!m_rest.empty()) {
            return wrong("extra text: " + quote(m_rest, true));
        }
        return finish();
    }

  private:
    std::unexpected<Error> cannot(std::string_view value, std::string_view element) const {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("parsing time {} as {}: cannot parse {} as {}", quote(m_text, true),
                                quote(m_layout, true), quote(value, true), quote(element, true)));
    }
    std::unexpected<Error> wrong(std::string_view what) const {
        return fail(ErrorCode::kInvalidArgument, fmt::format("parsing time {}: {}", quote(m_text, true), what));
    }

    /// Text between pieces; a blank stands for any number of them.
    bool skip(std::string_view prefix) {
        m_mismatch = prefix;
        const auto cutBlanks = [](std::string_view text) {
            return text.substr(std::min(text.find_first_not_of(' '), text.size()));
        };
        while (!prefix.empty()) {
            if (prefix[0] == ' ') {
                if (!m_rest.empty() && m_rest[0] != ' ') {
                    return false;
                }
                prefix = cutBlanks(prefix);
                m_rest = cutBlanks(m_rest);
            } else if (m_rest.empty() || m_rest[0] != prefix[0]) {
                return false;
            } else {
                prefix.remove_prefix(1);
                m_rest.remove_prefix(1);
            }
        }
        return true;
    }

    std::optional<int> number(bool fixed) {
        if (!isDigitAt(m_rest, 0) || (fixed && !isDigitAt(m_rest, 1))) {
            return std::nullopt;
        }
        return digits(isDigitAt(m_rest, 1) ? 2 : 1);
    }

    int digits(std::size_t count) {
        int value = 0;
        std::from_chars(m_rest.data(), m_rest.data() + count, value);
        m_rest.remove_prefix(count);
        return value;
    }

    bool take(int& field, bool fixed, int low, int high, std::string_view name) {
        const auto value = number(fixed);
        field = value.value_or(low);
        if (field < low || field > high) {
            m_outOfRange = name;
        }
        return value.has_value();
    }

    template <class NameOf>
    bool name(int count, NameOf nameOf, int* index) {
        for (int i = 0; i < count; ++i) {
            const std::string_view name = nameOf(i);
            if (toLowerAscii(m_rest.substr(0, name.size())) == toLowerAscii(name)) {
                m_rest.remove_prefix(name.size());
                if (index != nullptr) {
                    *index = i + 1;
                }
                return true;
            }
        }
        return false;
    }

    bool month(bool isLong) {
        int month = 0;
        const auto nameOf = [&](int i) { return isLong ? monthName(i + 1) : monthName(i + 1).substr(0, 3); };
        if (!name(12, nameOf, &month)) {
            return false;
        }
        m_month = month;
        return true;
    }

    bool numericMonth(bool fixed) {
        const auto month = number(fixed);
        if (month && (*month < 1 || *month > 12)) {
            m_outOfRange = "month";
        }
        m_month = month;
        return month.has_value();
    }

    bool year(bool isLong) {
        const std::size_t size = isLong ? 4 : 2;
        for (std::size_t i = 0; i < size; ++i) {
            if (!isDigitAt(m_rest, i)) {
                return false;
            }
        }
        m_civil.year = digits(size);
        constexpr int kCentury = 69; // years from here on are of the twentieth
        m_civil.year += isLong ? 0 : m_civil.year >= kCentury ? 1900 : 2000;
        return true;
    }

    bool day(TimePiece piece) {
        if (piece == TimePiece::kUnderDay && m_rest.starts_with(' ')) {
            m_rest.remove_prefix(1);
        }
        m_day = number(piece == TimePiece::kZeroDay);
        return m_day.has_value();
    }

    bool yearDay(TimePiece piece) {
        for (int i = 0; i < 2 && piece == TimePiece::kUnderYearDay && m_rest.starts_with(' '); ++i) {
            m_rest.remove_prefix(1);
        }
        std::size_t count = 0;
        while (count < 3 && isDigitAt(m_rest, count)) {
            ++count;
        }
        if (count == 0 || (piece == TimePiece::kZeroYearDay && count != 3)) {
            return false;
        }
        m_yearDay = digits(count);
        return true;
    }

    bool second(const LayoutPart& part) {
        if (!take(m_civil.second, part.piece == TimePiece::kZeroSecond, 0, 59, "second") || !m_outOfRange.empty()) {
            return false;
        }
        if (!isPointOrComma(m_rest) || !isDigitAt(m_rest, 1)) {
            return true;
        }
        const auto next = nextLayoutPart(part.rest).piece;
        return next == TimePiece::kFractionZero || next == TimePiece::kFractionNine || fraction(fractionSize());
    }

    /// The point and the digits behind it.
    std::size_t fractionSize() const { return std::min(m_rest.find_first_not_of("0123456789", 1), m_rest.size()); }

    bool fraction(std::size_t size) {
        if (m_rest.size() < size || !isPointOrComma(m_rest)) {
            return false;
        }
        constexpr std::size_t kDigits = 9;
        std::string text(m_rest.substr(1, std::min(size - 1, kDigits)));
        if (text.find_first_not_of("0123456789") != std::string::npos) {
            return false;
        }
        text.resize(kDigits, '0');
        std::from_chars(text.data(), text.data() + kDigits, m_nanoseconds);
        m_rest.remove_prefix(size);
        return true;
    }

    bool halfOfDay(std::string_view before, std::string_view after) {
        m_isAfternoon = m_rest.starts_with(after);
        m_isMorning = m_rest.starts_with(before);
        m_rest.remove_prefix(m_isAfternoon || m_isMorning ? 2 : 0);
        return m_isAfternoon || m_isMorning;
    }

    bool zone(std::string_view form) {
        if (form[0] == 'Z' && m_rest.starts_with('Z')) {
            m_rest.remove_prefix(1);
            m_isUtc = true;
            return true;
        }
        if (m_rest.size() < form.size() || (m_rest[0] != '+' && m_rest[0] != '-')) {
            return false;
        }
        const int sign = m_rest[0] == '-' ? -1 : 1;
        m_rest.remove_prefix(1);
        constexpr std::string_view kNames[] = {"time zone offset hour", "time zone offset minute",
                                               "time zone offset second"};
        const auto parts = (form.size() - (form.contains(':') ? (form.size() > 6 ? 2 : 1) : 0)) / 2;
        int offset = 0;
        int unit = 3600;
        for (std::size_t i = 0; i < parts; ++i, unit /= 60) {
            if (i > 0 && form.contains(':') && !skip(":")) {
                return false;
            }
            const auto value = number(true);
            if (!value) {
                return false;
            }
            if (*value > (i == 0 ? 24 : 60)) {
                m_outOfRange = kNames[i];
            }
            offset += *value * unit;
        }
        m_offset = sign * offset;
        return true;
    }

    /// `+05` and the like: its size, or 0.
    static std::size_t signedOffsetSize(std::string_view text) {
        if (text.empty() || (text[0] != '+' && text[0] != '-')) {
            return 0;
        }
        const auto end = std::min(text.find_first_not_of("0123456789", 1), text.size());
        int hours = 0;
        std::from_chars(text.data() + 1, text.data() + end, hours);
        constexpr std::size_t kLongest = 9;
        return end == 1 || end > kLongest || hours > 23 ? 0 : end;
    }

    static std::size_t zoneNameSize(std::string_view text) {
        if (text.size() < 3) {
            return 0;
        }
        if (text.starts_with("ChST") || text.starts_with("MeST")) {
            return 4;
        }
        if (text.starts_with("GMT")) {
            return 3 + signedOffsetSize(text.substr(3));
        }
        if (text[0] == '+' || text[0] == '-') {
            return signedOffsetSize(text);
        }
        std::size_t upper = 0;
        while (upper < 6 && upper < text.size() && text[upper] >= 'A' && text[upper] <= 'Z') {
            ++upper;
        }
        const bool isName = upper == 3 || (upper == 4 && (text[3] == 'T' || text.starts_with("WITA"))) ||
                            (upper == 5 && text[4] == 'T');
        return isName ? upper : 0;
    }

    bool zoneName() {
        if (m_rest.starts_with("UTC")) {
            m_rest.remove_prefix(3);
            m_isUtc = true;
            return true;
        }
        const auto size = zoneNameSize(m_rest);
        m_zoneName = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return size > 0;
    }

    bool read(const LayoutPart& part) {
        const auto abbreviated = [](int i) { return weekdayName(i).substr(0, 3); };
        switch (part.piece) {
        case TimePiece::kNone:
            return true;
        case TimePiece::kLongMonth:
        case TimePiece::kMonth:
            return month(part.piece == TimePiece::kLongMonth);
        case TimePiece::kNumMonth:
        case TimePiece::kZeroMonth:
            return numericMonth(part.piece == TimePiece::kZeroMonth);
        case TimePiece::kLongWeekday:
            return name(7, weekdayName, nullptr);
        case TimePiece::kWeekday:
            return name(7, abbreviated, nullptr);
        case TimePiece::kDay:
        case TimePiece::kUnderDay:
        case TimePiece::kZeroDay:
            return day(part.piece);
        case TimePiece::kUnderYearDay:
        case TimePiece::kZeroYearDay:
            return yearDay(part.piece);
        case TimePiece::kHour:
            return take(m_civil.hour, false, 0, 23, "hour");
        case TimePiece::kHour12:
        case TimePiece::kZeroHour12:
            return take(m_civil.hour, part.piece == TimePiece::kZeroHour12, 0, 12, "hour");
        case TimePiece::kMinute:
        case TimePiece::kZeroMinute:
            return take(m_civil.minute, part.piece == TimePiece::kZeroMinute, 0, 59, "minute");
        case TimePiece::kSecond:
        case TimePiece::kZeroSecond:
            return second(part);
        case TimePiece::kLongYear:
        case TimePiece::kYear:
            return year(part.piece == TimePiece::kLongYear);
        case TimePiece::kUpperPm:
            return halfOfDay("AM", "PM");
        case TimePiece::kLowerPm:
            return halfOfDay("am", "pm");
        case TimePiece::kZoneName:
            return zoneName();
        case TimePiece::kZone:
            return zone(part.text);
        case TimePiece::kFractionZero:
            return fraction(part.text.size());
        case TimePiece::kFractionNine:
            return !isPointOrComma(m_rest) || !isDigitAt(m_rest, 1) || fraction(fractionSize());
        }
        return false;
    }

    /// From the day of the year to month and day.
    Result<void> applyYearDay() {
        const int days = daysInMonth(m_civil.year, 2) == 29 ? 366 : 365;
        if (*m_yearDay < 1 || *m_yearDay > days) {
            return wrong("day-of-year out of range");
        }
        const auto date = civilFromSeconds(secondsFromCivil({.year = m_civil.year, .day = *m_yearDay}));
        if (m_month && *m_month != date.month) {
            return wrong("day-of-year does not match month");
        }
        if (m_day && *m_day != date.day) {
            return wrong("day-of-year does not match day");
        }
        m_month = date.month;
        m_day = date.day;
        return {};
    }

    Result<Time> finish() {
        if (m_isAfternoon && m_civil.hour < 12) {
            m_civil.hour += 12;
        } else if (m_isMorning && m_civil.hour == 12) {
            m_civil.hour = 0;
        }
        if (m_yearDay) {
            HEARTH_TRY(applyYearDay());
        }
        m_civil.month = m_month.value_or(1);
        m_civil.day = m_day.value_or(1);
        if (m_civil.day < 1 || m_civil.day > daysInMonth(m_civil.year, m_civil.month)) {
            return wrong("day out of range");
        }
        return inZone();
    }

    Time inZone() const {
        const auto asUtc = secondsFromCivil(m_civil);
        if (m_isUtc) {
            return {asUtc, m_nanoseconds, TimeZone()};
        }
        if (m_offset) {
            const auto period = m_zone.at(asUtc - *m_offset);
            const bool isZones =
                period.offset == *m_offset && (m_zoneName.empty() || m_zoneName == period.abbreviation);
            return {asUtc - *m_offset, m_nanoseconds,
                    isZones ? m_zone : TimeZone::fixed(std::string(m_zoneName), *m_offset)};
        }
        if (m_zoneName.empty()) {
            return {m_zone.seconds(m_civil), m_nanoseconds, m_zone};
        }
        if (m_zone.at(asUtc).abbreviation == m_zoneName) {
            return {m_zone.seconds(m_civil), m_nanoseconds, m_zone};
        }
        // A name alone says nothing of the offset, but for GMT+3.
        int hours = 0;
        if (m_zoneName.size() > 3 && m_zoneName.starts_with("GMT")) {
            const auto digits = m_zoneName.substr(4);
            std::from_chars(digits.data(), digits.data() + digits.size(), hours);
            hours = m_zoneName[3] == '-' ? -hours : hours;
        }
        return {asUtc, m_nanoseconds, TimeZone::fixed(std::string(m_zoneName), hours * 3600)};
    }

    std::string_view m_text;
    std::string_view m_layout;
    const TimeZone& m_zone;
    std::string_view m_rest;
    std::string_view m_mismatch; ///< The text that was expected last.
    std::string_view m_outOfRange;
    CivilTime m_civil{.year = 0};
    std::optional<int> m_month;
    std::optional<int> m_day;
    std::optional<int> m_yearDay;
    std::int32_t m_nanoseconds = 0;
    bool m_isMorning = false;
    bool m_isAfternoon = false;
    bool m_isUtc = false;
    std::optional<int> m_offset;
    std::string_view m_zoneName;
};

} // namespace

Result<Time> parseTime(std::string_view text, std::string_view layout, const TimeZone& zone) {
    return TimeReader(text, layout, zone).run();
}

} // namespace hearth::templates
