// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QCache>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include "base/error.h"
#include "model/metadata.h"

namespace hearth::ui {

class AsyncSource;

/// One metric name and what its family says of itself; the type is kUnknown and the texts are empty where nothing is
/// known. All texts come from outside: show them as plain text.
struct CatalogMetric {
    QString name;
    model::MetricType type = model::MetricType::kUnknown;
    QString help;
    QString unit;
};

/// What exists on the connected server: metric names with metadata, label names, label values. Feeds completion, the
/// examples of an empty page and the choice of units.
/// Lookups answer at once from what is known; what is missing is asked for in the background and announced by a signal,
/// after which the same lookup answers in full. Starts over when the connection changes.
/// Threads: confined to the GUI thread; a MetricList is an immutable snapshot and may be handed to workers.
class MetricCatalog : public QObject {
    Q_OBJECT

  public:
    using MetricList = std::vector<CatalogMetric>; ///< Sorted by name.

    static constexpr std::size_t kMaxMetrics = 200'000;
    static constexpr std::size_t kMaxLabelValues = 10'000;
    /// Lists of label names and values that are remembered.
    static constexpr int kMaxCachedLists = 500;
    static constexpr int kRefreshMs = 60'000;
    /// While the server does not answer or its list still changes (it has just started), it is asked sooner.
    static constexpr int kSettlingMs = 2'000;

    /// `source` must outlive the catalog.
    explicit MetricCatalog(AsyncSource& source, QObject* parent = nullptr);

    /// Never null; empty until metricsChanged().
    const std::shared_ptr<const MetricList>& metrics() const { return m_metrics; }
    /// The metric of that name; for `x_bucket`, `x_sum`, `x_count` and the like what the family `x` says. Null where
    /// the name is unknown. Valid until metricsChanged().
    const CatalogMetric* find(const QString& name) const;
    bool loaded() const { return m_loaded; }

    /// Label names of one metric, or of all where `metric` is empty; sorted, without `__name__`.
    QStringList labelNames(const QString& metric);
    /// Values of one label on one metric (or on all); sorted, at most kMaxLabelValues.
    QStringList labelValues(const QString& metric, const QString& label);

  public slots:
    /// Asks for the metrics anew and forgets the lists of labels.
    void refresh();

  signals:
    void metricsChanged();
    /// Another call of labelNames() with this metric now answers in full.
    void labelNamesChanged(const QString& metric);
    void labelValuesChanged(const QString& metric, const QString& label);

  private:
    void startOver();
    void take(Result<MetricList> metrics);
    void askLabelNames(const QString& metric);
    void askLabelValues(const QString& metric, const QString& label);

    AsyncSource& m_source;
    std::shared_ptr<const MetricList> m_metrics;
    QCache<QString, QStringList> m_lists; ///< By kind, metric and label; see listKey().
    QTimer m_refresh;
    bool m_loaded = false;
};

} // namespace hearth::ui
