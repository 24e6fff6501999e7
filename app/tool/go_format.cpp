// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/go_format.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "base/number_format.h"
#include "base/text.h"

namespace hearth::app::tool {
namespace {

/// Code points, as tabwriter counts cells.
std::size_t widthOf(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

} // namespace

std::string formatFloatG(double value) {
    std::string text;
    appendFloatGeneral(text, value);
    return text;
}

std::string formatGoDuration(model::DurationMs duration) {
    if (duration == 0) {
        return "0s";
    }
    const bool isNegative = duration < 0;
    const auto total = isNegative ? -static_cast<std::uint64_t>(duration) : static_cast<std::uint64_t>(duration);
    const std::string sign = isNegative ? "-" : "";
    if (total < static_cast<std::uint64_t>(model::kSecondMs)) {
        return fmt::format("{}{}ms", sign, total);
    }
    const auto hours = total / static_cast<std::uint64_t>(model::kHourMs);
    const auto minutes = total / static_cast<std::uint64_t>(model::kMinuteMs) % 60;
    const auto milliseconds = total % static_cast<std::uint64_t>(model::kMinuteMs);
    auto seconds = fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
    seconds.erase(seconds.find_last_not_of('0') + 1);
    if (seconds.ends_with('.')) {
        seconds.pop_back();
    }
    std::string text = sign;
    if (hours != 0) {
        text += fmt::format("{}h", hours);
    }
    if (hours != 0 || minutes != 0) {
        text += fmt::format("{}m", minutes);
    }
    return text + seconds + "s";
}

std::string formatUtc(model::TimestampMs time) {
    using namespace std::chrono;
    const seconds whole(time / model::kSecondMs); // toward zero, as Go divides
    const auto day = floor<days>(whole);
    const year_month_day date{sys_days(day)};
    const hh_mm_ss clock(whole - day);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} +0000 UTC", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

std::string formatLabels(const model::Labels& labels) {
    std::string text = "{";
    for (const auto& [name, value] : labels) {
        if (text.size() > 1) {
            text += ", ";
        }
        text += model::isLegacyLabelName(name) ? std::string(name) : quoteGo(name);
        text += '=';
        text += quoteGo(value);
    }
    return text + "}";
}

std::string TextTable::toText() const {
    std::vector<std::size_t> widths;
    for (const auto& row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()), m_minCellWidth);
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], widthOf(row[i]) + m_padding);
        }
    }
    std::string text;
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size()) {
                text.append(widths[i] - widthOf(row[i]), ' ');
            }
        }
        text += '\n';
    }
    return text;
}

} // namespace hearth::app::tool
