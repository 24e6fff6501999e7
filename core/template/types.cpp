// SPDX-License-Identifier: GPL-3.0-or-later
// The types that are not of a host, with the methods that Go's times and durations have.
#include <array>
#include <cmath>
#include <limits>

#include "template/time_layout.h"
#include "template/value.h"

namespace hearth::templates {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

using Arguments = std::span<const Value>;

std::int64_t saturatedNanoseconds(std::int64_t seconds, std::int64_t nanoseconds) {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
    std::int64_t result = 0;
    if (__builtin_mul_overflow(seconds, kSecond, &result) || __builtin_add_overflow(result, nanoseconds, &result)) {
        return seconds < 0 ? kMin : kMax;
    }
    return result;
}

Time plus(const Time& time, std::int64_t nanoseconds) {
    auto sum = time;
    sum.seconds += nanoseconds / kSecond;
    auto rest = time.nanoseconds + nanoseconds % kSecond;
    if (rest < 0) {
        rest += kSecond;
        --sum.seconds;
    } else if (rest >= kSecond) {
        rest -= kSecond;
        ++sum.seconds;
    }
    sum.nanoseconds = static_cast<std::int32_t>(rest);
    return sum;
}

int compare(const Time& a, const Time& b) {
    const auto order = a.seconds != b.seconds ? a.seconds <=> b.seconds : a.nanoseconds <=> b.nanoseconds;
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

Value inZone(const Time& time, TimeZone zone) {
    return Value::time({time.seconds, time.nanoseconds, std::move(zone)});
}

CivilTime civilOf(Arguments arguments) {
    const auto& time = arguments[0].toTime();
    return time.zone.civil(time.seconds);
}

template <auto Member>
Result<Value> civilField(Context& /*context*/, Arguments arguments) {
    return Value::integer(civilOf(arguments).*Member);
}

template <std::int64_t PerSecond>
Result<Value> unixTime(Context& /*context*/, Arguments arguments) {
    const auto& time = arguments[0].toTime();
    const auto whole = static_cast<std::uint64_t>(time.seconds) * static_cast<std::uint64_t>(PerSecond);
    return Value::integer(
        static_cast<std::int64_t>(whole + static_cast<std::uint64_t>(time.nanoseconds / (kSecond / PerSecond))),
        kInt64Type);
}

template <int Wanted>
Result<Value> compared(Context& /*context*/, Arguments arguments) {
    return Value::boolean(compare(arguments[0].toTime(), arguments[1].toTime()) == Wanted);
}

Result<Value> timeString(Context& /*context*/, Arguments arguments) {
    return Value::string(formatTime(arguments[0].toTime(), kTimeStringLayout));
}

Result<Value> timeFormat(Context& /*context*/, Arguments arguments) {
    return Value::string(formatTime(arguments[0].toTime(), arguments[1].toString()));
}

Result<Value> timeAddDate(Context& /*context*/, Arguments arguments) {
    const auto& time = arguments[0].toTime();
    auto civil = civilOf(arguments);
    constexpr std::int64_t kMost = 1'000'000; // so that no sum overflows
    for (const auto& part : arguments.subspan(1)) {
        if (part.toInt() > kMost || part.toInt() < -kMost) {
            return fail(ErrorCode::kInvalidArgument, "date out of range");
        }
    }
    civil.year += arguments[1].toInt();
    civil.month += static_cast<int>(arguments[2].toInt());
    civil.day += static_cast<int>(arguments[3].toInt());
    return Value::time({time.zone.seconds(civil), time.nanoseconds, time.zone});
}

Result<Value> timeSub(Context& /*context*/, Arguments arguments) {
    const auto& a = arguments[0].toTime();
    const auto& b = arguments[1].toTime();
    return Value::duration(saturatedNanoseconds(a.seconds - b.seconds, a.nanoseconds - b.nanoseconds));
}

/// Down to a multiple of the step since year 1; `toNearest` for the multiple that is nearer.
Time onGrid(const Time& time, std::int64_t step, bool toNearest) {
    if (step <= 0) {
        return time;
    }
    // (seconds * 1e9 + nanoseconds) % step without leaving 64 bits: by halves of the number of seconds.
    const auto seconds = static_cast<std::uint64_t>(time.seconds - Time::kZeroSeconds);
    const auto modulus = static_cast<std::uint64_t>(step);
    std::uint64_t sum = 0;
    for (int bit = 63; bit >= 0; --bit) {
        sum = (sum * 2 + ((seconds >> static_cast<unsigned>(bit)) & 1U) * (kSecond % modulus)) % modulus;
    }
    const auto rest = static_cast<std::int64_t>((sum + static_cast<std::uint64_t>(time.nanoseconds)) % modulus);
    return plus(time, toNearest && rest >= step - rest ? step - rest : -rest);
}

template <bool ToNearest>
Result<Value> timeOnGrid(Context& /*context*/, Arguments arguments) {
    return Value::time(onGrid(arguments[0].toTime(), arguments[1].toInt(), ToNearest));
}

Result<Value> timeZero(Context& /*context*/, Arguments arguments) {
    return Value::boolean(arguments[0].toTime().isZero());
}

Result<Value> timeUtc(Context& /*context*/, Arguments arguments) {
    return inZone(arguments[0].toTime(), TimeZone());
}

Result<Value> timeAdd(Context& /*context*/, Arguments arguments) {
    return Value::time(plus(arguments[0].toTime(), arguments[1].toInt()));
}

Result<Value> timeCompare(Context& /*context*/, Arguments arguments) {
    return Value::integer(compare(arguments[0].toTime(), arguments[1].toTime()));
}

Result<Value> timeMonth(Context& /*context*/, Arguments arguments) {
    return Value::integer(civilOf(arguments).month, kMonthType);
}

Result<Value> timeWeekday(Context& /*context*/, Arguments arguments) {
    return Value::integer(civilOf(arguments).weekday, kWeekdayType);
}

Result<Value> timeNanosecond(Context& /*context*/, Arguments arguments) {
    return Value::integer(arguments[0].toTime().nanoseconds);
}

Result<Value> durationString(Context& /*context*/, Arguments arguments) {
    return Value::string(formatDuration(arguments[0].toInt()));
}

template <std::int64_t Unit>
Result<Value> durationFloat(Context& /*context*/, Arguments arguments) {
    const auto duration = arguments[0].toInt();
    return Value::real(static_cast<double>(duration / Unit) + static_cast<double>(duration % Unit) / Unit);
}

template <std::int64_t Unit>
Result<Value> durationInteger(Context& /*context*/, Arguments arguments) {
    return Value::integer(arguments[0].toInt() / Unit, kInt64Type);
}

Result<Value> durationAbs(Context& /*context*/, Arguments arguments) {
    constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
    const auto duration = arguments[0].toInt();
    return Value::duration(duration >= 0      ? duration
                           : duration == kMin ? std::numeric_limits<std::int64_t>::max()
                                              : -duration);
}

template <bool ToNearest>
Result<Value> durationOnGrid(Context& /*context*/, Arguments arguments) {
    const auto duration = arguments[0].toInt();
    const auto step = arguments[1].toInt();
    if (step <= 0) {
        return arguments[0];
    }
    const auto rest = duration % step;
    const auto down = duration - rest;
    const auto size = rest < 0 ? -rest : rest;
    std::int64_t result = down;
    if (ToNearest && size >= step - size && __builtin_add_overflow(down, rest < 0 ? -step : step, &result)) {
        result = rest < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
    }
    return Value::duration(result);
}

Result<Value> monthString(Context& /*context*/, Arguments arguments) {
    return Value::string(std::string(monthName(static_cast<int>(arguments[0].toInt()))));
}

Result<Value> weekdayString(Context& /*context*/, Arguments arguments) {
    return Value::string(std::string(weekdayName(static_cast<int>(arguments[0].toInt()))));
}

constexpr std::array<const Type*, 1> kOfTime{&kTimeType};
constexpr std::array<const Type*, 2> kTimeAndText{&kTimeType, &kStringType};
constexpr std::array<const Type*, 2> kTwoTimes{&kTimeType, &kTimeType};
constexpr std::array<const Type*, 2> kTimeAndDuration{&kTimeType, &kDurationType};
constexpr std::array<const Type*, 4> kTimeAndDate{&kTimeType, &kIntType, &kIntType, &kIntType};
constexpr std::array<const Type*, 1> kOfDuration{&kDurationType};
constexpr std::array<const Type*, 2> kTwoDurations{&kDurationType, &kDurationType};
constexpr std::array<const Type*, 1> kOfMonth{&kMonthType};
constexpr std::array<const Type*, 1> kOfWeekday{&kWeekdayType};

constexpr std::array kTimeMethods{
    Function{"String", kOfTime, false, timeString},
    Function{"Format", kTimeAndText, false, timeFormat},
    Function{"Unix", kOfTime, false, unixTime<1>},
    Function{"UnixMilli", kOfTime, false, unixTime<1'000>},
    Function{"UnixMicro", kOfTime, false, unixTime<1'000'000>},
    Function{"UnixNano", kOfTime, false, unixTime<kSecond>},
    Function{"UTC", kOfTime, false, timeUtc},
    Function{"IsZero", kOfTime, false, timeZero},
    Function{"Year", kOfTime, false, civilField<&CivilTime::year>},
    Function{"Month", kOfTime, false, timeMonth},
    Function{"Day", kOfTime, false, civilField<&CivilTime::day>},
    Function{"Hour", kOfTime, false, civilField<&CivilTime::hour>},
    Function{"Minute", kOfTime, false, civilField<&CivilTime::minute>},
    Function{"Second", kOfTime, false, civilField<&CivilTime::second>},
    Function{"Nanosecond", kOfTime, false, timeNanosecond},
    Function{"YearDay", kOfTime, false, civilField<&CivilTime::yearDay>},
    Function{"Weekday", kOfTime, false, timeWeekday},
    Function{"Before", kTwoTimes, false, compared<-1>},
    Function{"Equal", kTwoTimes, false, compared<0>},
    Function{"After", kTwoTimes, false, compared<1>},
    Function{"Compare", kTwoTimes, false, timeCompare},
    Function{"Add", kTimeAndDuration, false, timeAdd},
    Function{"AddDate", kTimeAndDate, false, timeAddDate},
    Function{"Sub", kTwoTimes, false, timeSub},
    Function{"Truncate", kTimeAndDuration, false, timeOnGrid<false>},
    Function{"Round", kTimeAndDuration, false, timeOnGrid<true>},
};

constexpr std::array kDurationMethods{
    Function{"String", kOfDuration, false, durationString},
    Function{"Hours", kOfDuration, false, durationFloat<3600 * kSecond>},
    Function{"Minutes", kOfDuration, false, durationFloat<60 * kSecond>},
    Function{"Seconds", kOfDuration, false, durationFloat<kSecond>},
    Function{"Milliseconds", kOfDuration, false, durationInteger<1'000'000>},
    Function{"Microseconds", kOfDuration, false, durationInteger<1'000>},
    Function{"Nanoseconds", kOfDuration, false, durationInteger<1>},
    Function{"Abs", kOfDuration, false, durationAbs},
    Function{"Truncate", kTwoDurations, false, durationOnGrid<false>},
    Function{"Round", kTwoDurations, false, durationOnGrid<true>},
};

constexpr std::array kMonthMethods{Function{"String", kOfMonth, false, monthString}};
constexpr std::array kWeekdayMethods{Function{"String", kOfWeekday, false, weekdayString}};

} // namespace

const Type kAnyType{.kind = Kind::kInterface, .name = "interface {}"};
const Type kReflectType{.kind = Kind::kInterface, .name = "reflect.Value"};
const Type kBoolType{.kind = Kind::kBool, .name = "bool"};
const Type kIntType{.kind = Kind::kInt, .name = "int"};
const Type kInt64Type{.kind = Kind::kInt, .name = "int64"};
const Type kUint8Type{.kind = Kind::kUint, .name = "uint8"};
const Type kUint64Type{.kind = Kind::kUint, .name = "uint64"};
const Type kFloatType{.kind = Kind::kFloat, .name = "float64"};
const Type kComplexType{.kind = Kind::kComplex, .name = "complex128"};
const Type kStringType{.kind = Kind::kString, .name = "string"};
const Type kHtmlType{.kind = Kind::kString, .name = "template.HTML"};
const Type kUrlType{.kind = Kind::kString, .name = "template.URL"};
const Type kDurationType{.kind = Kind::kInt, .name = "time.Duration", .methods = kDurationMethods};
const Type kDurationPointerType{.kind = Kind::kInt, .name = "*time.Duration", .pointee = &kDurationType};
const Type kTimeType{.kind = Kind::kTime, .name = "time.Time", .methods = kTimeMethods};
const Type kTimePointerType{.kind = Kind::kTime, .name = "*time.Time", .pointee = &kTimeType};
const Type kMonthType{.kind = Kind::kInt, .name = "time.Month", .methods = kMonthMethods};
const Type kWeekdayType{.kind = Kind::kInt, .name = "time.Weekday", .methods = kWeekdayMethods};
const Type kAnyListType{.kind = Kind::kList, .name = "[]interface {}", .element = &kAnyType};
const Type kStringListType{.kind = Kind::kList, .name = "[]string", .element = &kStringType};
const Type kAnyMapType{.kind = Kind::kMap, .name = "map[string]interface {}", .element = &kAnyType};
const Type kStringMapType{.kind = Kind::kMap, .name = "map[string]string", .element = &kStringType};
const Type kStringListMapType{.kind = Kind::kMap, .name = "map[string][]string", .element = &kStringListType};

} // namespace hearth::templates
