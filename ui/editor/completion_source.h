// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <memory>

#include "data/metric_catalog.h"

namespace hearth::ui {

/// What exists on the connected server, as completion asks for it. Answers at once from what is known; what is missing
/// is fetched in the background and announced by changed(), after which the same question answers in full.
/// Threads: confined to the GUI thread.
class CompletionSource : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    /// Sorted by name; never null.
    virtual std::shared_ptr<const MetricCatalog::MetricList> metrics() = 0;
    /// Label names of one metric, or of all where `metric` is empty.
    virtual QStringList labelNames(const QString& metric) = 0;
    virtual QStringList labelValues(const QString& metric, const QString& label) = 0;

  signals:
    void changed();
};

/// Asks a MetricCatalog.
class CatalogSource final : public CompletionSource {
    Q_OBJECT

  public:
    /// `catalog` must outlive the source.
    explicit CatalogSource(MetricCatalog& catalog, QObject* parent = nullptr);

    std::shared_ptr<const MetricCatalog::MetricList> metrics() override { return m_catalog.metrics(); }
    QStringList labelNames(const QString& metric) override { return m_catalog.labelNames(metric); }
    QStringList labelValues(const QString& metric, const QString& label) override {
        return m_catalog.labelValues(metric, label);
    }

  private:
    MetricCatalog& m_catalog;
};

} // namespace hearth::ui
