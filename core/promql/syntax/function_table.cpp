// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/function_table.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>

namespace hearth::promql {
namespace {

constexpr auto kScalar = ValueType::kScalar;
constexpr auto kVector = ValueType::kVector;
constexpr auto kMatrix = ValueType::kMatrix;
constexpr auto kString = ValueType::kString;
constexpr bool kStable = false;
constexpr bool kExperimental = true;

// Argument lists: V instant vector, M range vector, S scalar, T string.
constexpr std::span<const ValueType> kNothing;
constexpr std::array kM{kMatrix};
constexpr std::array kMS{kMatrix, kScalar};
constexpr std::array kMSS{kMatrix, kScalar, kScalar};
constexpr std::array kS{kScalar};
constexpr std::array kSM{kScalar, kMatrix};
constexpr std::array kSS{kScalar, kScalar};
constexpr std::array kSSV{kScalar, kScalar, kVector};
constexpr std::array kSV{kScalar, kVector};
constexpr std::array kV{kVector};
constexpr std::array kVS{kVector, kScalar};
constexpr std::array kVSS{kVector, kScalar, kScalar};
constexpr std::array kVT{kVector, kString};
constexpr std::array kVTSS{kVector, kString, kScalar, kScalar};
constexpr std::array kVTTT{kVector, kString, kString, kString};
constexpr std::array kVTTTT{kVector, kString, kString, kString, kString};
constexpr std::array kVV{kVector, kVector};

constexpr std::array kFunctions{
    FunctionSpec{Function::kAbs, "abs", kV, 0, kVector, kStable, "The absolute value of each element.",
                 "abs(node_timex_offset_seconds)"},
    FunctionSpec{
        Function::kAbsent, "absent", kV, 0, kVector, kStable,
        "Nothing where the vector has elements, else one element with value 1: tells that a series is missing.",
        "absent(up{job=\"node\"})"},
    FunctionSpec{Function::kAbsentOverTime, "absent_over_time", kM, 0, kVector, kStable,
                 "Like absent(), over a range: 1 where no sample exists in it.",
                 "absent_over_time(up{job=\"node\"}[10m])"},
    FunctionSpec{Function::kAcos, "acos", kV, 0, kVector, kStable, "The arc cosine of each element, in radians.",
                 "acos(vector(0.5))"},
    FunctionSpec{Function::kAcosh, "acosh", kV, 0, kVector, kStable, "The inverse hyperbolic cosine of each element.",
                 "acosh(vector(2))"},
    FunctionSpec{Function::kAsin, "asin", kV, 0, kVector, kStable, "The arc sine of each element, in radians.",
                 "asin(vector(0.5))"},
    FunctionSpec{Function::kAsinh, "asinh", kV, 0, kVector, kStable, "The inverse hyperbolic sine of each element.",
                 "asinh(vector(1))"},
    FunctionSpec{Function::kAtan, "atan", kV, 0, kVector, kStable, "The arc tangent of each element, in radians.",
                 "atan(vector(1))"},
    FunctionSpec{Function::kAtanh, "atanh", kV, 0, kVector, kStable, "The inverse hyperbolic tangent of each element.",
                 "atanh(vector(0.5))"},
    FunctionSpec{Function::kAvgOverTime, "avg_over_time", kM, 0, kVector, kStable,
                 "The mean of all samples in the range.", "avg_over_time(node_load1[1h])"},
    FunctionSpec{Function::kCeil, "ceil", kV, 0, kVector, kStable, "Each element rounded up to a whole number.",
                 "ceil(node_load1)"},
    FunctionSpec{Function::kChanges, "changes", kM, 0, kVector, kStable,
                 "How often the value changed within the range.", "changes(process_start_time_seconds[1d])"},
    FunctionSpec{Function::kClamp, "clamp", kVSS, 0, kVector, kStable,
                 "Limits each element to lie between a minimum and a maximum.", "clamp(node_load1, 0, 10)"},
    FunctionSpec{Function::kClampMax, "clamp_max", kVS, 0, kVector, kStable,
                 "Limits each element to be at most a maximum.", "clamp_max(node_load1, 10)"},
    FunctionSpec{Function::kClampMin, "clamp_min", kVS, 0, kVector, kStable,
                 "Limits each element to be at least a minimum.", "clamp_min(node_load1, 1)"},
    FunctionSpec{Function::kCos, "cos", kV, 0, kVector, kStable, "The cosine of each element, given in radians.",
                 "cos(vector(pi()))"},
    FunctionSpec{Function::kCosh, "cosh", kV, 0, kVector, kStable, "The hyperbolic cosine of each element.",
                 "cosh(vector(1))"},
    FunctionSpec{Function::kCountOverTime, "count_over_time", kM, 0, kVector, kStable,
                 "How many samples the range has.", "count_over_time(up[1h])"},
    FunctionSpec{
        Function::kDayOfMonth, "day_of_month", kV, 1, kVector, kStable,
        "The day of the month (1 to 31, UTC) of each element, taken as a time in seconds. Without argument: of now.",
        "day_of_month()"},
    FunctionSpec{
        Function::kDayOfWeek, "day_of_week", kV, 1, kVector, kStable,
        "The day of the week (0 is Sunday, UTC) of each element, taken as a time in seconds. Without argument: of now.",
        "day_of_week() == 0"},
    FunctionSpec{
        Function::kDayOfYear, "day_of_year", kV, 1, kVector, kStable,
        "The day of the year (1 to 366, UTC) of each element, taken as a time in seconds. Without argument: of now.",
        "day_of_year()"},
    FunctionSpec{Function::kDaysInMonth, "days_in_month", kV, 1, kVector, kStable,
                 "The length of the month (28 to 31, UTC) of each element, taken as a time in seconds. Without "
                 "argument: of now.",
                 "days_in_month()"},
    FunctionSpec{Function::kDeg, "deg", kV, 0, kVector, kStable, "Turns radians into degrees.", "deg(vector(pi()))"},
    FunctionSpec{Function::kDelta, "delta", kM, 0, kVector, kStable,
                 "The difference between the last and the first value of a gauge, stretched to the whole range.",
                 "delta(node_hwmon_temp_celsius[2h])"},
    FunctionSpec{Function::kDeriv, "deriv", kM, 0, kVector, kStable,
                 "How fast a gauge changes a second, by the straight line that fits the range best.",
                 "deriv(node_filesystem_avail_bytes[1h])"},
    FunctionSpec{Function::kDoubleExponentialSmoothing, "double_exponential_smoothing", kMSS, 0, kVector, kExperimental,
                 "A smoothed value of a gauge. The smoothing factor weighs recent samples, the trend factor recent "
                 "trends; both lie between 0 and 1.",
                 "double_exponential_smoothing(node_load1[1h], 0.5, 0.5)"},
    FunctionSpec{Function::kEnd, "end", kNothing, 0, kScalar, kExperimental,
                 "The end of the query's range, in seconds since 1970.", "vector(end())"},
    FunctionSpec{Function::kExp, "exp", kV, 0, kVector, kStable, "e to the power of each element.", "exp(vector(1))"},
    FunctionSpec{Function::kFirstOverTime, "first_over_time", kM, 0, kVector, kStable,
                 "The oldest sample in the range.", "first_over_time(node_load1[1h])"},
    FunctionSpec{Function::kFloor, "floor", kV, 0, kVector, kStable, "Each element rounded down to a whole number.",
                 "floor(node_load1)"},
    FunctionSpec{Function::kHistogramAvg, "histogram_avg", kV, 0, kVector, kStable,
                 "The mean of the observations of a native histogram.",
                 "histogram_avg(rate(http_request_duration_seconds[5m]))"},
    FunctionSpec{Function::kHistogramCount, "histogram_count", kV, 0, kVector, kStable,
                 "The number of observations of a native histogram.",
                 "histogram_count(rate(http_request_duration_seconds[5m]))"},
    FunctionSpec{Function::kHistogramFraction, "histogram_fraction", kSSV, 0, kVector, kStable,
                 "The share of observations between two bounds, estimated from the buckets of a histogram.",
                 "histogram_fraction(0, 0.2, rate(http_request_duration_seconds[5m]))"},
    FunctionSpec{Function::kHistogramQuantile, "histogram_quantile", kSV, 0, kVector, kStable,
                 "The quantile (between 0 and 1) of the observations, estimated from the buckets of a histogram. "
                 "Classic buckets must keep the label le.",
                 "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))"},
    FunctionSpec{Function::kHistogramQuantiles, "histogram_quantiles", kVTSS, 9, kVector, kExperimental,
                 "Several quantiles at once; each goes into the label that the second argument names.",
                 "histogram_quantiles(rate(http_request_duration_seconds[5m]), \"quantile\", 0.5, 0.9, 0.99)"},
    FunctionSpec{Function::kHistogramStddev, "histogram_stddev", kV, 0, kVector, kStable,
                 "The estimated standard deviation of the observations of a native histogram.",
                 "histogram_stddev(rate(http_request_duration_seconds[5m]))"},
    FunctionSpec{Function::kHistogramStdvar, "histogram_stdvar", kV, 0, kVector, kStable,
                 "The estimated variance of the observations of a native histogram.",
                 "histogram_stdvar(rate(http_request_duration_seconds[5m]))"},
    FunctionSpec{Function::kHistogramSum, "histogram_sum", kV, 0, kVector, kStable,
                 "The sum of the observations of a native histogram.",
                 "histogram_sum(rate(http_request_duration_seconds[5m]))"},
    FunctionSpec{
        Function::kHour, "hour", kV, 1, kVector, kStable,
        "The hour of the day (0 to 23, UTC) of each element, taken as a time in seconds. Without argument: of now.",
        "hour()"},
    FunctionSpec{Function::kIdelta, "idelta", kM, 0, kVector, kStable,
                 "The difference between the last two samples of a gauge.", "idelta(node_hwmon_temp_celsius[5m])"},
    FunctionSpec{Function::kIncrease, "increase", kM, 0, kVector, kStable,
                 "How much a counter grew over the range, with resets accounted for; may be a fraction.",
                 "increase(http_requests_total[1h])"},
    FunctionSpec{Function::kInfo, "info", kVV, 1, kVector, kExperimental,
                 "Adds labels of info series, such as target_info, that belong to the same job and instance.",
                 "info(rate(http_requests_total[5m]), {k8s_cluster_name=~\".+\"})"},
    FunctionSpec{
        Function::kIrate, "irate", kM, 0, kVector, kStable,
        "How fast a counter grows a second, by its last two samples only. For graphs of quickly moving counters.",
        "irate(node_network_receive_bytes_total[5m])"},
    FunctionSpec{Function::kLabelJoin, "label_join", kVTTT, FunctionSpec::kUnlimited, kVector, kStable,
                 "Joins the values of several labels with a separator and puts the result into a label.",
                 "label_join(up, \"target\", \"-\", \"job\", \"instance\")"},
    FunctionSpec{Function::kLabelReplace, "label_replace", kVTTTT, 0, kVector, kStable,
                 "Where the regular expression matches the source label, sets a label to the replacement; $1 stands "
                 "for the first group.",
                 "label_replace(up, \"host\", \"$1\", \"instance\", \"(.*):.*\")"},
    FunctionSpec{Function::kLastOverTime, "last_over_time", kM, 0, kVector, kStable, "The newest sample in the range.",
                 "last_over_time(backup_size_bytes[2d])"},
    FunctionSpec{Function::kLn, "ln", kV, 0, kVector, kStable, "The natural logarithm of each element.",
                 "ln(node_load1)"},
    FunctionSpec{Function::kLog10, "log10", kV, 0, kVector, kStable, "The logarithm of each element to base 10.",
                 "log10(node_load1)"},
    FunctionSpec{Function::kLog2, "log2", kV, 0, kVector, kStable, "The logarithm of each element to base 2.",
                 "log2(node_load1)"},
    FunctionSpec{Function::kMadOverTime, "mad_over_time", kM, 0, kVector, kExperimental,
                 "The median of the distances of all samples in the range from their median.",
                 "mad_over_time(node_load1[1h])"},
    FunctionSpec{Function::kMaxOf, "max_of", kSS, 0, kScalar, kExperimental, "The larger of two numbers.",
                 "node_load1 > max_of(2, 4)"},
    FunctionSpec{Function::kMaxOverTime, "max_over_time", kM, 0, kVector, kStable, "The largest value in the range.",
                 "max_over_time(node_load1[1d])"},
    FunctionSpec{Function::kMinOf, "min_of", kSS, 0, kScalar, kExperimental, "The smaller of two numbers.",
                 "node_load1 > min_of(2, 4)"},
    FunctionSpec{Function::kMinOverTime, "min_over_time", kM, 0, kVector, kStable, "The smallest value in the range.",
                 "min_over_time(node_filesystem_avail_bytes[1d])"},
    FunctionSpec{
        Function::kMinute, "minute", kV, 1, kVector, kStable,
        "The minute of the hour (0 to 59, UTC) of each element, taken as a time in seconds. Without argument: of now.",
        "minute()"},
    FunctionSpec{Function::kMonth, "month", kV, 1, kVector, kStable,
                 "The month (1 to 12, UTC) of each element, taken as a time in seconds. Without argument: of now.",
                 "month()"},
    FunctionSpec{Function::kPi, "pi", kNothing, 0, kScalar, kStable, "The number pi.", "vector(pi())"},
    FunctionSpec{Function::kPredictLinear, "predict_linear", kMS, 0, kVector, kStable,
                 "The value that a gauge will have in so many seconds if it goes on along a straight line.",
                 "predict_linear(node_filesystem_avail_bytes[6h], 24 * 3600) < 0"},
    FunctionSpec{Function::kPresentOverTime, "present_over_time", kM, 0, kVector, kStable,
                 "1 for each series that has a sample in the range.", "present_over_time(up[1h])"},
    FunctionSpec{Function::kQuantileOverTime, "quantile_over_time", kSM, 0, kVector, kStable,
                 "The quantile (between 0 and 1) of all samples in the range.",
                 "quantile_over_time(0.95, node_load1[1d])"},
    FunctionSpec{Function::kRad, "rad", kV, 0, kVector, kStable, "Turns degrees into radians.", "rad(vector(180))"},
    FunctionSpec{Function::kRange, "range", kNothing, 0, kScalar, kExperimental,
                 "The length of the query's range in seconds; 0 in an instant query.", "vector(range())"},
    FunctionSpec{Function::kRate, "rate", kM, 0, kVector, kStable,
                 "How fast a counter grows a second, on average over the range, with resets accounted for.",
                 "rate(http_requests_total[5m])"},
    FunctionSpec{Function::kResets, "resets", kM, 0, kVector, kStable,
                 "How often a counter started over within the range.", "resets(process_cpu_seconds_total[1d])"},
    FunctionSpec{Function::kRound, "round", kVS, 1, kVector, kStable,
                 "Each element rounded to the nearest whole number, or to the nearest multiple of the second argument.",
                 "round(node_load1, 0.1)"},
    FunctionSpec{Function::kScalar, "scalar", kV, 0, kScalar, kStable,
                 "The value of a vector's only element as a number; NaN where there is not exactly one.",
                 "scalar(sum(up))"},
    FunctionSpec{Function::kSgn, "sgn", kV, 0, kVector, kStable, "The sign of each element: 1, 0 or -1.",
                 "sgn(delta(node_load1[1h]))"},
    FunctionSpec{Function::kSin, "sin", kV, 0, kVector, kStable, "The sine of each element, given in radians.",
                 "sin(vector(pi()))"},
    FunctionSpec{Function::kSinh, "sinh", kV, 0, kVector, kStable, "The hyperbolic sine of each element.",
                 "sinh(vector(1))"},
    FunctionSpec{Function::kSort, "sort", kV, 0, kVector, kStable,
                 "Sorts the elements by value, smallest first. Only for tables: a graph has its own order.",
                 "sort(node_filesystem_avail_bytes)"},
    FunctionSpec{Function::kSortByLabel, "sort_by_label", kVT, FunctionSpec::kUnlimited, kVector, kExperimental,
                 "Sorts the elements by the values of the given labels; numbers within them count as numbers.",
                 "sort_by_label(up, \"job\", \"instance\")"},
    FunctionSpec{Function::kSortByLabelDesc, "sort_by_label_desc", kVT, FunctionSpec::kUnlimited, kVector,
                 kExperimental, "Like sort_by_label(), in the opposite order.", "sort_by_label_desc(up, \"instance\")"},
    FunctionSpec{Function::kSortDesc, "sort_desc", kV, 0, kVector, kStable,
                 "Sorts the elements by value, largest first. Only for tables: a graph has its own order.",
                 "sort_desc(node_filesystem_size_bytes)"},
    FunctionSpec{Function::kSqrt, "sqrt", kV, 0, kVector, kStable, "The square root of each element.",
                 "sqrt(node_load1)"},
    FunctionSpec{Function::kStart, "start", kNothing, 0, kScalar, kExperimental,
                 "The start of the query's range, in seconds since 1970.", "vector(start())"},
    FunctionSpec{
        Function::kStartTimestamp, "start_timestamp", kV, 0, kVector, kExperimental,
        "When the counter behind each sample began to count, in seconds since 1970; 0 where that is not known.",
        "start_timestamp(http_requests_total)"},
    FunctionSpec{Function::kStddevOverTime, "stddev_over_time", kM, 0, kVector, kStable,
                 "The population standard deviation of all samples in the range.", "stddev_over_time(node_load1[1h])"},
    FunctionSpec{Function::kStdvarOverTime, "stdvar_over_time", kM, 0, kVector, kStable,
                 "The population variance of all samples in the range.", "stdvar_over_time(node_load1[1h])"},
    FunctionSpec{Function::kStep, "step", kNothing, 0, kScalar, kExperimental,
                 "The step of the query in seconds; 0 in an instant query.", "vector(step())"},
    FunctionSpec{Function::kSumOverTime, "sum_over_time", kM, 0, kVector, kStable,
                 "The sum of all samples in the range.", "sum_over_time(http_errors[1d])"},
    FunctionSpec{Function::kTan, "tan", kV, 0, kVector, kStable, "The tangent of each element, given in radians.",
                 "tan(vector(1))"},
    FunctionSpec{Function::kTanh, "tanh", kV, 0, kVector, kStable, "The hyperbolic tangent of each element.",
                 "tanh(vector(1))"},
    FunctionSpec{Function::kTime, "time", kNothing, 0, kScalar, kStable,
                 "The time at which the expression is evaluated, in seconds since 1970.",
                 "time() - process_start_time_seconds"},
    FunctionSpec{Function::kTimestamp, "timestamp", kV, 0, kVector, kStable,
                 "When each element was sampled, in seconds since 1970.", "time() - timestamp(up)"},
    FunctionSpec{Function::kTsOfFirstOverTime, "ts_of_first_over_time", kM, 0, kVector, kExperimental,
                 "When the oldest sample in the range was taken, in seconds since 1970.",
                 "ts_of_first_over_time(up[1h])"},
    FunctionSpec{Function::kTsOfLastOverTime, "ts_of_last_over_time", kM, 0, kVector, kExperimental,
                 "When the newest sample in the range was taken, in seconds since 1970.",
                 "ts_of_last_over_time(up[1h])"},
    FunctionSpec{Function::kTsOfMaxOverTime, "ts_of_max_over_time", kM, 0, kVector, kExperimental,
                 "When the largest value in the range was last seen, in seconds since 1970.",
                 "ts_of_max_over_time(node_load1[1d])"},
    FunctionSpec{Function::kTsOfMinOverTime, "ts_of_min_over_time", kM, 0, kVector, kExperimental,
                 "When the smallest value in the range was last seen, in seconds since 1970.",
                 "ts_of_min_over_time(node_load1[1d])"},
    FunctionSpec{Function::kVector, "vector", kS, 0, kVector, kStable,
                 "Makes a vector with one element without labels of a number.", "vector(1)"},
    FunctionSpec{Function::kYear, "year", kV, 1, kVector, kStable,
                 "The year (UTC) of each element, taken as a time in seconds. Without argument: of now.", "year()"},
};
static_assert(kFunctions.size() == kFunctionCount);

constexpr bool isInOrder() {
    for (std::size_t i = 0; i < kFunctions.size(); ++i) {
        if (kFunctions[i].id != static_cast<Function>(i)) {
            return false;
        }
    }
    return std::ranges::is_sorted(kFunctions, {}, &FunctionSpec::name);
}
static_assert(isInOrder());

} // namespace

std::size_t FunctionSpec::maxArgs() const {
    return variadic == kUnlimited ? std::numeric_limits<std::size_t>::max()
                                  : minArgs() + static_cast<std::size_t>(variadic);
}

std::string FunctionSpec::signature() const {
    std::string text = fmt::format("{}(", name);
    for (std::size_t i = 0; i < argTypes.size(); ++i) {
        const auto type = valueTypeText(argTypes[i]);
        text += i == 0 ? "" : ", ";
        text += i >= minArgs() ? fmt::format("[{}]", type) : std::string(type);
    }
    const bool repeats = variadic == kUnlimited || variadic > 1;
    return text + fmt::format("{}): {}", repeats ? ", ..." : "", valueTypeText(returnType));
}

std::span<const FunctionSpec> functionTable() {
    return kFunctions;
}

const FunctionSpec& functionSpec(Function function) {
    return kFunctions[static_cast<std::size_t>(function)];
}

const FunctionSpec* findFunction(std::string_view name) {
    const auto found = std::ranges::lower_bound(kFunctions, name, {}, &FunctionSpec::name);
    return found != kFunctions.end() && found->name == name ? &*found : nullptr;
}

} // namespace hearth::promql
