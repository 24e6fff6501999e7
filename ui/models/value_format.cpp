// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/value_format.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/number_format.h"

namespace hearth::ui {
namespace {

constexpr int kSignificantDigits = 3;

/// The largest prefix that keeps the number at 1 or more *after* rounding to three digits: 999.7 becomes 1.00 k.
template <std::size_t N>
FormattedValue scaled(double value, double base, const std::array<const char*, N>& prefixes, const QString& unit) {
    std::size_t step = 0;
    double number = value;
    while (step + 1 < N && std::round(std::abs(number)) >= base) {
        number /= base;
        ++step;
    }
    return {ValueFormat::threeDigits(number), QString::fromLatin1(prefixes[step]) + unit};
}

constexpr std::array kDecimal{"", "k", "M", "G", "T", "P", "E"};
constexpr std::array kBinary{"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

/// Always three digits, also of round values, so that a column of durations lines up.
QString exactlyThreeDigits(double value) {
    const int decimals = std::abs(value) >= 99.95 ? 0 : std::abs(value) >= 9.995 ? 1 : 2;
    return QLocale().toString(value, 'f', decimals);
}

FormattedValue shortTime(double seconds) {
    const double size = std::abs(seconds);
    if (size == 0) {
        return {QLocale().toString(0), QStringLiteral("s")};
    }
    if (size >= 0.9995) {
        return {exactlyThreeDigits(seconds), QStringLiteral("s")};
    }
    if (size >= 0.9995e-3) {
        return {exactlyThreeDigits(seconds * 1e3), QStringLiteral("ms")};
    }
    if (size >= 0.9995e-6) {
        return {exactlyThreeDigits(seconds * 1e6), QStringLiteral("µs")};
    }
    return {exactlyThreeDigits(seconds * 1e9), QStringLiteral("ns")};
}

} // namespace

QString FormattedValue::text() const {
    return unit.isEmpty() ? number : number + QChar(QChar::Nbsp) + unit;
}

QString ValueFormat::threeDigits(double value) {
    if (std::isnan(value)) {
        return QStringLiteral("NaN");
    }
    if (std::isinf(value)) {
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    }
    if (value == 0) {
        return QLocale().toString(0);
    }
    int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
    // What rounds up to the next power of ten has a digit more before the point: 0.9997 is 1.00.
    if (std::round(std::abs(value) * std::pow(10, kSignificantDigits - 1 - magnitude)) >=
        std::pow(10, kSignificantDigits)) {
        ++magnitude;
    }
    if (magnitude >= 15 || magnitude < -6) {
        return QLocale().toString(value, 'e', kSignificantDigits - 1);
    }
    if (value == std::round(value) && magnitude < kSignificantDigits) {
        return QLocale().toString(value, 'f', 0);
    }
    return QLocale().toString(value, 'f', std::max(0, kSignificantDigits - 1 - magnitude));
}

FormattedValue ValueFormat::format(double value, Unit unit) {
    if (!std::isfinite(value)) {
        return {threeDigits(value), {}};
    }
    switch (unit) {
    case Unit::kNone:
        return std::abs(value) < 1 ? FormattedValue{threeDigits(value), {}} : scaled(value, 1000, kDecimal, {});
    case Unit::kRatio:
        // One decimal always, so that a live value does not jump between forms; none where it would be noise.
        return {QLocale().toString(value * 100, 'f', std::abs(value) >= 0.9995 ? 0 : 1), QStringLiteral("%")};
    case Unit::kBytes:
        return scaled(value, 1024, kBinary, QStringLiteral("B"));
    case Unit::kBytesPerSecond:
        return scaled(std::abs(value) < 1 ? 0 : value, 1000, kDecimal, QStringLiteral("B/s"));
    case Unit::kSeconds:
        return std::abs(value) < 100 ? shortTime(value) : FormattedValue{duration(value), {}};
    case Unit::kCelsius:
        return {QLocale().toString(value, 'f', value >= 99.95 ? 0 : 1), QStringLiteral("°C")};
    case Unit::kPerSecond:
        return scaled(value, 1000, kDecimal, QStringLiteral("/s"));
    }
    return {threeDigits(value), {}};
}

QString ValueFormat::full(double value) {
    std::string text;
    appendFloatApi(text, value);
    return QString::fromStdString(text);
}

QString ValueFormat::duration(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) {
        return {};
    }
    const auto whole = static_cast<qint64>(seconds);
    const auto days = whole / 86'400;
    const auto hours = whole / 3'600 % 24;
    const auto minutes = whole / 60 % 60;
    const QLocale locale;
    if (days > 0) {
        return hours == 0 ? tr("%1 d").arg(locale.toString(days))
                          : tr("%1 d %2 h").arg(locale.toString(days), locale.toString(hours));
    }
    if (hours > 0) {
        return minutes == 0 ? tr("%1 h").arg(locale.toString(hours))
                            : tr("%1 h %2 min").arg(locale.toString(hours), locale.toString(minutes));
    }
    if (minutes > 0) {
        return tr("%1 min").arg(locale.toString(minutes));
    }
    return tr("%1 s").arg(locale.toString(whole));
}

} // namespace hearth::ui
