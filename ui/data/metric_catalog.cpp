// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/metric_catalog.h"

#include <algorithm>
#include <map>
#include <string>

#include "data/async_source.h"
#include "model/matcher.h"

namespace hearth::ui {

namespace {

/// Suffixes that the series of a histogram, summary, counter or info family add to its name.
constexpr std::string_view kFamilySuffixes[] = {"_bucket", "_sum",     "_count",  "_total",
                                                "_info",   "_created", "_gcount", "_gsum"};

using MetadataByName = std::map<std::string, model::Metadata, std::less<>>;

const model::Metadata* metadataOf(const MetadataByName& known, std::string_view name) {
    if (const auto exact = known.find(name); exact != known.end()) {
        return &exact->second;
    }
    for (const auto suffix : kFamilySuffixes) {
        if (name.ends_with(suffix)) {
            const auto family = known.find(name.substr(0, name.size() - suffix.size()));
            if (family != known.end()) {
                return &family->second;
            }
        }
    }
    return nullptr;
}

CatalogMetric describe(const MetadataByName& known, const std::string& name) {
    CatalogMetric metric{QString::fromStdString(name), model::MetricType::kUnknown, {}, {}};
    if (const auto* metadata = metadataOf(known, name)) {
        metric.type = metadata->type;
        metric.help = QString::fromStdString(metadata->help);
        metric.unit = QString::fromStdString(metadata->unit);
    }
    return metric;
}

Result<MetricCatalog::MetricList> load(datasource::DataSource& source, const std::stop_token& stop) {
    datasource::SeriesQuery query;
    query.limit = MetricCatalog::kMaxMetrics;
    auto names = HEARTH_TRY(source.labelValues(std::string(model::kMetricName), query, stop));
    MetadataByName known;
    // Names without metadata are worth having: a server that keeps none still gets its completion.
    if (auto metadata = source.metadata({}, stop)) {
        for (auto& entry : *metadata) {
            known.try_emplace(std::move(entry.metric), std::move(entry.metadata));
        }
    }
    MetricCatalog::MetricList list;
    list.reserve(std::min(names.items.size(), MetricCatalog::kMaxMetrics));
    for (const auto& name : names.items) {
        if (list.size() == MetricCatalog::kMaxMetrics || stop.stop_requested()) {
            break;
        }
        list.push_back(describe(known, name));
    }
    std::ranges::sort(list, {}, &CatalogMetric::name);
    return list;
}

/// The selector of one metric, written so that any UTF-8 name is safe in it; nothing for all metrics.
datasource::SeriesQuery seriesOf(const QString& metric) {
    datasource::SeriesQuery query;
    if (!metric.isEmpty()) {
        query.selectors.push_back(
            '{' + model::Matcher::equal(std::string(model::kMetricName), metric.toStdString()).toString() + '}');
    }
    return query;
}

QStringList sorted(const std::vector<std::string>& items) {
    QStringList list;
    list.reserve(static_cast<qsizetype>(items.size()));
    for (const auto& item : items) {
        if (item != model::kMetricName) {
            list << QString::fromStdString(item);
        }
    }
    list.sort();
    return list;
}

QString listKey(const QString& metric, const QString& label = {}) {
    return metric + QChar(0) + label;
}

} // namespace

MetricCatalog::MetricCatalog(AsyncSource& source, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_metrics(std::make_shared<const MetricList>())
    , m_lists(kMaxCachedLists) {
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &MetricCatalog::refresh);
    connect(&m_source, &AsyncSource::sourceChanged, this, &MetricCatalog::startOver);
    refresh();
}

void MetricCatalog::startOver() {
    m_metrics = std::make_shared<const MetricList>();
    m_loaded = false;
    refresh();
    emit metricsChanged();
}

void MetricCatalog::refresh() {
    m_lists.clear();
    m_source.call(
        this, QStringLiteral("metrics"),
        [](datasource::DataSource& source, const std::stop_token& stop) { return load(source, stop); },
        [this](Result<MetricList> metrics) { take(std::move(metrics)); });
}

void MetricCatalog::take(Result<MetricList> metrics) {
    const bool settled = metrics && !metrics->empty() && metrics->size() == m_metrics->size();
    m_refresh.start(settled ? kRefreshMs : kSettlingMs);
    if (!metrics) {
        return; // the page's own request shows why; the next refresh tries again
    }
    m_metrics = std::make_shared<const MetricList>(*std::move(metrics));
    m_loaded = true;
    emit metricsChanged();
}

const CatalogMetric* MetricCatalog::find(const QString& name) const {
    const auto found = std::ranges::lower_bound(*m_metrics, name, {}, &CatalogMetric::name);
    return found != m_metrics->end() && found->name == name ? &*found : nullptr;
}

QStringList MetricCatalog::labelNames(const QString& metric) {
    if (const auto* known = m_lists.object(listKey(metric))) {
        return *known;
    }
    askLabelNames(metric);
    return {};
}

QStringList MetricCatalog::labelValues(const QString& metric, const QString& label) {
    if (const auto* known = m_lists.object(listKey(metric, label))) {
        return *known;
    }
    askLabelValues(metric, label);
    return {};
}

void MetricCatalog::askLabelNames(const QString& metric) {
    const auto key = listKey(metric);
    if (m_source.busy(this, key)) {
        return;
    }
    m_source.call(
        this, key,
        [query = seriesOf(metric)](datasource::DataSource& source, const std::stop_token& stop) {
            return source.labelNames(query, stop);
        },
        [this, key, metric](Result<datasource::Listing<std::string>> names) {
            // A failure counts as "none" until the next refresh: a keystroke must not repeat a failing request.
            m_lists.insert(key, new QStringList(names ? sorted(names->items) : QStringList()));
            emit labelNamesChanged(metric);
        });
}

void MetricCatalog::askLabelValues(const QString& metric, const QString& label) {
    const auto key = listKey(metric, label);
    if (m_source.busy(this, key)) {
        return;
    }
    auto query = seriesOf(metric);
    query.limit = kMaxLabelValues;
    m_source.call(
        this, key,
        [query, name = label.toStdString()](datasource::DataSource& source, const std::stop_token& stop) {
            return source.labelValues(name, query, stop);
        },
        [this, key, metric, label](Result<datasource::Listing<std::string>> values) {
            m_lists.insert(key, new QStringList(values ? sorted(values->items) : QStringList()));
            emit labelValuesChanged(metric, label);
        });
}

} // namespace hearth::ui
