// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "data/metric_catalog.h"
#include "models/value_format.h"

namespace hearth::ui {

/// What the values of an expression count, as far as names and metadata tell: a metric's unit, then its suffix
/// (`_bytes`, `_seconds`, `_ratio`, `_celsius`), followed through functions and operators (rate of bytes: bytes per
/// second; bytes over bytes: a ratio). kNone for what is not known. Threads: thread-safe (a pure function).
Unit unitOf(const QString& expression, const MetricCatalog::MetricList& metrics);

/// Of one metric.
Unit unitOfMetric(std::string_view name, std::string_view unit);

} // namespace hearth::ui
