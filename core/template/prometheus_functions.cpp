// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of Prometheus's rule and console templates.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>

#include "template/host_port.h"
#include "template/humanize.h"
#include "template/rule_values.h"
#include "template/shared_functions.h"
#include "template/text_escape.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

using Arguments = std::span<const Value>;

std::unexpected<Error> wrong(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

RuleEnvironment& environmentOf(Context& context) {
    return context.environment<RuleEnvironment>();
}

/// What Go's conversion gives on the machines it mostly runs on, for numbers that do not fit too.
std::int64_t toInteger(double value) {
    constexpr double kTwoTo63 = 9223372036854775808.0;
    return value >= -kTwoTo63 && value < kTwoTo63 ? static_cast<std::int64_t>(value)
                                                  : std::numeric_limits<std::int64_t>::min();
}

std::string_view labelOf(const Value& sample, const std::string& name, std::string& buffer) {
    const auto value = sample.toObject<SampleObject>().labels.toMap().find(name);
    buffer = value.isValid() ? value.toString() : std::string();
    return buffer;
}

std::unexpected<Error> nilSample() {
    return wrong("runtime error: invalid memory address or nil pointer dereference");
}

Result<Value> callQuery(Context& context, Arguments arguments) {
    const auto& environment = environmentOf(context);
    if (!environment.query) {
        return wrong("queries are not possible here");
    }
    return queryResultValue(HEARTH_TRY(environment.query(arguments[0].toString())));
}

Result<Value> callFirst(Context& /*context*/, Arguments arguments) {
    const auto& list = arguments[0].toList();
    return list.size() > 0 ? Result<Value>(list.at(0)) : wrong("first() called on vector with no elements");
}

Result<Value> callLabel(Context& /*context*/, Arguments arguments) {
    if (arguments[1].isNothing()) {
        return nilSample();
    }
    std::string text;
    labelOf(arguments[1], arguments[0].toString(), text);
    return Value::string(std::move(text));
}

Result<Value> callValue(Context& /*context*/, Arguments arguments) {
    return arguments[0].isNothing() ? Result<Value>(nilSample()) : arguments[0].toObject<SampleObject>().value;
}

Result<Value> callStrValue(Context& /*context*/, Arguments arguments) {
    if (arguments[0].isNothing()) {
        return nilSample();
    }
    std::string text;
    labelOf(arguments[0], "__value__", text);
    return Value::string(std::move(text));
}

Result<Value> callArgs(Context& /*context*/, Arguments arguments) {
    std::vector<std::pair<std::string, Value>> pairs;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        pairs.emplace_back(fmt::format("arg{}", i), arguments[i]);
    }
    return checkedDepth(Value::map(std::move(pairs)));
}

Result<Value> callSortByLabel(Context& /*context*/, Arguments arguments) {
    const auto& list = arguments[1].toList();
    std::vector<std::pair<std::string, Value>> keyed;
    for (std::size_t i = 0; i < list.size(); ++i) {
        std::string key;
        labelOf(list.at(i), arguments[0].toString(), key);
        keyed.emplace_back(std::move(key), list.at(i));
    }
    std::ranges::stable_sort(keyed, {}, &std::pair<std::string, Value>::first);
    std::vector<Value> sorted;
    for (auto& [key, sample] : keyed) {
        sorted.push_back(std::move(sample));
    }
    return Value::list(std::move(sorted), kQueryResultType);
}

Result<Value> callTitle(Context& /*context*/, Arguments arguments) {
    return Value::string(toTitle(arguments[0].toString(), true));
}

Result<Value> graphPath(std::string_view expression, int tab) {
    return Value::string(fmt::format("/graph?g0.expr={}&g0.tab={}", escapeQuery(expression), tab));
}

Result<Value> callGraphLink(Context& /*context*/, Arguments arguments) {
    return graphPath(arguments[0].toString(), 0);
}

Result<Value> callTableLink(Context& /*context*/, Arguments arguments) {
    return graphPath(arguments[0].toString(), 1);
}

Result<Value> callStripPort(Context& /*context*/, Arguments arguments) {
    return Value::string(stripPort(arguments[0].toString()));
}

Result<Value> callStripDomain(Context& /*context*/, Arguments arguments) {
    return Value::string(stripDomain(arguments[0].toString()));
}

template <std::string (*Show)(double)>
Result<Value> callHumanize(Context& /*context*/, Arguments arguments) {
    return Value::string(Show(HEARTH_TRY(toFloat(arguments[0]))));
}

Result<Value> callHumanizeTimestamp(Context& /*context*/, Arguments arguments) {
    const auto seconds = HEARTH_TRY(toFloat(arguments[0]));
    return Value::string(HEARTH_TRY(humanizeTimestamp(seconds)));
}

Result<Value> callToTime(Context& /*context*/, Arguments arguments) {
    const auto seconds = HEARTH_TRY(toFloat(arguments[0]));
    return Value::time(HEARTH_TRY(timeFromFloat(seconds)), kTimePointerType);
}

