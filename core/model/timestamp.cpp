// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "base/number_format.h"
#include "base/text.h"
#include "model/time.h"

namespace hearth::model {
namespace {

/// Reads RFC 3339 from left to right; remembers that something did not fit.
class Rfc3339Reader {
  public:
    explicit Rfc3339Reader(std::string_view text)
        : m_rest(text) {}

    bool done() const { return m_ok && m_rest.empty(); }
    bool ok() const { return m_ok; }

    int digits(std::size_t count) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (m_rest.empty() || m_rest[0] < '0' || m_rest[0] > '9') {
                m_ok = false;
                return 0;
            }
            value = value * 10 + (m_rest[0] - '0');
            m_rest.remove_prefix(1);
        }
        return value;
    }
    void literal(std::string_view choices) {
        if (m_rest.empty() || choices.find(m_rest[0]) == std::string_view::npos) {
            m_ok = false;
            return;
        }
        m_rest.remove_prefix(1);
    }
    bool accept(char c) {
        if (!m_rest.starts_with(c)) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }
    /// Digits after a point, as nanoseconds; further digits are passed over.
    std::int64_t fraction() {
        std::int64_t value = 0;
        std::int64_t unit = 100'000'000;
        bool any = false;
        for (; !m_rest.empty() && m_rest[0] >= '0' && m_rest[0] <= '9'; m_rest.remove_prefix(1)) {
            value += (m_rest[0] - '0') * unit;
            unit /= 10;
            any = true;
        }
        m_ok = m_ok && any;
        return value;
    }

  private:
    std::string_view m_rest;
    bool m_ok = true;
};

/// Offset from UTC in minutes: `Z`, `+09:00`.
int readZone(Rfc3339Reader& reader) {
    if (reader.accept('Z') || reader.accept('z')) {
        return 0;
    }
    const bool west = reader.accept('-');
    if (!west) {
        reader.literal("+");
    }
    const int hours = reader.digits(2);
    reader.literal(":");
    const int minutes = reader.digits(2);
    const int offset = hours * 60 + minutes;
    return west ? -offset : offset;
}

std::optional<TimestampMs> parseRfc3339(std::string_view text) {
    using namespace std::chrono;
    Rfc3339Reader reader(text);
    const int yearNumber = reader.digits(4);
    reader.literal("-");
    const int monthNumber = reader.digits(2);
    reader.literal("-");
    const int dayNumber = reader.digits(2);
    reader.literal("Tt");
    const int hour = reader.digits(2);
    reader.literal(":");
    const int minute = reader.digits(2);
    reader.literal(":");
    const int second = reader.digits(2);
    const auto nanos = reader.accept('.') ? reader.fraction() : 0;
    const int zone = readZone(reader);
    const year_month_day date{year{yearNumber}, month{static_cast<unsigned>(monthNumber)},
                              day{static_cast<unsigned>(dayNumber)}};
    if (!reader.done() || !date.ok() || hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    const auto days = sys_days(date).time_since_epoch().count();
    const auto seconds = ((days * 24LL + hour) * 60 + minute - zone) * 60 + second;
    return seconds * 1000 + nanos / 1'000'000;
}

std::unexpected<Error> notATimestamp(std::string_view text) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("cannot parse {} to a valid timestamp", quoteGo(text)));
}

} // namespace

std::string formatRfc3339Milliseconds(TimestampMs time) {
    using namespace std::chrono;
    const sys_time<milliseconds> moment{milliseconds(time)};
    const auto midnight = floor<days>(moment);
    const year_month_day date(midnight);
    const hh_mm_ss clock(moment - midnight);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::string formatRfc3339(TimestampMs time) {
    auto text = formatRfc3339Milliseconds(time);
    text.pop_back();
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
        text.pop_back();
    }
    return text + "Z";
}

Result<TimestampMs> parseTimestamp(std::string_view text) {
    // The extremes as Go prints them; their years are beyond what RFC 3339 can say.
    if (text == "-292273086-05-16T16:47:06Z") {
        return kMinTimestamp;
    }
    if (text == "292277025-08-18T07:12:54.999999999Z") {
        return kMaxTimestamp;
    }
    if (const auto seconds = parseFloat(text)) {
        // Prometheus rounds the fraction to milliseconds, apart from the whole seconds.
        const double whole = std::trunc(*seconds);
        if (!(std::fabs(whole) <= static_cast<double>(kMaxTimestamp / 1000))) {
            return notATimestamp(text);
        }
        const double millis = std::round((*seconds - whole) * 1000);
        return static_cast<TimestampMs>(whole) * 1000 + static_cast<TimestampMs>(millis);
    }
    if (const auto time = parseRfc3339(text)) {
        return *time;
    }
    return notATimestamp(text);
}

} // namespace hearth::model
