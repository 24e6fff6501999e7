// SPDX-License-Identifier: GPL-3.0-or-later
// Go's built-in template functions.
#include <array>
#include <fmt/format.h>

#include "template/comparison.h"
#include "template/context.h"
#include "template/function_table.h"
#include "template/print.h"
#include "template/text_escape.h"

namespace hearth::templates {
namespace {

using Arguments = std::span<const Value>;

std::unexpected<Error> wrong(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

Result<Value> asText(Result<std::string> text) {
    return text ? Result<Value>(Value::string(*std::move(text))) : std::unexpected(std::move(text).error());
}

// Go reports these as panics of its reflection.
constexpr const char* kNoType = "reflect: call of reflect.Value.Type on zero Value";

Result<Value> callNot(Context& /*context*/, Arguments arguments) {
    return Value::boolean(!arguments[0].isTrue());
}

Result<Value> callLen(Context& /*context*/, Arguments arguments) {
    const auto& item = arguments[0];
    if (!item.isValid()) {
        return wrong(kNoType);
    }
    if (item.kind() == Kind::kInterface) {
        return wrong("len of nil pointer");
    }
    const auto size = item.size();
    return size ? Result<Value>(Value::integer(static_cast<std::int64_t>(*size)))
                : wrong(fmt::format("len of type {}", item.pointee().type()->name));
}

Result<std::size_t> indexIn(const Value& boxed, std::size_t capacity) {
    const auto index = boxed.unboxed();
    if (!index.isValid()) {
        return wrong("cannot index slice/array with nil");
    }
    if (index.isPointer() || (index.kind() != Kind::kInt && index.kind() != Kind::kUint)) {
        return wrong(fmt::format("cannot index slice/array with type {}", index.type()->name));
    }
    if (index.toInt() < 0 || index.toUint() > capacity) {
        return wrong(fmt::format("index out of range: {}", index.toInt()));
    }
    return static_cast<std::size_t>(index.toUint());
}

Result<Value> elementOf(const Value& item, const Value& index) {
    switch (item.kind()) {
    case Kind::kString:
    case Kind::kList: {
        const auto at = HEARTH_TRY(indexIn(index, *item.size()));
        const bool isText = item.kind() == Kind::kString;
        if (at == *item.size()) {
            return wrong(fmt::format("reflect: {} index out of range", isText ? "string" : "slice"));
        }
        return isText ? Value::unsignedInteger(static_cast<unsigned char>(item.toString()[at]), kUint8Type)
                      : item.toList().at(at);
    }
    case Kind::kMap: {
        const auto key = index.unboxed();
        if (!key.isValid()) {
            return wrong("value is nil; should be of type string");
        }
        if (key.type() != &kStringType) {
            return wrong(fmt::format("value has type {}; should be string", key.type()->name));
        }
        auto value = item.toMap().find(key.toString());
        if (!value.isValid()) {
            value = Value::zeroOf(*item.type()->element);
        }
        return value;
    }
    default:
        return wrong(fmt::format("can't index item of type {}", item.type()->name));
    }
}

Result<Value> callIndex(Context& /*context*/, Arguments arguments) {
    auto item = arguments[0].unboxed();
    if (!item.isValid()) {
        return wrong("index of untyped nil");
    }
    for (const auto& index : arguments.subspan(1)) {
        item = item.pointee();
        if (item.isNothing()) {
            return wrong("index of nil pointer");
        }
        item = HEARTH_TRY(elementOf(item, index));
    }
    return item;
}

Result<Value> callSlice(Context& /*context*/, Arguments arguments) {
    const auto item = arguments[0].unboxed().pointee();
    const auto indexes = arguments.subspan(1);
    if (!item.isValid()) {
        return wrong("slice of untyped nil");
    }
    if (indexes.size() > 3) {
        return wrong(fmt::format("too many slice indexes: {}", indexes.size()));
    }
    const bool isText = item.kind() == Kind::kString;
    if (isText && indexes.size() == 3) {
        return wrong("cannot 3-index slice a string");
    }
    if (!isText && item.kind() != Kind::kList) {
        return wrong(fmt::format("can't slice item of type {}", item.type()->name));
    }
    std::array<std::size_t, 3> bounds{0, *item.size(), *item.size()};
    for (std::size_t i = 0; i < indexes.size(); ++i) {
        bounds[i] = HEARTH_TRY(indexIn(indexes[i], *item.size()));
    }
    for (std::size_t i = 0; i + 1 < std::max<std::size_t>(indexes.size(), 2); ++i) {
        if (bounds[i] > bounds[i + 1]) {
            return wrong(fmt::format("invalid slice index: {} > {}", bounds[i], bounds[i + 1]));
        }
    }
    if (isText) {
        return Value::string(item.toString().substr(bounds[0], bounds[1] - bounds[0]), *item.type());
    }
    std::vector<Value> elements;
    for (auto i = bounds[0]; i < bounds[1]; ++i) {
        elements.push_back(item.toList().at(i));
    }
    return Value::list(std::move(elements), *item.type());
}

Result<Value> callHtml(Context& context, Arguments arguments) {
    return Value::string(escapeHtml(HEARTH_TRY(printForEscaping(arguments, context.limits().outputBytes))));
}

Result<Value> callJs(Context& context, Arguments arguments) {
    return Value::string(escapeJs(HEARTH_TRY(printForEscaping(arguments, context.limits().outputBytes))));
}

Result<Value> callUrlQuery(Context& context, Arguments arguments) {
    return Value::string(escapeQuery(HEARTH_TRY(printForEscaping(arguments, context.limits().outputBytes))));
}

Result<Value> callPrint(Context& context, Arguments arguments) {
    return asText(printAll(arguments, context.limits().outputBytes));
}

Result<Value> callPrintln(Context& context, Arguments arguments) {
    return asText(printLine(arguments, context.limits().outputBytes));
}

Result<Value> callPrintf(Context& context, Arguments arguments) {
    return asText(printFormatted(arguments[0].toString(), arguments.subspan(1), context.limits().outputBytes));
}

Result<Value> callEq(Context& /*context*/, Arguments arguments) {
    if (arguments.size() == 1) {
        return wrong("missing argument for comparison");
    }
    for (const auto& other : arguments.subspan(1)) {
        if (HEARTH_TRY(isEqual(arguments[0], other))) {
            return Value::boolean(true);
        }
    }
    return Value::boolean(false);
}

Result<Value> callNe(Context& /*context*/, Arguments arguments) {
    return Value::boolean(!HEARTH_TRY(isEqual(arguments[0], arguments[1])));
}

Result<Value> callLt(Context& /*context*/, Arguments arguments) {
    return Value::boolean(HEARTH_TRY(isLess(arguments[0], arguments[1])));
}

Result<bool> isAtMost(Arguments arguments) {
    return HEARTH_TRY(isLess(arguments[0], arguments[1])) || HEARTH_TRY(isEqual(arguments[0], arguments[1]));
}

Result<Value> callLe(Context& /*context*/, Arguments arguments) {
    return Value::boolean(HEARTH_TRY(isAtMost(arguments)));
}

Result<Value> callGt(Context& /*context*/, Arguments arguments) {
    return Value::boolean(!HEARTH_TRY(isAtMost(arguments)));
}

Result<Value> callGe(Context& /*context*/, Arguments arguments) {
    return Value::boolean(!HEARTH_TRY(isLess(arguments[0], arguments[1])));
}

constexpr std::array<const Type*, 1> kOneAny{&kAnyType};
constexpr std::array<const Type*, 1> kOneValue{&kReflectType};
constexpr std::array<const Type*, 2> kTwoValues{&kReflectType, &kReflectType};
constexpr std::array<const Type*, 2> kTextAndAny{&kStringType, &kAnyType};

constexpr std::array kBuiltins{
    Function{"and", kTwoValues, true, nullptr},
    Function{"or", kTwoValues, true, nullptr},
    Function{"call", kTwoValues, true, nullptr},
    Function{"not", kOneValue, false, callNot},
    Function{"len", kOneValue, false, callLen},
    Function{"index", kTwoValues, true, callIndex},
    Function{"slice", kTwoValues, true, callSlice},
    Function{"html", kOneAny, true, callHtml},
    Function{"js", kOneAny, true, callJs},
    Function{"urlquery", kOneAny, true, callUrlQuery},
    Function{"print", kOneAny, true, callPrint},
    Function{"println", kOneAny, true, callPrintln},
    Function{"printf", kTextAndAny, true, callPrintf},
    Function{"eq", kTwoValues, true, callEq},
    Function{"ne", kTwoValues, false, callNe},
    Function{"lt", kTwoValues, false, callLt},
    Function{"le", kTwoValues, false, callLe},
    Function{"gt", kTwoValues, false, callGt},
    Function{"ge", kTwoValues, false, callGe},
};

} // namespace

std::span<const Function> builtinFunctions() {
    return kBuiltins;
}

} // namespace hearth::templates
