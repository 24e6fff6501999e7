// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/verify_report.h"

#include <algorithm>
#include <fmt/format.h>

#include "tool/go_format.h"

namespace hearth::app::tool {
namespace {

std::string timeText(model::TimestampMs time) {
    constexpr std::size_t kDateAndClock = 19;
    return formatUtc(time).substr(0, kDateAndClock);
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view several) {
    return fmt::format("{} {}", count, count == 1 ? one : several);
}

} // namespace

void Loss::addTimes(model::TimeRange times) {
    if (!m_times) {
        m_times = times;
    }
    m_times->begin = std::min(m_times->begin, times.begin);
    m_times->end = std::max(m_times->end, times.end);
}

std::string Loss::toText() const {
    if (!m_times || m_samples == 0) {
        return "no samples";
    }
    return fmt::format("{} of {} series, {} to {} UTC", counted(m_samples, "sample", "samples"), series(),
                       timeText(m_times->begin), timeText(m_times->end));
}

void VerifyReport::part(std::string_view name, std::string_view content) {
    m_out.line(fmt::format("{}: {}", name, content));
}

void VerifyReport::damage(std::string_view reason) {
    ++m_damages;
    m_out.line(fmt::format("  DAMAGED: {}", reason));
}

void VerifyReport::cost(std::string_view text) {
    m_out.line(fmt::format("    losing it costs {}", text));
}

void VerifyReport::note(std::string_view text) {
    m_out.line(fmt::format("  note: {}", text));
}

void VerifyReport::summary() {
    m_out.line(m_damages == 0 ? "no damage found" : counted(m_damages, "damage found", "damages found"));
}

} // namespace hearth::app::tool
