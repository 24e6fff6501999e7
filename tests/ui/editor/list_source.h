// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "editor/completion_source.h"

namespace hearth::ui {

/// A server that is a few lists.
class ListSource : public CompletionSource {
  public:
    std::shared_ptr<const MetricCatalog::MetricList> metrics() override { return list; }
    QStringList labelNames(const QString& metric) override { return labels.value(metric); }
    QStringList labelValues(const QString& metric, const QString& label) override {
        return values.value(metric + '/' + label);
    }
    void announce() { emit changed(); }

    std::shared_ptr<MetricCatalog::MetricList> list = std::make_shared<MetricCatalog::MetricList>();
    QHash<QString, QStringList> labels;
    QHash<QString, QStringList> values; ///< By `metric/label`.
};

} // namespace hearth::ui
