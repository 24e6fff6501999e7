// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/humanize.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

#include "base/number_format.h"
#include "template/float_text.h"
#include "template/literal.h"
#include "template/time_layout.h"

namespace hearth::templates {
namespace {

constexpr std::array<std::string_view, 8> kLarge{"k", "M", "G", "T", "P", "E", "Z", "Y"};
constexpr std::array<std::string_view, 8> kSmall{"m", "u", "n", "p", "f", "a", "z", "y"};
constexpr std::array<std::string_view, 8> kBinary{"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

std::string withLarge(double value, const std::array<std::string_view, 8>& prefixes, double base) {
    std::string_view prefix;
    for (const auto next : prefixes) {
        if (std::fabs(value) < base) {
            break;
        }
        prefix = next;
        value /= base;
    }
    return fourDigits(value).append(prefix);
}

std::string withSmall(double value) {
    std::string_view prefix;
    for (const auto next : kSmall) {
        if (std::fabs(value) >= 1) {
            break;
        }
        prefix = next;
        value *= 1000;
    }
    return fourDigits(value).append(prefix);
}

} // namespace

Result<double> toFloat(const Value& value) {
    if (!value.isPointer()) {
        const auto* type = value.type();
        if (type == &kFloatType) {
            return value.toDouble();
        }
        if (type == &kStringType) {
            return parseGoFloat(value.toString());
        }
        if (type == &kIntType || type == &kInt64Type) {
            return static_cast<double>(value.toInt());
        }
        if (type == &kUint64Type) {
            return static_cast<double>(value.toUint());
        }
        if (type == &kDurationType) {
            constexpr std::int64_t kSecond = 1'000'000'000;
            return static_cast<double>(value.toInt() / kSecond) + static_cast<double>(value.toInt() % kSecond) / 1e9;
        }
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("can't convert {} to float", value.isNothing() ? "<nil>" : value.type()->name));
}

std::string humanize(double value) {
    if (value == 0 || !std::isfinite(value)) {
        return fourDigits(value);
    }
    return std::fabs(value) >= 1 ? withLarge(value, kLarge, 1000) : withSmall(value);
}

std::string humanize1024(double value) {
    if (std::fabs(value) <= 1 || !std::isfinite(value)) {
        return fourDigits(value);
    }
    return withLarge(value, kBinary, 1024);
}

std::string humanizeDuration(double seconds) {
    if (!std::isfinite(seconds)) {
        return fourDigits(seconds);
    }
    if (seconds == 0) {
        return fourDigits(seconds) + 's';
    }
    if (std::fabs(seconds) < 1) {
        return withSmall(seconds) + 's';
    }
    const auto* sign = seconds < 0 ? "-" : "";
    const auto size = std::fabs(seconds);
    constexpr double kTwoTo63 = 9223372036854775808.0;
    const auto whole = size < kTwoTo63 ? static_cast<std::int64_t>(size) : std::numeric_limits<std::int64_t>::min();
    const auto s = whole % 60;
    const auto m = whole / 60 % 60;
    const auto h = whole / 3600 % 24;
    const auto d = whole / 86400;
    if (d != 0) {
        return fmt::format("{}{}d {}h {}m {}s", sign, d, h, m, s);
    }
    if (h != 0) {
        return fmt::format("{}{}h {}m {}s", sign, h, m, s);
    }
    if (m != 0) {
        return fmt::format("{}{}m {}s", sign, m, s);
    }
    return fmt::format("{}{}s", sign, fourDigits(size));
}

std::string humanizePercentage(double ratio) {
    return fourDigits(ratio * 100) + '%';
}

Result<Time> timeFromFloat(double seconds) {
    if (!std::isfinite(seconds)) {
        return fail(ErrorCode::kInvalidArgument, "value is NaN or Inf");
    }
    const auto nanoseconds = seconds * 1e9;
    constexpr double kTwoTo63 = 9223372036854775808.0;
    if (nanoseconds > kTwoTo63 || nanoseconds < -kTwoTo63) {
        std::string text;
        appendFloatGeneral(text, seconds);
        return fail(ErrorCode::kInvalidArgument,
                    text + " cannot be represented as a nanoseconds timestamp since it overflows int64");
    }
    const auto whole =
        nanoseconds < kTwoTo63 ? static_cast<std::int64_t>(nanoseconds) : std::numeric_limits<std::int64_t>::min();
    return Time::fromMilliseconds(whole / 1'000'000);
}

Result<std::string> humanizeTimestamp(double seconds) {
    if (!std::isfinite(seconds)) {
        return fourDigits(seconds);
    }
    return formatTime(HEARTH_TRY(timeFromFloat(seconds)), kTimeStringLayout);
}

} // namespace hearth::templates
