// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/value_axis.h"

#include <algorithm>
#include <cmath>

#include "graph/tick_label.h"

namespace hearth::ui {

namespace {

/// Steps of a clock, in seconds, for times of a minute and more.
constexpr double kLongTimes[] = {
    1,     2,     5,     10,        15,        30,         60,     120,        300,        600,         900,
    1'800, 3'600, 7'200, 3 * 3'600, 6 * 3'600, 12 * 3'600, 86'400, 2 * 86'400, 7 * 86'400, 14 * 86'400, 28 * 86'400};
constexpr double kSmallestSpanShare = 1e-12; ///< Below this share of the value, doubles run out of digits.

double decimalStep(double step) {
    const double power = std::pow(10.0, std::floor(std::log10(step)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= step * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

/// Room around a single value, so that it stands in the middle.
ValueExtent opened(ValueExtent extent) {
    const double size = std::max(std::abs(extent.min), std::abs(extent.max));
    if (extent.max - extent.min > size * kSmallestSpanShare) {
        return extent;
    }
    const double room = size > 0 ? size * 0.1 : 1;
    extent.max += room;
    if (size > 0) {
        extent.min -= room;
    }
    return extent;
}

} // namespace

void ValueExtent::add(double value) {
    if (!std::isfinite(value)) {
        return;
    }
    min = empty ? value : std::min(min, value);
    max = empty ? value : std::max(max, value);
    if (value > 0) {
        minPositive = minPositive > 0 ? std::min(minPositive, value) : value;
    }
    empty = false;
}

double roundStep(double step, Unit unit) {
    if (unit == Unit::kBytes && step > 1) {
        return std::exp2(std::ceil(std::log2(step) - 1e-9));
    }
    if (unit == Unit::kSeconds && step > 10) {
        for (const double time : kLongTimes) {
            if (time >= step * (1 - 1e-9)) {
                return time;
            }
        }
    }
    return decimalStep(step);
}

ValueAxis ValueAxis::covering(ValueExtent extent, const ValueAxisOptions& options) {
    ValueAxis axis;
    axis.m_logarithmic = options.logarithmic && extent.minPositive > 0;
    if (axis.m_logarithmic) {
        axis.m_min = extent.minPositive;
        axis.m_max = std::max(extent.max, extent.minPositive);
        axis.placeLogarithmicTicks(options);
        return axis;
    }
    if (extent.empty) {
        extent.add(0);
        extent.add(1);
    }
    if (options.fromZero && !options.exact) {
        extent.min = std::min(extent.min, 0.0);
        extent.max = std::max(extent.max, 0.0);
    }
    extent = opened(extent);
    axis.m_min = extent.min;
    axis.m_max = extent.max;
    axis.placeLinearTicks(options);
    return axis;
}

void ValueAxis::placeLinearTicks(const ValueAxisOptions& options) {
    // Halves first: the span of two huge doubles would overflow.
    const double step = roundStep((m_max / 2 - m_min / 2) / std::max(1, options.maxTicks - 1) * 2, options.unit);
    double first = std::floor(m_min / step + 1e-9);
    double last = std::ceil(m_max / step - 1e-9);
    if (options.exact) {
        first = std::ceil(m_min / step - 1e-9);
        last = std::floor(m_max / step + 1e-9);
    } else {
        m_min = first * step;
        m_max = last * step;
    }
    const TickLabel label(std::max(std::abs(m_min), std::abs(m_max)), step, options.unit);
    const int count = std::clamp(static_cast<int>(last - first) + 1, 0, 4 * options.maxTicks);
    for (int i = 0; i < count; ++i) {
        const double value = (first + i) * step;
        m_ticks.push_back({value, label.text(value)});
    }
}

void ValueAxis::placeLogarithmicTicks(const ValueAxisOptions& options) {
    int low = static_cast<int>(std::floor(std::log10(m_min) + 1e-9));
    int high = static_cast<int>(std::ceil(std::log10(m_max) - 1e-9));
    high = std::max(high, low + 1);
    if (!options.exact) {
        m_min = std::pow(10.0, low);
        m_max = std::pow(10.0, high);
    }
    const int every = std::max(1, (high - low + options.maxTicks - 1) / options.maxTicks);
    const bool between = (high - low) * 3 <= options.maxTicks;
    for (int decade = low; decade <= high; decade += every) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double value = factor * std::pow(10.0, decade);
            const bool wanted = factor == 1 || between;
            if (wanted && value >= m_min * (1 - 1e-9) && value <= m_max * (1 + 1e-9)) {
                m_ticks.push_back({value, TickLabel(value, value, options.unit).text(value)});
            }
        }
    }
}

double ValueAxis::fraction(double value) const {
    if (!m_logarithmic) {
        return (value - m_min) / (m_max - m_min);
    }
    if (value <= 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return std::log(value / m_min) / std::log(m_max / m_min);
}

double ValueAxis::valueAt(double fraction) const {
    if (!m_logarithmic) {
        return m_min + fraction * (m_max - m_min);
    }
    return m_min * std::pow(m_max / m_min, fraction);
}

} // namespace hearth::ui
