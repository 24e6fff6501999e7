// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "template/value.h"

namespace hearth::templates {

/// Go's encoding/json.Marshal: fields in their order, keys sorted, `<`, `>` and `&` escaped.
Result<std::string> jsonText(const Value& value, std::uint64_t limit);
/// A JSON string with its quotes.
std::string jsonString(std::string_view text);

} // namespace hearth::templates
