// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/group_clock.h"

#include <string>

#include "base/hash.h"

namespace hearth::rules {
namespace {

constexpr std::size_t kShortSize = 255;

/// As Prometheus keeps label sets in memory: a size of one byte, or 255 and three bytes, before each string.
void appendSized(std::string& out, std::string_view text) {
    if (text.size() < kShortSize) {
        out += static_cast<char>(text.size());
    } else {
        out += static_cast<char>(kShortSize);
        for (unsigned shift = 0; shift < 24; shift += 8) {
            out += static_cast<char>((text.size() >> shift) & 0xffU);
        }
    }
    out += text;
}

} // namespace

std::string groupKey(std::string_view file, std::string_view name) {
    std::string key(file);
    key += ';';
    return key += name;
}

Nanoseconds groupOffset(std::string_view file, std::string_view name, Nanoseconds interval) {
    std::string labels;
    for (const auto text : {std::string_view("file"), file, std::string_view("name"), name}) {
        appendSized(labels, text);
    }
    return Nanoseconds(static_cast<std::int64_t>(xxHash64(labels) % static_cast<std::uint64_t>(interval.count())));
}

WallTime GroupClock::instantBefore(WallTime time) const {
    const auto shifted = time.time_since_epoch() - m_offset;
    auto past = shifted % m_interval;
    if (past < Nanoseconds::zero()) {
        past += m_interval;
    }
    return WallTime(shifted - past + m_offset);
}

void GroupClock::start(WallTime now) {
    m_next = instantBefore(now) + m_interval;
}

GroupClock::Tick GroupClock::advance(WallTime now) {
    const auto at = instantBefore(now);
    const auto skipped = (at - m_next) / m_interval;
    m_next = at + m_interval;
    return {.at = at, .missed = skipped > 0 ? static_cast<std::uint64_t>(skipped) : 0};
}

} // namespace hearth::rules
