// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::http {

using Header = std::pair<std::string, std::string>;

/// The first header of that name, compared without regard to case; empty where there is none.
std::string_view headerValue(const std::vector<Header>& headers, std::string_view name);

/// Decodes %XX (and '+' as a blank where `plusIsBlank`); bad escapes stay as they are.
std::string percentDecode(std::string_view text, bool plusIsBlank);
/// Encodes all but unreserved characters.
std::string percentEncode(std::string_view text);

/// Name-value pairs of a query string or a form body, in order.
using Parameters = std::vector<std::pair<std::string, std::string>>;
/// Pairs beyond this many are not read.
inline constexpr std::size_t kMaxParameters = 10'000;
Parameters parseParameters(std::string_view encoded);
std::string encodeParameters(const Parameters& parameters);

} // namespace hearth::http
