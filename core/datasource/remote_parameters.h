// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/number_format.h"
#include "http/message.h"
#include "model/time.h"

/// How a RemoteDataSource writes what it asks for.
namespace hearth::datasource {

inline constexpr const char* kFormType = "application/x-www-form-urlencoded";

/// As the API takes times and durations: float seconds.
inline std::string seconds(std::int64_t milliseconds) {
    std::string text;
    appendSeconds(text, milliseconds);
    return text;
}

inline void addTimes(http::Parameters& form, std::optional<model::TimestampMs> start,
                     std::optional<model::TimestampMs> end) {
    if (start) {
        form.emplace_back("start", seconds(*start));
    }
    if (end) {
        form.emplace_back("end", seconds(*end));
    }
}

} // namespace hearth::datasource
