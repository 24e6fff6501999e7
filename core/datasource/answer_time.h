// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "model/time.h"

namespace hearth::datasource {

/// The time that an answer states; Go's zero time, or nothing at all, is "never".
inline std::optional<model::TimestampMs> readTime(const std::string& text) {
    if (text.empty() || text.starts_with("0001-01-01T")) {
        return std::nullopt;
    }
    const auto time = model::parseTimestamp(text);
    return time ? std::optional(*time) : std::nullopt;
}

} // namespace hearth::datasource
