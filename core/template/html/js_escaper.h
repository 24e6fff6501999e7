// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "template/value.h"

namespace hearth::templates {

/// A value as an expression: JSON, with a comment in place of what JSON cannot say.
std::string jsExpression(const Value& value, std::uint64_t limit);
/// For the inside of a quoted string.
std::string escapeJsString(std::string_view text);
/// For the inside of a string in backquotes.
std::string escapeJsTemplate(std::string_view text);
/// For the inside of a regular expression.
std::string escapeJsRegex(std::string_view text);
/// `<!--`, `<script` and `</script` that stand in a template's own string literals cannot end the element.
std::string escapeScriptTags(std::string_view text);

} // namespace hearth::templates
