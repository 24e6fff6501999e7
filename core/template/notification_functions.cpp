// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of Alertmanager's notification templates.
#include <array>

#include "template/humanize.h"
#include "template/json_text.h"
#include "template/notification_templates.h"
#include "template/shared_functions.h"
#include "template/text_escape.h"
#include "template/time_layout.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

using Arguments = std::span<const Value>;

std::unexpected<Error> wrong(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

NotificationEnvironment& environmentOf(Context& context) {
    return context.environment<NotificationEnvironment>();
}

Result<Value> callTitle(Context& /*context*/, Arguments arguments) {
    return Value::string(toTitle(arguments[0].toString(), false));
}

Result<Value> callTrimSpace(Context& /*context*/, Arguments arguments) {
    return Value::string(std::string(trimSpace(arguments[0].toString())));
}

Result<Value> callJoin(Context& context, Arguments arguments) {
    std::string text;
    const auto& list = arguments[1].toList();
    for (std::size_t i = 0; i < list.size(); ++i) {
        text += i > 0 ? arguments[0].toString() : "";
        text += list.at(i).toString();
        if (text.size() > context.limits().outputBytes) {
            return fail(ErrorCode::kLimit, "exceeded maximum output size");
        }
    }
    return Value::string(std::move(text));
}

Result<Value> callSafeUrl(Context& /*context*/, Arguments arguments) {
    return arguments[0].as(kUrlType);
}

Result<Value> callUrlUnescape(Context& /*context*/, Arguments arguments) {
    return Value::string(HEARTH_TRY(unescapeQuery(arguments[0].toString())));
}

Result<Value> callStringSlice(Context& /*context*/, Arguments arguments) {
    return Value::list(std::vector<Value>(arguments.begin(), arguments.end()), kStringListType);
}

Result<Value> callRouteLabels(Context& context, Arguments arguments) {
    return Value::string(HEARTH_TRY(environmentOf(context).routeLabel(arguments[0].toString())));
}

Result<Value> callDate(Context& /*context*/, Arguments arguments) {
    return Value::string(formatTime(arguments[1].toTime(), arguments[0].toString()));
}

Result<Value> callTz(Context& context, Arguments arguments) {
    auto time = arguments[1].toTime();
    time.zone = HEARTH_TRY(environmentOf(context).zone(arguments[0].toString()));
    return Value::time(std::move(time));
}

Result<Value> callNow(Context& context, Arguments /*arguments*/) {
    return Value::time(environmentOf(context).now());
}

Result<Value> callSince(Context& context, Arguments arguments) {
    const std::array<Value, 2> times{Value::time(environmentOf(context).now()), arguments[0]};
    return kTimeType.method("Sub")->call(context, times);
}

Result<Value> callHumanizeDuration(Context& /*context*/, Arguments arguments) {
    return Value::string(humanizeDuration(HEARTH_TRY(toFloat(arguments[0]))));
}

Result<Value> callToDate(Context& /*context*/, Arguments arguments) {
    return Value::time(parseTime(arguments[1].toString(), arguments[0].toString(), TimeZone()).value_or(Time()));
}

Result<Value> callMustToDate(Context& /*context*/, Arguments arguments) {
    return Value::time(HEARTH_TRY(parseTime(arguments[1].toString(), arguments[0].toString(), TimeZone())));
}

Result<Value> callToJson(Context& context, Arguments arguments) {
    return Value::string(HEARTH_TRY(jsonText(arguments[0], context.limits().outputBytes)));
}

Result<Value> callBase64Encode(Context& /*context*/, Arguments arguments) {
    return Value::string(encodeBase64Url(arguments[0].toString()));
}

Result<Value> callBase64Decode(Context& /*context*/, Arguments arguments) {
    return Value::string(HEARTH_TRY(decodeBase64Url(arguments[0].toString())));
}

Result<Value> callList(Context& /*context*/, Arguments arguments) {
    return checkedDepth(Value::list(std::vector<Value>(arguments.begin(), arguments.end())));
}

Result<Value> callAppend(Context& context, Arguments arguments) {
    const auto& list = arguments[0].toList();
    HEARTH_TRY(context.charge(list.size() * sizeof(Value)));
    std::vector<Value> elements;
    elements.reserve(list.size() + arguments.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        elements.push_back(list.at(i));
    }
    elements.insert(elements.end(), arguments.begin() + 1, arguments.end());
    return checkedDepth(Value::list(std::move(elements)));
}

Result<Value> callDict(Context& /*context*/, Arguments arguments) {
    if (arguments.size() % 2 != 0) {
        return wrong("dict requires an even number of arguments");
    }
    std::vector<std::pair<std::string, Value>> pairs;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        if (arguments[i].type() != &kStringType) {
            return wrong("dict keys must be strings");
        }
        pairs.emplace_back(arguments[i].toString(), arguments[i + 1]);
    }
    return checkedDepth(Value::map(std::move(pairs)));
}

constexpr std::array<const Type*, 0> kNothing{};
constexpr std::array<const Type*, 1> kAny{&kAnyType};
constexpr std::array<const Type*, 1> kText{&kStringType};
constexpr std::array<const Type*, 1> kTime{&kTimeType};
constexpr std::array<const Type*, 2> kTwoTexts{&kStringType, &kStringType};
constexpr std::array<const Type*, 3> kThreeTexts{&kStringType, &kStringType, &kStringType};
constexpr std::array<const Type*, 2> kTextAndTexts{&kStringType, &kStringListType};
constexpr std::array<const Type*, 2> kTextAndTime{&kStringType, &kTimeType};
constexpr std::array<const Type*, 2> kListAndAny{&kAnyListType, &kAnyType};

constexpr std::array kFunctions{
    Function{"toUpper", kText, false, callToUpper},
    Function{"toLower", kText, false, callToLower},
    Function{"title", kText, false, callTitle},
    Function{"trimSpace", kText, false, callTrimSpace},
    Function{"join", kTextAndTexts, false, callJoin},
    Function{"match", kTwoTexts, false, callMatch},
    Function{"safeHtml", kText, false, callSafeHtml},
    Function{"safeUrl", kText, false, callSafeUrl},
    Function{"urlUnescape", kText, false, callUrlUnescape},
    Function{"reReplaceAll", kThreeTexts, false, callReReplaceAll},
    Function{"stringSlice", kText, true, callStringSlice},
    Function{"routeLabels", kText, false, callRouteLabels},
    Function{"date", kTextAndTime, false, callDate},
    Function{"tz", kTextAndTime, false, callTz},
    Function{"now", kNothing, false, callNow},
    Function{"since", kTime, false, callSince},
    Function{"humanizeDuration", kAny, false, callHumanizeDuration},
    Function{"toDate", kTwoTexts, false, callToDate},
    Function{"mustToDate", kTwoTexts, false, callMustToDate},
    Function{"toJson", kAny, false, callToJson},
    Function{"base64encode", kText, false, callBase64Encode},
    Function{"base64decode", kText, false, callBase64Decode},
    Function{"list", kAny, true, callList},
    Function{"append", kListAndAny, true, callAppend},
    Function{"dict", kAny, true, callDict},
};

} // namespace

std::shared_ptr<const FunctionTable> notificationFunctions() {
    static const auto kTable = std::make_shared<const FunctionTable>(kFunctions);
    return kTable;
}

} // namespace hearth::templates