Result<Value> callToDuration(Context& /*context*/, Arguments arguments) {
    return Value::integer(toInteger(HEARTH_TRY(toFloat(arguments[0])) * 1e9), kDurationPointerType);
}

Result<Value> callNow(Context& context, Arguments /*arguments*/) {
    return Value::real(static_cast<double>(environmentOf(context).now) / 1000.0);
}

Result<Value> callPathPrefix(Context& context, Arguments /*arguments*/) {
    return Value::string(environmentOf(context).pathPrefix);
}

Result<Value> callExternalUrl(Context& context, Arguments /*arguments*/) {
    return Value::string(environmentOf(context).externalUrl);
}

Result<Value> callParseDuration(Context& /*context*/, Arguments arguments) {
    const std::string_view text = arguments[0].toString();
    const bool isNegative = text.starts_with('-');
    const auto duration = HEARTH_TRY(model::parseDuration(isNegative ? text.substr(1) : text));
    const auto seconds = static_cast<double>(duration) / 1000.0;
    return Value::real(isNegative && duration != 0 ? -seconds : seconds);
}

Result<Value> callUrlQueryEscape(Context& /*context*/, Arguments arguments) {
    return Value::string(escapeQuery(arguments[0].toString()));
}

Result<Value> callTmpl(Context& context, Arguments arguments) {
    const Context::Level level(context);
    if (level.isTooDeep()) {
        return fail(ErrorCode::kLimit, "exceeded maximum template depth");
    }
    return Value::string(HEARTH_TRY(context.renderer()(arguments[0].toString(), arguments[1])), kHtmlType);
}

constexpr std::array<const Type*, 0> kNothing{};
constexpr std::array<const Type*, 1> kText{&kStringType};
constexpr std::array<const Type*, 1> kAny{&kAnyType};
constexpr std::array<const Type*, 1> kSamples{&kQueryResultType};
constexpr std::array<const Type*, 1> kSample{&kSampleType};
constexpr std::array<const Type*, 2> kTextAndSample{&kStringType, &kSampleType};
constexpr std::array<const Type*, 2> kTextAndSamples{&kStringType, &kQueryResultType};
constexpr std::array<const Type*, 2> kTextAndAny{&kStringType, &kAnyType};
constexpr std::array<const Type*, 2> kTwoTexts{&kStringType, &kStringType};
constexpr std::array<const Type*, 3> kThreeTexts{&kStringType, &kStringType, &kStringType};

constexpr std::array kFunctions{
    Function{"query", kText, false, callQuery},
    Function{"first", kSamples, false, callFirst},
    Function{"label", kTextAndSample, false, callLabel},
    Function{"value", kSample, false, callValue},
    Function{"strvalue", kSample, false, callStrValue},
    Function{"args", kAny, true, callArgs},
    Function{"reReplaceAll", kThreeTexts, false, callReReplaceAll},
    Function{"safeHtml", kText, false, callSafeHtml},
    Function{"match", kTwoTexts, false, callMatch},
    Function{"title", kText, false, callTitle},
    Function{"toUpper", kText, false, callToUpper},
    Function{"toLower", kText, false, callToLower},
    Function{"graphLink", kText, false, callGraphLink},
    Function{"tableLink", kText, false, callTableLink},
    Function{"sortByLabel", kTextAndSamples, false, callSortByLabel},
    Function{"stripPort", kText, false, callStripPort},
    Function{"stripDomain", kText, false, callStripDomain},
    Function{"humanize", kAny, false, callHumanize<humanize>},
    Function{"humanize1024", kAny, false, callHumanize<humanize1024>},
    Function{"humanizeDuration", kAny, false, callHumanize<humanizeDuration>},
    Function{"humanizePercentage", kAny, false, callHumanize<humanizePercentage>},
    Function{"humanizeTimestamp", kAny, false, callHumanizeTimestamp},
    Function{"toTime", kAny, false, callToTime},
    Function{"toDuration", kAny, false, callToDuration},
    Function{"now", kNothing, false, callNow},
    Function{"pathPrefix", kNothing, false, callPathPrefix},
    Function{"externalURL", kNothing, false, callExternalUrl},
    Function{"parseDuration", kText, false, callParseDuration},
    Function{"urlQueryEscape", kText, false, callUrlQueryEscape},
};

constexpr std::array kConsoleFunctions{Function{"tmpl", kTextAndAny, false, callTmpl}};

std::span<const Function> consoleAndRuleFunctions() {
    static const auto kAll = [] {
        std::vector<Function> all(kFunctions.begin(), kFunctions.end());
        all.insert(all.end(), kConsoleFunctions.begin(), kConsoleFunctions.end());
        return all;
    }();
    return kAll;
}

} // namespace

std::shared_ptr<const FunctionTable> prometheusFunctions() {
    static const auto kTable = std::make_shared<const FunctionTable>(kFunctions);
    return kTable;
}

std::shared_ptr<const FunctionTable> consoleFunctions() {
    static const auto kTable = std::make_shared<const FunctionTable>(consoleAndRuleFunctions());
    return kTable;
}

} // namespace hearth::templates
