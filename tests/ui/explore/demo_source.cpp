// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explore/demo_source.h"

#include <chrono>
#include <cmath>
#include <functional>

namespace hearth::tests {

namespace {

using datasource::InstantQuery;
using datasource::RangeQuery;
using datasource::SeriesQuery;
using model::Labels;

constexpr double kDay = 86'400;

struct DemoMetric {
    const char* name;
    model::MetricType type;
    const char* help;
    double base;
    double swing;
    std::size_t series;
};

constexpr DemoMetric kMetrics[] = {
    {"node_cpu_seconds_total", model::MetricType::kCounter, "Seconds the CPUs spent in each mode.", 0.35, 0.3, 7},
    {"node_filesystem_avail_bytes", model::MetricType::kGauge, "Room for ordinary users.", 2.4e11, 3e9, 4},
    {"node_filesystem_size_bytes", model::MetricType::kGauge, "Size of the file system.", 5e11, 0, 4},
    {"node_hwmon_temp_celsius", model::MetricType::kGauge, "Temperature.", 48, 9, 6},
    {"node_memory_MemAvailable_bytes", model::MetricType::kGauge, "Memory that programs can get.", 9.6e9, 2.1e9, 1},
    {"node_memory_MemTotal_bytes", model::MetricType::kGauge, "All memory.", 1.6e10, 0, 1},
    {"node_network_receive_bytes_total", model::MetricType::kCounter, "Bytes received.", 2.2e6, 2e6, 4},
    {"scrape_duration_seconds", model::MetricType::kGauge, "How long the scrape took.", 0.021, 0.012, 5},
    {"series_many", model::MetricType::kGauge, "Ten thousand of them.", 1000, 400, 10'000},
    {"series_hundred", model::MetricType::kGauge, "A hundred of them.", 1000, 400, 100},
    {"series_long", model::MetricType::kGauge, "With long and hostile names.", 12, 3, 12},
    {"up", model::MetricType::kGauge, "Whether the target answered.", 1, 0, 5},
};

const DemoMetric* metricIn(const std::string& expression) {
    const DemoMetric* found = nullptr;
    for (const auto& metric : kMetrics) {
        if (expression.find(metric.name) != std::string::npos && (!found || std::string(metric.name).size() > 2)) {
            found = &metric;
        }
    }
    return expression.find("nod\"") != std::string::npos ? nullptr : found;
}

double valueAt(const DemoMetric& metric, std::size_t series, double seconds) {
    const double phase = static_cast<double>(series) * 1.7;
    const double day = std::sin(2 * M_PI * seconds / kDay + phase);
    const double hour = std::sin(2 * M_PI * seconds / 3600 * 1.3 + 3 * phase);
    const double noise = std::sin(seconds * 0.37 + phase) * std::cos(seconds * 0.011 + 2 * phase);
    const double share = 0.5 * day + 0.3 * hour + 0.2 * noise;
    return std::max(0.0, metric.base * (1 + 0.13 * static_cast<double>(series % 9)) + metric.swing * share);
}

/// The third series was away for a while.
bool isMissing(std::size_t series, model::TimestampMs time, model::TimeRange range) {
    const auto length = range.end - range.begin;
    return series == 2 && time > range.begin + length * 4 / 10 && time < range.begin + length * 5 / 10;
}

Result<model::QueryAnswer> answerRange(const RangeQuery& query, const std::stop_token&) {
    model::QueryAnswer answer;
    model::Matrix matrix;
    if (query.expression.find("!!") != std::string::npos) {
        return fail(ErrorCode::kInvalidArgument, "1:4: parse error: unexpected character: '!'", {3, 5});
    }
    if (const auto* metric = metricIn(query.expression)) {
        const auto labels = demoLabels(metric->name, metric->series);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            model::MatrixSeries series{labels[i], {}};
            for (auto time = query.range.begin; time <= query.range.end; time += query.step) {
                if (!isMissing(i, time, query.range)) {
                    series.samples.push_back({time, valueAt(*metric, i, static_cast<double>(time) / 1000)});
                }
            }
            matrix.push_back(std::move(series));
        }
        if (query.expression.find("rate(node_memory") != std::string::npos) {
            answer.infos.emplace_back("metric might not be a counter, name does not end in _total/_sum/_count/_bucket");
        }
    }
    answer.value = std::move(matrix);
    return answer;
}

Result<model::QueryAnswer> answerInstant(const InstantQuery& query, const std::stop_token&) {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto time = query.time.value_or(now.time_since_epoch().count());
    model::QueryAnswer answer;
    if (query.expression == "time()") {
        answer.value = model::Scalar{{time, static_cast<double>(time) / 1000}};
        return answer;
    }
    model::Vector vector;
    if (const auto* metric = metricIn(query.expression)) {
        const auto labels = demoLabels(metric->name, metric->series);
        for (std::size_t i = 0; i < labels.size(); ++i) {
            vector.push_back({labels[i], {time, valueAt(*metric, i, static_cast<double>(time) / 1000)}});
        }
    }
    answer.value = std::move(vector);
    return answer;
}

} // namespace

std::vector<Labels> demoLabels(const std::string& metric, std::size_t count) {
    static const std::vector<std::string> kHosts{"nas:9100", "pi:9100", "router:9100", "desktop:9100", "backup:9100"};
    std::vector<Labels> labels;
    for (std::size_t i = 0; i < count; ++i) {
        model::LabelsBuilder builder;
        builder.set("__name__", metric).set("job", "node").set("instance", kHosts[i % kHosts.size()]);
        if (count > kHosts.size()) {
            builder.set("device", "dev" + std::to_string(i / kHosts.size()));
        }
        if (metric == "series_long") {
            builder.set("path", i % 3 == 0   ? "/a/very/long/path/" + std::string(120, 'x') + "/end"
                                : i % 3 == 1 ? std::string("<h1>big</h1><img src=x>&amp; %1 %n")
                                             : std::string("温度センサー・居間の壁"));
        }
        labels.push_back(builder.labels());
    }
    return labels;
}

std::shared_ptr<ScriptedDataSource> demoSource() {
    auto fake = std::make_shared<ScriptedDataSource>();
    fake->onQuery = answerInstant;
    fake->onQueryRange = answerRange;
    fake->onSeries = [](const SeriesQuery& query, const std::stop_token&) -> Result<datasource::Listing<Labels>> {
        datasource::Listing<Labels> listing;
        if (const auto* metric = metricIn(query.selectors.empty() ? std::string() : query.selectors.front())) {
            listing.items = demoLabels(metric->name, 1);
        }
        return listing;
    };
    fake->onLabelValues = [](const std::string& name, const SeriesQuery&,
                             const std::stop_token&) -> Result<ScriptedDataSource::Strings> {
        ScriptedDataSource::Strings names;
        if (name == "__name__") {
            for (const auto& metric : kMetrics) {
                names.items.emplace_back(metric.name);
            }
        } else if (name == "job") {
            names.items = {"node", "prometheus"};
        }
        return names;
    };
    fake->onLabelNames = [](const SeriesQuery&, const std::stop_token&) -> Result<ScriptedDataSource::Strings> {
        return ScriptedDataSource::Strings{{"__name__", "device", "instance", "job"}, {}};
    };
    fake->onMetadata = [](const std::string&,
                          const std::stop_token&) -> Result<std::vector<datasource::MetricMetadata>> {
        std::vector<datasource::MetricMetadata> all;
        for (const auto& metric : kMetrics) {
            all.push_back({metric.name, {metric.type, metric.help, ""}});
        }
        return all;
    };
    return fake;
}

} // namespace hearth::tests
