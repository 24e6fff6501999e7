// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/tick_label.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QLocale>

namespace hearth::ui {

namespace {

constexpr std::array kDecimal{"", "k", "M", "G", "T", "P", "E"};
constexpr std::array kBinary{"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
constexpr int kMaxDecimals = 6;
constexpr double kLargestPrefixed = 1e21;
constexpr double kSmallestPlain = 1e-5;
constexpr double kClockFrom = 60; ///< Seconds.

struct Prefix {
    double factor = 1;
    QString text;
};

template <std::size_t N>
Prefix prefixFor(double largest, double base, const std::array<const char*, N>& prefixes) {
    std::size_t index = 0;
    double divisor = 1;
    while (index + 1 < N && largest >= divisor * base) {
        divisor *= base;
        ++index;
    }
    return {1 / divisor, QString::fromLatin1(prefixes[index])};
}

Prefix secondsPrefix(double largest) {
    if (largest >= 1 || largest == 0) {
        return {1, QStringLiteral("s")};
    }
    if (largest >= 1e-3) {
        return {1e3, QStringLiteral("ms")};
    }
    if (largest >= 1e-6) {
        return {1e6, QStringLiteral("µs")};
    }
    return {1e9, QStringLiteral("ns")};
}

Prefix prefixOf(double largest, Unit unit) {
    switch (unit) {
    case Unit::kNone:
        return prefixFor(largest, 1000, kDecimal);
    case Unit::kRatio:
        return {100, QStringLiteral("%")};
    case Unit::kBytes: {
        auto prefix = prefixFor(largest, 1024, kBinary);
        return {prefix.factor, prefix.text + u'B'};
    }
    case Unit::kBytesPerSecond: {
        auto prefix = prefixFor(largest, 1000, kDecimal);
        return {prefix.factor, prefix.text + QStringLiteral("B/s")};
    }
    case Unit::kPerSecond: {
        auto prefix = prefixFor(largest, 1000, kDecimal);
        return {prefix.factor, prefix.text + QStringLiteral("/s")};
    }
    case Unit::kSeconds:
        return secondsPrefix(largest);
    case Unit::kCelsius:
        return {1, QStringLiteral("°C")};
    }
    return {};
}

} // namespace

TickLabel::TickLabel(double largest, double step, Unit unit)
    : m_bareZero(unit == Unit::kNone)
    , m_clock(unit == Unit::kSeconds && largest >= kClockFrom && step >= 1) {
    auto [factor, suffix] = prefixOf(largest, unit);
    m_factor = factor;
    m_suffix = suffix.isEmpty() ? suffix : QChar(QChar::Nbsp) + suffix;
    const double shown = step * factor;
    m_exponent = shown > 0 && (shown < kSmallestPlain || largest >= kLargestPrefixed);
    while (!m_exponent && m_decimals < kMaxDecimals) {
        const double scaled = shown * std::pow(10.0, m_decimals);
        if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) {
            break;
        }
        ++m_decimals;
    }
}

QString TickLabel::text(double value) const {
    if (m_clock) {
        const auto time = ValueFormat::duration(std::abs(value));
        return value < 0 ? QStringLiteral("−") + time : time;
    }
    const double shown = value * m_factor;
    const QLocale locale;
    if (shown == 0) {
        return locale.toString(0) + (m_bareZero ? QString() : m_suffix);
    }
    return (m_exponent ? locale.toString(shown, 'g', 4) : locale.toString(shown, 'f', m_decimals)) + m_suffix;
}

} // namespace hearth::ui
