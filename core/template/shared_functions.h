// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "template/context.h"
#include "template/value.h"

namespace hearth::templates {

// Functions that rules and notifications share. They look at no environment.

Result<Value> callReReplaceAll(Context& context, std::span<const Value> arguments);
Result<Value> callMatch(Context& context, std::span<const Value> arguments);
Result<Value> callSafeHtml(Context& context, std::span<const Value> arguments);
Result<Value> callToUpper(Context& context, std::span<const Value> arguments);
Result<Value> callToLower(Context& context, std::span<const Value> arguments);

/// The value, unless lists and maps lie too deep within each other.
Result<Value> checkedDepth(Value value);

} // namespace hearth::templates
