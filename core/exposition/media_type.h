// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::exposition {

/// `type/subtype;name=value;...` of a Content-Type or of one clause of an Accept header (RFC 9110, 8.3.1).
struct MediaType {
    std::string name;                                            ///< Lower case, without parameters.
    std::vector<std::pair<std::string, std::string>> parameters; ///< Names in lower case, values without quotes.

    /// Empty where there is none.
    std::string_view parameter(std::string_view wanted) const;
};

/// Nothing where the text is no media type. Threads: thread-safe.
std::optional<MediaType> parseMediaType(std::string_view text);

} // namespace hearth::exposition
