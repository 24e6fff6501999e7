// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "template/html/html_context.h"
#include "template/value.h"

namespace hearth::templates {

/// What a value that must not stand in a place is replaced with.
inline constexpr std::string_view kFailsafe = "ZgotmplZ";

/// The text of a value where `context` is, so that it stays a value: no new elements, attributes, scripts or URLs of
/// foreign schemes. `absorbed` ("html", "urlquery" or nothing) takes the place of the escaper that is like it. Go:
/// html/template's escapers.
Result<std::string> escapeForHtml(const Value& value, const HtmlContext& context, std::string_view absorbed,
                                  std::uint64_t limit);

} // namespace hearth::templates
