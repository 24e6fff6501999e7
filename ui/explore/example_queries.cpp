// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/example_queries.h"

#include "model/labels.h"

#include <algorithm>

namespace hearth::ui {

namespace {

struct KnownQuestion {
    const char* title;
    const char* expression;
    const char* metric; ///< Must exist.
};

constexpr KnownQuestion kQuestions[] = {
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "Processor load by mode"),
     R"(sum by (mode) (rate(node_cpu_seconds_total{mode!="idle"}[2m])))", "node_cpu_seconds_total"},
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "Memory in use"),
     "node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes", "node_memory_MemAvailable_bytes"},
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "Network received"),
     R"(rate(node_network_receive_bytes_total{device!="lo"}[2m]))", "node_network_receive_bytes_total"},
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "Room left on disks"),
     R"(node_filesystem_avail_bytes{fstype!~"tmpfs|overlay"} / node_filesystem_size_bytes)",
     "node_filesystem_avail_bytes"},
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "Temperatures"), "node_hwmon_temp_celsius",
     "node_hwmon_temp_celsius"},
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "Which targets answer"), "up", "up"},
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "How long scrapes take"), "scrape_duration_seconds",
     "scrape_duration_seconds"},
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "Samples stored each second"),
     "rate(prometheus_tsdb_head_samples_appended_total[2m])", "prometheus_tsdb_head_samples_appended_total"},
    {QT_TRANSLATE_NOOP("hearth::ui::ExampleQueries", "Memory of each process"), "process_resident_memory_bytes",
     "process_resident_memory_bytes"},
};

} // namespace

std::vector<ExampleQueries::Example> ExampleQueries::from(const MetricCatalog::MetricList& metrics) {
    std::vector<Example> examples;
    const auto full = [&] { return examples.size() >= kMax; };
    for (const auto& question : kQuestions) {
        const auto name = QString::fromLatin1(question.metric);
        if (!full() && std::ranges::binary_search(metrics, name, {}, &CatalogMetric::name)) {
            examples.push_back({tr(question.title), QString::fromLatin1(question.expression)});
        }
    }
    for (const auto& metric : metrics) {
        if (full()) {
            break;
        }
        const auto used = [&](const Example& example) { return example.expression.contains(metric.name); };
        if (!model::isLegacyMetricName(metric.name.toStdString()) || std::ranges::any_of(examples, used)) {
            continue;
        }
        const bool counter = metric.name.endsWith(QLatin1String("_total"));
        examples.push_back({counter ? tr("Per second: %1").arg(metric.name) : metric.name,
                            counter ? QStringLiteral("rate(%1[5m])").arg(metric.name) : metric.name});
    }
    return examples;
}

} // namespace hearth::ui
