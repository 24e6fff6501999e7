// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/disk_trend.h"

namespace hearth::ui {
namespace {

/// Bytes a second; x counts from the first point so that large epochs cost no precision.
double slopeOf(const QPolygonF& points) {
    const auto count = static_cast<double>(points.size());
    const double origin = points.first().x();
    double meanX = 0;
    double meanY = 0;
    for (const auto& point : points) {
        meanX += (point.x() - origin) / 1000 / count;
        meanY += point.y() / count;
    }
    double covariance = 0;
    double variance = 0;
    for (const auto& point : points) {
        const double dx = (point.x() - origin) / 1000 - meanX;
        covariance += dx * (point.y() - meanY);
        variance += dx * dx;
    }
    return variance > 0 ? covariance / variance : 0;
}

} // namespace

DiskTrend diskTrend(const QPolygonF& availableBytes) {
    if (availableBytes.size() < 3 ||
        availableBytes.last().x() - availableBytes.first().x() < static_cast<double>(kMinTrendSpan)) {
        return {};
    }
    const double slope = slopeOf(availableBytes);
    const double left = slope < 0 ? availableBytes.last().y() / -slope : kMaxTrendSeconds;
    if (left >= kMaxTrendSeconds) {
        return {DiskTrend::Kind::kSteady, 0};
    }
    return {DiskTrend::Kind::kFilling, left};
}

} // namespace hearth::ui
