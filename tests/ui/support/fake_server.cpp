// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/fake_server.h"

#include <chrono>
#include <cmath>

namespace hearth::tests {
namespace {

using datasource::TargetHealth;

constexpr double kGiB = 1024.0 * 1024 * 1024;

model::TimestampMs nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

bool has(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

/// A repeatable wobble between -1 and 1.
double wobble(double seconds, double seed) {
    return 0.6 * std::sin(seconds / 37 + seed) + 0.3 * std::sin(seconds / 11 + 2 * seed) +
           0.1 * std::sin(seconds / 3.1);
}

/// The course of one quantity; negative where there is none.
double valueAt(const std::string& expression, double seconds) {
    if (has(expression, "node_cpu_seconds_total")) {
        const bool busy = std::fmod(seconds, 300) > 220;
        return (busy ? 0.62 : 0.14) + 0.06 * wobble(seconds, 1);
    }
    if (has(expression, "node_memory_MemAvailable_bytes")) {
        return 0.43 + 0.02 * wobble(seconds / 4, 2);
    }
    if (has(expression, "node_network_receive_bytes_total")) {
        return 1.8e6 * (1.2 + wobble(seconds, 3));
    }
    if (has(expression, "node_network_transmit_bytes_total")) {
        return 4.1e5 * (1.2 + wobble(seconds, 4));
    }
    if (has(expression, "node_load1")) {
        return 1.1 + 0.5 * wobble(seconds, 5);
    }
    if (has(expression, "node_hwmon_temp_celsius")) {
        return 52 + 5 * wobble(seconds, 6);
    }
    if (has(expression, "node_filesystem_avail_bytes")) {
        return 34 * kGiB - std::fmod(seconds, 21'600) * 12'000;
    }
    return -1;
}

model::VectorSample element(model::Labels labels, double value) {
    return {std::move(labels), {nowMs(), value}};
}

datasource::Target makeTarget(const std::string& pool, int index, const std::string& name) {
    datasource::Target target;
    const auto instance = name + "-" + std::to_string(index) + ":9100";
    target.pool = pool;
    target.scrapeUrl = "http://" + instance + "/metrics";
    target.globalUrl = target.scrapeUrl;
    target.labels = {{"instance", instance}, {"job", pool}, {"rack", std::to_string(index % 5)}};
    target.discoveredLabels = {{"__address__", instance},
                               {"__metrics_path__", "/metrics"},
                               {"__scheme__", "http"},
                               {"__meta_rack", std::to_string(index % 5)},
                               {"job", pool}};
    target.scrapeInterval = "15s";
    target.scrapeTimeout = "10s";
    if (index % 11 == 10) {
        return target;
    }
    target.lastScrape = nowMs() - 1000 * (index % 15);
    target.lastScrapeSeconds = 0.004 + 0.0013 * (index % 9);
    target.health = index % 7 == 3 ? TargetHealth::kDown : TargetHealth::kUp;
    if (target.health == TargetHealth::kDown) {
        target.lastError = "Get \"" + target.scrapeUrl + "\": connection refused";
    }
    return target;
}

} // namespace

Result<void> FakeServer::begin() {
    ++calls;
    if (failing) {
        return fail(failureCode, failure);
    }
    return {};
}

Result<model::QueryAnswer> FakeServer::query(const datasource::InstantQuery& query, std::stop_token /*stop*/) {
    if (auto begun = begin(); !begun) {
        return std::unexpected(begun.error());
    }
    model::QueryAnswer answer;
    answer.value = instant(query.expression);
    return answer;
}

model::Vector FakeServer::instant(const std::string& expression) const {
    const auto one = [](double value) { return model::Vector{element({}, value)}; };
    if (beginning) {
        return {};
    }
    if (targetsPerPool == 0 && has(expression, "count(up ==")) {
        return {};
    }
    if (has(expression, "count(up == 1)")) {
        return one(3 * targetsPerPool - 2);
    }
    if (has(expression, "count(up == 0)")) {
        return one(2);
    }
    if (has(expression, "head_samples_appended_total")) {
        return one(843.2);
    }
    if (!hasHost) {
        return {};
    }
    if (has(expression, "node_uname_info")) {
        return {element({{"instance", named("localhost:9100")},
                         {"job", "node"},
                         {"nodename", named("kitchen")},
                         {"sysname", "Linux"},
                         {"release", named("6.1.0-28-amd64")}},
                        1)};
    }
    if (has(expression, "node_filesystem_size_bytes") || has(expression, "node_filesystem_avail_bytes")) {
        return fileSystems(has(expression, "_size_bytes"));
    }
    const std::pair<const char*, double> values[] = {{"count(node_cpu_seconds_total", 8},
                                                     {"node_memory_MemTotal_bytes", 15.6 * kGiB},
                                                     {"node_load5", 0.97},
                                                     {"node_load15", 0.82},
                                                     {"node_time_seconds", 3 * 86'400 + 4 * 3600}};
    for (const auto& [part, value] : values) {
        if (has(expression, part)) {
            return one(value);
        }
    }
    return {};
}

model::Vector FakeServer::fileSystems(bool sizes) const {
    const auto row = [&](const char* device, const std::string& mountpoint, double size, double available) {
        return element({{"device", device}, {"mountpoint", mountpoint}, {"fstype", "ext4"}}, sizes ? size : available);
    };
    return {row("/dev/nvme0n1p2", named("/"), 118 * kGiB, 34 * kGiB),
            row("/dev/nvme0n1p1", "/boot/efi", 0.5 * kGiB, 0.49 * kGiB),
            row("/dev/sda1", "/srv/media", 3650 * kGiB, 210 * kGiB)};
}

Result<model::QueryAnswer> FakeServer::queryRange(const datasource::RangeQuery& query, std::stop_token /*stop*/) {
    if (auto begun = begin(); !begun) {
        return std::unexpected(begun.error());
    }
    model::QueryAnswer answer;
    answer.value = model::Matrix();
    if (beginning) {
        return answer;
    }
    if (auto series = alertWorld.series(query.expression, query.range, query.step); !series.empty()) {
        answer.value = std::move(series);
        return answer;
    }
    model::MatrixSeries line;
    for (auto time = query.range.begin; hasHost && time <= query.range.end && query.step > 0; time += query.step) {
        if (const double value = valueAt(query.expression, static_cast<double>(time) / 1000); value >= 0) {
            line.samples.push_back({time, value});
        }
    }
    if (!line.samples.empty()) {
        answer.value = model::Matrix{line};
    }
    return answer;
}

Result<datasource::Listing<model::Labels>> FakeServer::series(const datasource::SeriesQuery& /*query*/,
                                                              std::stop_token /*stop*/) {
    return datasource::Listing<model::Labels>{{{{"__name__", "up"}, {"job", named("node")}}}, {}};
}

Result<datasource::Listing<std::string>> FakeServer::labelNames(const datasource::SeriesQuery& /*query*/,
                                                                std::stop_token /*stop*/) {
    return datasource::Listing<std::string>{{"instance", "job"}, {}};
}

Result<datasource::Listing<std::string>> FakeServer::labelValues(const std::string& /*name*/,
                                                                 const datasource::SeriesQuery& /*query*/,
                                                                 std::stop_token /*stop*/) {
    return datasource::Listing<std::string>{{"node_load1", named("node_memory_MemTotal_bytes"), "up"}, {}};
}

Result<std::vector<datasource::MetricMetadata>> FakeServer::metadata(const std::string& /*metric*/,
                                                                     std::stop_token /*stop*/) {
    return std::vector<datasource::MetricMetadata>{
        {"node_load1", {model::MetricType::kGauge, named("1m load average."), ""}}};
}

Result<datasource::Targets> FakeServer::targets(datasource::TargetState /*state*/, const std::string& /*pool*/,
                                                std::stop_token /*stop*/) {
    if (auto begun = begin(); !begun) {
        return std::unexpected(begun.error());
    }
    datasource::Targets targets;
    for (const char* pool : {"hearth", "node", "printers-and-other-things-on-the-second-floor"}) {
        for (int i = 0; i < targetsPerPool; ++i) {
            auto& target = targets.active.emplace_back(makeTarget(named(pool), i, named("nas")));
            if (beginning) {
                target.lastScrape.reset();
                target.health = TargetHealth::kUnknown;
                target.lastError.clear();
            }
        }
    }
    return targets;
}

Result<std::vector<std::string>> FakeServer::scrapePools(std::stop_token /*stop*/) {
    return std::vector<std::string>{"hearth", "node"};
}

Result<std::string> FakeServer::configYaml(std::stop_token /*stop*/) {
    return "global:\n  scrape_interval: 15s\n  evaluation_interval: 15s\nscrape_configs:\n  - job_name: node\n    "
           "static_configs:\n"
           "      - targets: [\"" +
           named("localhost:9100") + "\"]\n";
}

Result<datasource::Facts> FakeServer::flags(std::stop_token /*stop*/) {
    return datasource::Facts{{"config.file", named("/etc/hearth/prometheus.yml")},
                             {"storage.tsdb.path", "/var/lib/hearth"},
                             {"web.listen-address", "127.0.0.1:9090"}};
}

Result<datasource::BuildFacts> FakeServer::buildFacts(std::stop_token /*stop*/) {
    if (auto begun = begin(); !begun) {
        return std::unexpected(begun.error());
    }
    return datasource::BuildFacts{named("0.1.0"), "4f1c2d3", "main", "", "2026-01-12", "GCC 12.2"};
}

Result<datasource::RuntimeFacts> FakeServer::runtimeFacts(std::stop_token /*stop*/) {
    if (auto begun = begin(); !begun) {
        return std::unexpected(begun.error());
    }
    datasource::RuntimeFacts facts;
    facts.startTime = nowMs() - 5'400'000;
    facts.serverTime = nowMs();
    facts.lastConfigTime = facts.startTime;
    facts.hostname = named("kitchen");
    facts.workingDirectory = "/var/lib/hearth";
    facts.threadCount = 14;
    facts.processors = 8;
    facts.storageRetention = "90d";
    return facts;
}

Result<datasource::TsdbStatus> FakeServer::tsdbStatus(std::size_t /*limit*/, std::stop_token /*stop*/) {
    datasource::TsdbStatus status;
    status.seriesCount = 1893;
    status.labelPairs = 612;
    status.chunkCount = 4120;
    status.maxTime = nowMs();
    status.minTime = nowMs() - 5'400'000;
    status.seriesCountByMetricName = {{named("node_cpu_seconds_total"), 64}, {"node_scrape_collector_success", 42}};
    status.labelValueCountByLabelName = {{"__name__", 512}, {"device", 31}};
    status.memoryInBytesByLabelName = {{"__name__", 14'336}, {"device", 512}};
    status.seriesCountByLabelValuePair = {{"job=node", 1420}};
    return status;
}

Result<datasource::RuleGroups> FakeServer::rules(const datasource::RulesQuery& query, std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    if (!hasRules) {
        return fail(ErrorCode::kUnsupported, "this server has no rules");
    }
    datasource::RuleGroups answer{alertWorld.ruleGroups(), {}};
    for (auto& group : answer.groups) {
        std::erase_if(group.rules,
                      [&](const datasource::Rule& rule) { return query.type && rule.type != *query.type; });
        for (auto& rule : group.rules) {
            rule.alerts.resize(query.withAlerts ? rule.alerts.size() : 0);
        }
    }
    return answer;
}

Result<std::vector<datasource::Alert>> FakeServer::alerts(std::stop_token stop) {
    const auto answer = HEARTH_TRY(rules({}, std::move(stop)));
    std::vector<datasource::Alert> all;
    for (const auto& group : answer.groups) {
        for (const auto& rule : group.rules) {
            all.insert(all.end(), rule.alerts.begin(), rule.alerts.end());
        }
    }
    return all;
}

datasource::AlertmanagerSource& FakeServer::alertmanager() {
    return hasAlertmanager ? alertWorld : DataSource::alertmanager();
}

Result<void> FakeServer::reload(std::stop_token /*stop*/) {
    return begin();
}

} // namespace hearth::tests
