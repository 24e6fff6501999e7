// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <vector>

#include "data/metric_catalog.h"

namespace hearth::ui {

/// Expressions to begin with, made of metrics that the server has.
/// Threads: thread-safe.
class ExampleQueries {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::ExampleQueries)

  public:
    static constexpr std::size_t kMax = 6;

    struct Example {
        QString title;
        QString expression;
    };

    /// At most kMax: well-known questions first, then the first counters and gauges that there are.
    static std::vector<Example> from(const MetricCatalog::MetricList& metrics);
};

} // namespace hearth::ui
