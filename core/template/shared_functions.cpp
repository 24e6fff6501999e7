// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/shared_functions.h"

#include <fmt/format.h>

#include "template/pattern.h"
#include "template/unicode.h"

namespace hearth::templates {

Result<Value> callReReplaceAll(Context& context, std::span<const Value> arguments) {
    const auto& pattern = arguments[0].toString();
    auto compiled = Pattern::create(pattern);
    if (!compiled) { // a panic in Go, with the pattern in front
        return std::unexpected(std::move(compiled).error().withContext(fmt::format("regexp: Compile(`{}`)", pattern)));
    }
    return Value::string(HEARTH_TRY(
        compiled->replaceAll(arguments[2].toString(), arguments[1].toString(), context.limits().outputBytes)));
}

Result<Value> callMatch(Context& /*context*/, std::span<const Value> arguments) {
    const auto pattern = HEARTH_TRY(Pattern::create(arguments[0].toString()));
    return Value::boolean(pattern.matches(arguments[1].toString()));
}

Result<Value> callSafeHtml(Context& /*context*/, std::span<const Value> arguments) {
    return arguments[0].as(kHtmlType);
}

Result<Value> callToUpper(Context& /*context*/, std::span<const Value> arguments) {
    return Value::string(toUpper(arguments[0].toString()));
}

Result<Value> callToLower(Context& /*context*/, std::span<const Value> arguments) {
    return Value::string(toLower(arguments[0].toString()));
}

Result<Value> checkedDepth(Value value) {
    return value.depth() <= kMaxValueDepth
               ? Result<Value>(std::move(value))
               : fail(ErrorCode::kLimit, fmt::format("exceeded maximum depth of values ({})", kMaxValueDepth));
}

} // namespace hearth::templates
