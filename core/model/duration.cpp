// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <limits>

#include "base/text.h"
#include "model/time.h"

namespace hearth::model {
namespace {

struct Unit {
    std::string_view name;
    DurationMs size;
    bool onlyExact; ///< Printed only where it divides the rest.
};

constexpr std::array kUnits{
    Unit{"y", 365 * kDayMs, true}, Unit{"w", 7 * kDayMs, true}, Unit{"d", kDayMs, false}, Unit{"h", kHourMs, false},
    Unit{"m", kMinuteMs, false},   Unit{"s", kSecondMs, false}, Unit{"ms", 1, false},
};

/// Prometheus keeps durations in nanoseconds; what does not fit there is refused here too.
constexpr DurationMs kMaxDuration = std::numeric_limits<std::int64_t>::max() / 1'000'000;

std::unexpected<Error> notADuration(std::string_view text) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("not a valid duration string: {}", quoteGo(text)));
}

/// The unit that stands at the start of `text`, looked for from `first` on; kUnits.size() where none does.
std::size_t unitAt(std::string_view text, std::size_t first) {
    const auto letters = text.substr(0, text.find_first_of("0123456789"));
    for (auto i = first; i < kUnits.size(); ++i) {
        if (letters == kUnits[i].name) {
            return i;
        }
    }
    return kUnits.size();
}

/// Tells a unit that does not exist from one that is missing or stands in the wrong place.
std::unexpected<Error> badUnit(std::string_view rest, std::string_view text) {
    const auto letters = rest.substr(0, rest.find_first_of("0123456789"));
    if (letters.empty() || unitAt(rest, 0) != kUnits.size()) {
        return notADuration(text);
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("unknown unit {} in duration {}", quoteGo(letters), quoteGo(text)));
}

} // namespace

Result<DurationMs> parseDuration(std::string_view text) {
    if (text.empty()) {
        return fail(ErrorCode::kInvalidArgument, "empty duration string");
    }
    if (text == "0") {
        return 0;
    }
    DurationMs total = 0;
    std::size_t nextUnit = 0;
    for (auto rest = text; !rest.empty();) {
        std::uint64_t count = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
        if (error != std::errc()) {
            return notADuration(text);
        }
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        const auto unit = unitAt(rest, nextUnit);
        if (unit == kUnits.size()) {
            return badUnit(rest, text);
        }
        if (count > static_cast<std::uint64_t>((kMaxDuration - total) / kUnits[unit].size)) {
            return fail(ErrorCode::kInvalidArgument, "duration out of range");
        }
        total += static_cast<DurationMs>(count) * kUnits[unit].size;
        rest.remove_prefix(kUnits[unit].name.size());
        nextUnit = unit + 1;
    }
    return total;
}

std::string formatDuration(DurationMs duration) {
    if (duration == 0) {
        return "0s";
    }
    std::string text;
    if (duration < 0) {
        text = "-";
        duration = -duration;
    }
    for (const auto& unit : kUnits) {
        const auto count = duration / unit.size;
        if (count == 0 || (unit.onlyExact && duration % unit.size != 0)) {
            continue;
        }
        text += fmt::format("{}{}", count, unit.name);
        duration %= unit.size;
    }
    return text;
}

} // namespace hearth::model
